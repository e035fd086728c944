"""Bodies of what is about prompts and hosted models."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from nodepilot.ai.prompt import LONGEST
from nodepilot.reference.prompt_versions import PromptVersion
from nodepilot.server.schemas import RequestBody


class PromptList(BaseModel):
    """The version of each prompt that counts."""

    prompts: list[PromptVersion]


class PromptVersionList(BaseModel):
    """All versions of one prompt, newest first."""

    versions: list[PromptVersion]


class PromptBody(RequestBody):
    """A prompt in Markdown, as `nodepilot prompts export` writes it."""

    content: Annotated[str, Field(min_length=1, max_length=LONGEST)]


class RollBackBody(RequestBody):
    """Which version shall count again; the one before the present one when left out."""

    version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
