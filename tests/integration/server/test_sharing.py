"""Links to conversations."""

from __future__ import annotations

import hashlib

import httpx
import psycopg
import pytest

from nodepilot.storage.database import Database
from tests.integration.server.conftest import Person, RunningServer


async def shared(person: Person) -> tuple[dict[str, object], str, str]:
    """A conversation, the path of its share, and the token of the link."""
    conversation = await person.conversation("show this")
    path = f"/api/conversations/{conversation['id']}/share"
    link = (await person.http.post(path)).json()
    return conversation, path, link["token"]


async def test_anybody_with_the_link_reads_it(
    server: RunningServer, person: Person, nobody: httpx.AsyncClient
) -> None:
    conversation, path, token = await shared(person)
    seen = (await nobody.get(f"/api/shared/{token}")).json()
    assert seen["title"] == "Show this"
    assert seen["messages"] == conversation["messages"]
    assert str(person.id) not in str(seen)
    link = (await person.http.get(path)).json()
    assert link == {"url": f"{server.url}/shared/{token}", "token": token}
    assert (await person.http.post(path)).json() == link


async def test_it_shows_that_conversation_alone(person: Person, nobody: httpx.AsyncClient) -> None:
    await person.conversation("a secret")
    _, _, one = await shared(person)
    _, _, two = await shared(person)
    assert one != two
    assert "secret" not in (await nobody.get(f"/api/shared/{one}")).text


async def test_it_is_revoked(person: Person, nobody: httpx.AsyncClient) -> None:
    _, path, token = await shared(person)
    assert (await person.http.delete(path)).status_code == 204
    assert (await nobody.get(f"/api/shared/{token}")).status_code == 404
    assert (await person.http.get(path)).status_code == 404
    assert (await person.http.delete(path)).status_code == 404
    again = (await person.http.post(path)).json()["token"]
    assert again != token
    assert (await nobody.get(f"/api/shared/{token}")).status_code == 404


async def test_deleting_the_conversation_ends_it(person: Person, nobody: httpx.AsyncClient) -> None:
    conversation, _, token = await shared(person)
    await person.http.delete(f"/api/conversations/{conversation['id']}")
    assert (await nobody.get(f"/api/shared/{token}")).status_code == 404


@pytest.mark.parametrize("token", ["x", "é", "a" * 5000, "%00", "' or 1=1 --"])
async def test_a_guess(person: Person, nobody: httpx.AsyncClient, token: str) -> None:
    await shared(person)
    assert (await nobody.get(f"/api/shared/{token}")).status_code == 404


async def test_a_visitor_changes_nothing(person: Person, database: Database) -> None:
    _, _, token = await shared(person)
    for statement in (
        "update conversations set title = 'x'",
        "delete from conversations",
        "delete from conversation_shares",
        "insert into conversation_messages (id) values (null)",
        "select user_id from conversations",
        "select * from users",
        "select * from workflow_generations",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with database.as_visitor(hashlib.sha256(token.encode()).digest()) as transaction:
                await transaction.execute(statement)
