"""What is to be answered, and what answers it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from nodepilot.accounts.model_keys import SealedKey
from nodepilot.accounts.schemas import ModelPreference
from nodepilot.application.material import columns_of, request_of
from nodepilot.composer.build.outputs import Column
from nodepilot.conversations.schemas import SaidRow
from nodepilot.files.schemas import KeptFile
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.storage.database import Expected


@dataclass(frozen=True, slots=True)
class Turn:
    """What the engine answers to. `preference` is who shall answer, as the person wants it. `opened` is the workflow that the conversation is about, `files` are those that
    came with the message; `branches` says that other versions of it or of its answer are there, `begins` that nothing
    was said in the conversation before. `own_keys` are the person's for hosted models, `said` is what was said before, newest
    first; None where nobody wants to know. `kept` is set when the database is sure to keep the message, and has told
    those: an engine may compute before, and asks nobody; None where it is kept already.
    """

    message: str
    user_id: UUID
    conversation_id: UUID
    user_message_id: UUID
    assistant_message_id: UUID
    generation_id: UUID
    n8n_version: str | None = None
    preference: ModelPreference = "auto"
    opened: OpenWorkflow | None = None
    files: tuple[KeptFile, ...] = ()
    branches: bool = False
    begins: bool = False
    own_keys: Expected[SealedKey] | None = None
    said: Expected[SaidRow] | None = None
    kept: asyncio.Event | None = None

    @property
    def request(self) -> str:
        """The message, and what the texts among the files say."""
        return request_of(self.message, self.files)

    @property
    def said_length(self) -> int:
        """Characters of the request that are the message as it was written; none where pictures were put into words."""
        return 0 if any(file.kind == "image" for file in self.files) else len(self.message)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Fields of the data in the files."""
        return columns_of(self.files)


Engine: TypeAlias = Callable[[Turn], AsyncIterator[Event]]
"""The pipeline, as this layer sees it: ends with one `Done` or `Failed`."""
