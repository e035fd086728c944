"""People with something to say: accounts, and a hundred thousand messages in the database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import psycopg
from http_client import Client

from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.source import DatabaseSource

MESSAGES_EACH = 50
"""Messages of a conversation."""

CONVERSATIONS = (
    "insert into conversations (id, user_id, title, created_at, updated_at)"
    " select gen_random_uuid(), auth.uid(), 'Conversation number ' || n, now() - n * interval '1 hour',"
    " now() - n * interval '1 hour' from generate_series(1, %s) n"
)
MESSAGES = (
    "insert into conversation_messages (id, conversation_id, user_id, role, content, metadata, timestamp, parent_id)"
    " select md5(c.id::text || n)::uuid, c.id, auth.uid(), case n %% 2 when 1 then 'user' else 'assistant' end,"
    " (select string_agg(substr(md5((floor(random() * 3000)::int)::text), 1, 6), ' ')"
    " from generate_series(1, 25 + n %% 7)), json_build_object('outcome', 'answer', 'milliseconds', n),"
    " c.created_at + n * interval '10 seconds', case when n > 1 then md5(c.id::text || (n - 1))::uuid end"
    " from conversations c, generate_series(1, %s) n"
)


async def sign_up(base: str, number: int) -> tuple[Client, UUID]:
    """Somebody new, signed in."""
    client = Client(base)
    account = {"email": f"person{number}@example.com", "password": "a password for measuring"}
    answer = await client.request("POST", "/api/auth/sign-up", account)
    if answer.status != 201:
        raise SystemExit(f"signing up failed: {answer.status} {answer.body[:200]!r}")
    return client, UUID(answer.json()["id"])


def fill(data_dir: Path, shares: dict[UUID, int]) -> int:
    """Gives each user so many messages, beside a server that runs; how many there are then."""
    with DatabaseSource(Settings(data_dir=data_dir)) as source:
        asyncio.run(_fill(source, shares))
        with psycopg.connect(source.owner.conninfo(), autocommit=True) as owner:
            owner.execute("vacuum analyze conversations, conversation_messages")
    return sum(shares.values())


async def _fill(source: DatabaseSource, shares: dict[UUID, int]) -> None:
    database = Database(source.app)
    await database.open()
    try:
        for user, messages in shares.items():
            async with database.as_user(user) as transaction:
                await transaction.execute(CONVERSATIONS, (messages // MESSAGES_EACH,))
                await transaction.execute(MESSAGES, (MESSAGES_EACH,))
    finally:
        await database.close()
