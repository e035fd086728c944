"""What Clerk and Supabase report: signed, in any order, twice."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from svix.webhooks import Webhook

from nodepilot.settings import Settings
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import NO_TLS, EchoEngine, Person, RunningServer, StartServer

SECRET = "whsec_dGhpcyBpcyBubyBzZWNyZXQgYXQgYWxs"
SHARED = "a shared secret of the test"


@pytest.fixture(scope="module")
def listener(start_server: StartServer, settings: Settings) -> RunningServer:
    chosen = replace(settings, clerk_webhook_secret=SECRET, supabase_webhook_secret=SHARED)
    return start_server(chosen, EchoEngine())


@dataclass
class Post:
    """Brings messages, and waits until they are handled."""

    http: httpx.AsyncClient
    listener: RunningServer
    database: Database

    async def clerk(self, type_: str, data: dict[str, Any], *, secret: str = SECRET) -> httpx.Response:
        body, name = json.dumps({"type": type_, "data": data}), f"msg_{new_id().hex}"
        moment = datetime.now(UTC)
        headers = {
            "svix-id": name,
            "svix-timestamp": str(int(moment.timestamp())),
            "svix-signature": Webhook(secret).sign(name, moment, body),
        }
        return await self.http.post("/api/clerk/webhook", content=body, headers=headers)

    async def settle(self) -> None:
        for _ in range(400):
            self.listener.on_its_loop(self.listener.services.webhook_inbox.handle_due())
            async with self.database.acting_as(Role.WEBHOOKS) as transaction:
                waiting = await transaction.find_value(
                    "select count(*) from webhook_events where status = 'waiting' and sender <> 'stripe'"
                )
            if not waiting:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the messages were not handled")

    async def user(self, clerk_id: str) -> dict[str, Any] | None:
        async with self.database.acting_as(Role.ACCOUNTS) as transaction:
            return await transaction.find_columns(
                "select name, email, deleted_at is not null as deleted from users where clerk_user_id = %s",
                (clerk_id,),
            )


@pytest.fixture
async def post(listener: RunningServer, database: Database) -> AsyncIterator[Post]:
    async with httpx.AsyncClient(base_url=listener.url, verify=NO_TLS, timeout=30) as client:
        yield Post(client, listener, database)


def described(clerk_id: str, name: str, email: str, at: datetime) -> dict[str, Any]:
    """A user as Clerk describes one."""
    return {
        "id": clerk_id,
        "first_name": name,
        "last_name": None,
        "primary_email_address_id": "idn_1",
        "email_addresses": [
            {"id": "idn_0", "email_address": "other@example.com", "verification": {"status": "verified"}},
            {"id": "idn_1", "email_address": email, "verification": {"status": "verified"}},
        ],
        "updated_at": int(at.timestamp() * 1000),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_the_newest_of_a_user_counts(post: Post, order: tuple[int, ...]) -> None:
    clerk_id, start = f"user_{new_id().hex}", datetime.now(UTC)
    emails = [f"{new_id().hex}@example.com" for _ in range(3)]
    for number in order:
        data = described(clerk_id, f"Name {number}", emails[number], start + timedelta(seconds=number))
        answer = await post.clerk("user.updated" if number else "user.created", data)
        assert answer.status_code == 200
        await post.settle()
    assert await post.user(clerk_id) == {"name": "Name 2", "email": emails[2], "deleted": False}


@pytest.mark.parametrize("deleted_first", [False, True])
async def test_a_deleted_user_stays_deleted(post: Post, deleted_first: bool) -> None:
    clerk_id = f"user_{new_id().hex}"
    created = ("user.created", described(clerk_id, "Gone", f"{new_id().hex}@example.com", datetime.now(UTC)))
    deleted = ("user.deleted", {"id": clerk_id, "deleted": True})
    for type_, data in [deleted, created] if deleted_first else [created, deleted]:
        await post.clerk(type_, data)
        await post.settle()
    assert await post.user(clerk_id) == {"name": "", "email": None, "deleted": True}


async def test_a_session_that_was_revoked_before_it_was_seen(post: Post, database: Database) -> None:
    clerk_id = f"user_{new_id().hex}"
    await post.clerk("session.revoked", {"id": f"sess_{clerk_id}", "user_id": clerk_id})
    await post.settle()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        revoked = await transaction.find_value(
            "select revoked_at is not null from sessions s join users u on u.id = s.user_id"
            " where u.clerk_user_id = %s",
            (clerk_id,),
        )
    assert revoked is True


async def test_a_forged_message(post: Post) -> None:
    clerk_id = f"user_{new_id().hex}"
    forged = await post.clerk(
        "user.deleted", {"id": clerk_id}, secret="whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg=="
    )
    assert (forged.status_code, forged.json()["code"]) == (400, "BAD_SIGNATURE")
    assert await post.user(clerk_id) is None


async def test_an_edited_row_reaches_the_owners_tabs(post: Post, person: Person, database: Database) -> None:
    row = {"id": str(new_id()), "user_id": str(person.id), "title": "edited by hand"}
    body = {"type": "UPDATE", "table": "conversations", "schema": "public", "record": row, "old_record": row}
    refused = await post.http.post("/api/supabase/webhook", json=body)
    assert refused.status_code == 400
    taken = await post.http.post("/api/supabase/webhook", json=body, headers={"X-Webhook-Secret": SHARED})
    assert taken.status_code == 200
    await post.settle()
    async with database.as_user(person.id) as transaction:
        assert (
            await transaction.find_value("select type from user_events order by sequence desc limit 1")
            == "reset"
        )
