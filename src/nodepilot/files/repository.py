"""Queries on files. Row security keeps each to the transaction's user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from nodepilot.files.schemas import FileContent, FileSummary, KeptFile
from nodepilot.storage.database import Transaction
from nodepilot.storage.json_values import as_json


async def add(
    transaction: Transaction, file: FileSummary, content: bytes, reading: Mapping[str, Any]
) -> None:
    await transaction.execute(
        "insert into files (id, user_id, name, kind, size, content, reading)"
        " values (%s, auth.uid(), %s, %s, %s, %s, %s)",
        (file.id, file.name, file.kind, file.size, content, as_json(reading)),
    )


async def sum_of_sizes(transaction: Transaction) -> int:
    """Bytes that the user's files take up."""
    found = await transaction.find_value(
        "select coalesce(sum(size), 0)::bigint from files where user_id = (select auth.uid())"
    )
    return int(found)


async def find_content(transaction: Transaction, file_id: UUID) -> FileContent | None:
    return await transaction.find(
        "select id, name, kind, size, content from files where id = %s", (file_id,), into=FileContent
    )


async def list_files(transaction: Transaction, ids: Sequence[UUID]) -> list[KeptFile]:
    """Those of the ids that there are, in the order of the ids."""
    return await transaction.fetch_all(
        "select f.id, f.name, f.kind, f.size, f.conversation_id, f.reading, f.created_at from files f"
        " join unnest(%s::uuid[]) with ordinality as wanted (id, place) on wanted.id = f.id order by place",
        (list(ids),),
        into=KeptFile,
    )


async def send(transaction: Transaction, ids: Sequence[UUID], conversation_id: UUID) -> int:
    """Makes them the conversation's; how many there were that are not another one's."""
    return await transaction.execute(
        "update files set conversation_id = %(conversation)s where id = any(%(ids)s)"
        " and (conversation_id is null or conversation_id = %(conversation)s)",
        {"conversation": conversation_id, "ids": list(ids)},
    )


async def delete_unsent(transaction: Transaction, file_id: UUID) -> bool:
    """False when there is no such file that was not sent."""
    return (
        await transaction.execute("delete from files where id = %s and conversation_id is null", (file_id,))
        > 0
    )


async def delete_all(transaction: Transaction) -> None:
    """Every file of the transaction's user."""
    await transaction.execute("delete from files where user_id = (select auth.uid())")


async def prune(transaction: Transaction) -> None:
    """Clears away what was never sent, in the reaper's role; its policy says after how long."""
    await transaction.execute("delete from files where conversation_id is null")
