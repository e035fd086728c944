"""What a person does with files: sends them up, looks at them again, takes unsent ones away."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from nodepilot.ai.ports import Picture
from nodepilot.application.errors import NotFound
from nodepilot.application.hosted_models import HostedModels
from nodepilot.files import errors, repository
from nodepilot.files.names import clean_name
from nodepilot.files.pdf import read_pdf
from nodepilot.files.reading import is_pdf, read_file
from nodepilot.files.schemas import FileContent, FileSummary, KeptFile
from nodepilot.sentences import say
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id

MOST_AT_ONCE = 2
"""Files that are read at the same time: each may take as much memory as many messages."""


class Files:
    """Each method acts for one user; what belongs to others does not exist for it (`NotFound`)."""

    def __init__(self, database: Database, hosted: HostedModels) -> None:
        self._database = database
        self._hosted = hosted
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    async def add(self, user_id: UUID, name: str, content: bytes, *, models_may: bool) -> KeptFile:
        """Keeps a file that a message is going to bring along. Raises `FileRefused`.

        `models_may`: the person lets hosted models answer. Only they see pictures.
        """
        if len(content) > errors.LARGEST_FILE:
            raise errors.too_large()
        async with self._free:
            reading = await (read_pdf(content) if is_pdf(content) else asyncio.to_thread(read_file, content))
        if reading.kind == "image" and not (models_may and await self._hosted.see_for(user_id)):
            raise errors.picture()
        file = FileSummary(id=new_id(), name=clean_name(name), kind=reading.kind, size=len(content))
        async with self._database.as_user(user_id) as transaction:
            if await repository.sum_of_sizes(transaction) + file.size > errors.MOST_KEPT:
                raise errors.files_full()
            await repository.add(transaction, file, content, reading.as_row())
            return (await repository.list_files(transaction, [file.id]))[0]

    async def content(self, user_id: UUID, file_id: UUID) -> FileContent:
        async with self._database.as_user(user_id) as transaction:
            found = await repository.find_content(transaction, file_id)
        if found is None:
            raise NotFound("file")
        return found

    async def remove(self, user_id: UUID, file_id: UUID) -> None:
        """One that was not sent; the others go with their conversation."""
        async with self._database.as_user(user_id) as transaction:
            if not await repository.delete_unsent(transaction, file_id):
                raise NotFound("file that was not sent")

    async def workflow_among(self, user_id: UUID, ids: Sequence[UUID]) -> Mapping[str, Any] | None:
        """The document of the one workflow among the files. Raises `FileRefused` and `NotFound`."""
        if not ids:
            return None
        if len(ids) > errors.MOST_FILES:
            raise errors.too_many()
        async with self._database.as_user(user_id) as transaction:
            files = await repository.list_files(transaction, ids)
            if len(files) < len(ids):
                raise NotFound("file", say("It is kept for a day until it is sent; add it again."))
            workflows = [file.id for file in files if file.kind == "workflow"]
            if len(workflows) > 1:
                raise errors.too_many()
            found = await repository.find_content(transaction, workflows[0]) if workflows else None
        return None if found is None else (await asyncio.to_thread(read_file, found.content)).document


async def pictures_among(database: Database, user_id: UUID, files: Sequence[KeptFile]) -> tuple[Picture, ...]:
    """The pictures of the files, with their bytes, in the same order."""
    kinds = {file.id: str(file.reading["media_type"]) for file in files if file.kind == "image"}
    if not kinds:
        return ()
    async with database.as_user(user_id) as transaction:
        found = [await repository.find_content(transaction, each) for each in kinds]
    return tuple(Picture(kinds[each.id], each.content) for each in found if each is not None)
