"""A database of the operator's: PostgreSQL 15 as Debian has it, plain and set up as Supabase sets one up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from nodepilot.credits.audit import find_faults
from nodepilot.settings import Settings
from nodepilot.storage.addresses import APP, Address, parse_address
from nodepilot.storage.migrate import load_migrations, migrate
from nodepilot.storage.roles import Role
from tests.integration.conftest import MakeDataDir
from tests.integration.debian_postgres import PROGRAMS, DebianPostgres, running_postgres
from tests.integration.server.conftest import EchoEngine, RunningServer, browser, serving
from tests.integration.server.events import read_events

pytestmark = pytest.mark.skipif(
    not PROGRAMS.exists(),
    reason="LEFT OUT: there is no PostgreSQL 15 on this machine (Debian: apt-get install postgresql-15)",
)


@pytest.fixture(scope="module")
def debian_postgres() -> Iterator[DebianPostgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="module", params=["plain", "supabase"])
def database_url(request: pytest.FixtureRequest, debian_postgres: DebianPostgres) -> Iterator[str]:
    yield debian_postgres.plain() if request.param == "plain" else debian_postgres.like_supabase()
    debian_postgres.forget(request.param)


@pytest.fixture(scope="module")
def other_owner(database_url: str) -> Address:
    """The owner of a migrated database."""
    address = parse_address(database_url)
    assert migrate(address) == [migration.version for migration in load_migrations()]
    assert migrate(address) == []
    return address


@pytest.fixture(scope="module")
def other_server(
    other_owner: Address, database_url: str, make_data_dir: MakeDataDir
) -> Iterator[RunningServer]:
    settings = Settings(
        data_dir=make_data_dir(),
        database_url=database_url,
        requests_a_minute=1000,
        unlimited_credits=False,
    )
    with serving(settings, EchoEngine()) as server:
        yield server


async def sign_up(client: httpx.AsyncClient, name: str) -> None:
    account = {"email": f"{name}@example.com", "password": "a long enough password"}
    assert (await client.post("/api/auth/sign-up", json=account)).status_code == 201


NEEDS_PGVECTOR = "search_places"
"""A table that is not there without it; the database of this test has none, the embedded one has."""


def policies(owner: Address) -> list[Any]:
    with psycopg.connect(owner.conninfo()) as connection:
        return connection.execute(
            "select tablename, policyname, roles, cmd, qual, with_check from pg_policies"
            " where schemaname = 'public' and tablename <> %s order by tablename, policyname",
            (NEEDS_PGVECTOR,),
        ).fetchall()


def rights(owner: Address) -> list[Any]:
    """What the app's roles may do with which table."""
    with psycopg.connect(owner.conninfo()) as connection:
        return connection.execute(
            "select r.rolname, c.relname, p.kind from pg_roles r, pg_class c,"
            " unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p(kind)"
            " where r.rolname = any(%s) and c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> %s"
            " and has_table_privilege(r.oid, c.oid, p.kind) order by 1, 2, 3",
            (["anon", APP, *Role], NEEDS_PGVECTOR),
        ).fetchall()


def test_policies_and_rights_are_the_same_everywhere(other_owner: Address, owner: Address) -> None:
    assert policies(other_owner) == policies(owner)
    assert rights(other_owner) == rights(owner)


def test_the_app_cannot_bypass_them(other_owner: Address) -> None:
    with psycopg.connect(other_owner.as_user(APP).conninfo()) as connection:
        mighty = connection.execute(
            "select rolname from pg_roles where rolname = any(%s) and (rolsuper or rolbypassrls or rolinherit)",
            ([APP, *Role],),
        ).fetchall()
        assert mighty == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select * from conversations")


async def test_everything_that_a_person_does(other_server: RunningServer) -> None:
    async with browser(other_server) as first, browser(other_server) as second:
        await sign_up(first, "first")
        await sign_up(second, "second")
        async with first.stream("GET", "/api/events") as feed:
            events = read_events(feed)
            assert (await anext(events)).type == "hello"
            said = await first.post("/api/chat/message", json={"message": "hello there"})
            assert said.status_code == 200
            kinds = {(await anext(events)).type for _ in range(7)}
        assert {"conversation", "message", "generation", "credits"} <= kinds
        conversation = f"/api/conversations/{said.json()['conversation_id']}"
        assert (await first.get("/api/credits/balance")).json()["balance"] == 24
        assert len(
            (await first.get("/api/conversations/search", params={"q": "there"})).json()["conversations"]
        )
        workflow = (await first.get("/api/workflows")).json()["workflows"][0]["id"]
        shared = (await first.post(f"{conversation}/share")).json()["token"]
        assert (await second.get(f"/api/shared/{shared}")).status_code == 200
        for path in (conversation, f"/api/workflows/{workflow}"):
            assert (await first.get(path)).status_code == 200
            for method in ("GET", "PATCH", "DELETE"):
                body = json.dumps({"name": "x"} if "workflows" in path else {"title": "x"})
                headers = {"Content-Type": "application/json"}
                answer = await second.request(method, path, content=body, headers=headers)
                assert answer.status_code == 404, (method, path)
        assert len((await first.get("/api/templates")).json()["templates"]) >= 60
        exported = (await first.get("/api/users/me/export")).json()
        assert [one["amount"] for one in exported["credit_history"]] == [-1, 25]
        assert (await first.post("/api/users/me/delete", json={"confirm": "delete"})).status_code == 204
    assert other_server.on_its_loop(find_faults(other_server.services.database)) == []
