"""Own keys for hosted models, and what was used."""

from __future__ import annotations

import pytest

from nodepilot.accounts.model_keys import Provider, expect_own_keys
from nodepilot.storage.database import Database
from tests.integration.server.conftest import Person, RunningServer

KEYS = "/api/users/me/model-keys"
SECRET = "not-a-real-key-0123456789"


async def opened(server: RunningServer, database: Database, person: Person) -> dict[Provider, str]:
    """The person's keys, as requests to the providers need them."""
    keys = server.services.model_keys
    async with database.as_user(person.id) as transaction:
        sealed = await expect_own_keys(transaction)
    return keys.open(person.id, await sealed.all())


async def test_a_key_is_kept_and_never_shown(
    server: RunningServer, person: Person, stranger: Person, database: Database
) -> None:
    assert (await person.http.put(f"{KEYS}/openai", json={"key": f" {SECRET}\n"})).status_code == 204
    listed = await person.http.get(KEYS)
    assert [(one["provider"], one["hint"]) for one in listed.json()["keys"]] == [("openai", "6789")]
    assert SECRET not in listed.text
    assert SECRET not in (await person.http.get("/api/users/me/export")).text
    async with database.as_user(person.id) as transaction:
        sealed = await transaction.find_value("select sealed_key from model_keys")
        assert SECRET.encode() not in bytes(sealed)
    assert await opened(server, database, person) == {"openai": SECRET}
    assert await opened(server, database, stranger) == {}
    assert (await stranger.http.get(KEYS)).json() == {"keys": []}
    assert (await stranger.http.delete(f"{KEYS}/openai")).status_code == 404


async def test_sealed_for_one_it_does_not_open_for_another(
    server: RunningServer, person: Person, stranger: Person, database: Database
) -> None:
    await person.http.put(f"{KEYS}/openai", json={"key": SECRET})
    async with database.as_user(person.id) as transaction:
        sealed = await transaction.find_value("select sealed_key from model_keys")
    async with database.as_user(stranger.id) as transaction:
        await transaction.execute(
            "insert into model_keys (user_id, provider, sealed_key, hint) values (%s, 'openai', %s, '')",
            (stranger.id, sealed),
        )
    assert await opened(server, database, stranger) == {}


async def test_replaced_and_deleted(server: RunningServer, person: Person, database: Database) -> None:
    for key in (SECRET, SECRET + "-new"):
        assert (await person.http.put(f"{KEYS}/anthropic", json={"key": key})).status_code == 204
    assert await opened(server, database, person) == {"anthropic": SECRET + "-new"}
    assert (await person.http.delete(f"{KEYS}/anthropic")).status_code == 204
    assert (await person.http.get(KEYS)).json() == {"keys": []}


@pytest.mark.parametrize("key", ["", "short", "with spaces in between it", "é" * 30, "x" * 301, "a\x00" * 20])
async def test_what_is_no_key(person: Person, key: str) -> None:
    answer = await person.http.put(f"{KEYS}/openai", json={"key": key})
    assert (answer.status_code, answer.json()["code"]) == (422, "UNFIT_MODEL_KEY")


async def test_an_unknown_provider(person: Person) -> None:
    assert (await person.http.put(f"{KEYS}/nobody", json={"key": SECRET})).status_code == 422


async def test_usage(person: Person, stranger: Person) -> None:
    assert (await person.http.get("/api/users/me/usage")).json() == {"days": [], "models": []}
    await person.conversation()
    await person.say("fail please")
    await stranger.conversation()
    [day] = (await person.http.get("/api/users/me/usage")).json()["days"]
    assert (day["requests"], day["workflows"], day["failed"]) == (2, 1, 1)
