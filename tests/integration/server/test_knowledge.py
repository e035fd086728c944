"""The knowledge tables: filled once, kept as operators leave them, and the same in every server at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from nodepilot.reference import repository, shipped
from nodepilot.reference.service import KnowledgeTables
from nodepilot.storage.addresses import Address
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.notifications import Bells
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import Person, RunningServer


@pytest.fixture
def sql(postgres: EmbeddedPostgres, owner: Address) -> Iterator[psycopg.Connection[Any]]:
    """An operator with a SQL prompt."""
    with psycopg.connect(postgres.superuser.conninfo(dbname=owner.database), autocommit=True) as opened:
        yield opened


@pytest.fixture
async def tables(database: Database, owner: Address, server: RunningServer) -> AsyncIterator[KnowledgeTables]:
    bells = Bells(owner)
    yield KnowledgeTables(database, bells)
    await bells.close()


def counts(sql: psycopg.Connection[Any]) -> tuple[int, ...]:
    """Rows of the tables, in the order of their names here."""
    found = sql.execute(
        "select (select count(*) from node_patterns), (select count(*) from workflow_templates),"
        " (select count(*) from workflow_tips), (select count(*) from ai_prompts)"
    ).fetchone()
    assert found is not None
    return tuple(found)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - what is waited for happens in another thread
            await asyncio.sleep(0.01)


async def test_filled_with_all_that_is_shipped(tables: KnowledgeTables, sql: psycopg.Connection[Any]) -> None:
    await tables.fill()
    patterns, templates, tips, _ = counts(sql)
    assert patterns == len(shipped.patterns()) > 3905
    assert templates == len(shipped.templates())
    assert tips == len(shipped.tips()) >= 138
    assert await tables.fill() is False, "nothing is new the second time"
    row = sql.execute(
        "select node_config -> 'parameters' ->> 'resource' from node_patterns where key = 'slack/message/post'"
    )
    assert row.fetchone() == ("message",)


async def test_two_processes_at_once_end_equal(
    tables: KnowledgeTables, database: Database, sql: psycopg.Connection[Any]
) -> None:
    await tables.fill()
    before = counts(sql)
    sql.execute("update knowledge_state set digest = 'of an earlier release'")
    sql.execute("delete from node_patterns where key = 'slack/message/post'")
    sql.execute("set role nodepilot_knowledge")
    sql.execute("update workflow_tips set tip_title = 'before' where is_shipped")
    sql.execute("reset role")
    filled = await asyncio.gather(tables.fill(), tables.fill())
    assert sorted(filled) == [False, True]
    assert counts(sql) == before
    assert sql.execute("select count(*) from workflow_tips where tip_title = 'before'").fetchone() == (0,)


async def test_what_an_operator_switches_off_stays_off(
    tables: KnowledgeTables, sql: psycopg.Connection[Any], person: Person, server: RunningServer
) -> None:
    await tables.fill()
    key = shipped.templates()[0]["key"]
    sql.execute("update workflow_templates set is_active = false where key = %s", (key,))
    try:
        await until(lambda: key in server.services.knowledge.held.house.hidden_templates)
        listed = (await person.http.get("/api/templates")).json()["templates"]
        assert key not in {template["key"] for template in listed}
        assert (await person.http.get(f"/api/templates/{key}")).status_code == 404
        sql.execute("update knowledge_state set digest = 'of an earlier release'")
        await tables.fill()
        row = sql.execute("select is_active from workflow_templates where key = %s", (key,)).fetchone()
        assert row == (False,)
    finally:
        sql.execute("update workflow_templates set is_active = true where key = %s", (key,))
    await until(lambda: key not in server.services.knowledge.held.house.hidden_templates)
    assert (await person.http.get(f"/api/templates/{key}")).status_code == 200


async def test_an_operators_own_template_is_there_at_once(
    tables: KnowledgeTables, sql: psycopg.Connection[Any], person: Person, server: RunningServer
) -> None:
    await tables.fill()
    sql.execute(
        "insert into workflow_templates (key, name, description, category, workflow_json, node_count,"
        " complexity_level) values ('house', 'Zebra crossing', 'ours', 'ours',"
        ' \'{"nodes": [{"type": "n8n-nodes-base.manualTrigger"}, 7], "connections": {}}\', 1, \'simple\')'
    )
    try:
        await until(lambda: bool(server.services.knowledge.held.own_templates))
        found = (await person.http.get("/api/templates", params={"q": "zebra"})).json()["templates"]
        assert "house" in {template["key"] for template in found}
        template = (await person.http.get("/api/templates/house")).json()
        assert template["node_types"] == ["n8n-nodes-base.manualTrigger"]
        sql.execute("update knowledge_state set digest = 'of an earlier release'")
        await tables.fill()
        assert sql.execute("select 1 from workflow_templates where key = 'house'").fetchone() == (1,)
    finally:
        sql.execute("delete from workflow_templates where key = 'house'")


async def test_prompts_have_versions_and_one_is_active(
    tables: KnowledgeTables, database: Database, sql: psycopg.Connection[Any], server: RunningServer
) -> None:
    def versions() -> list[tuple[int, str, bool]]:
        return sql.execute(
            "select version, content, is_active from ai_prompts where name = 'test_prompt' order by version"
        ).fetchall()

    async def ship(content: str) -> None:
        async with database.acting_as(Role.KNOWLEDGE) as transaction:
            await repository.ship_prompt(transaction, "test_prompt", content)

    try:
        await ship("one")
        await ship("one")
        await ship("two")
        assert versions() == [(1, "one", False), (2, "two", True)]
        sql.execute("update ai_prompts set is_active = false where name = 'test_prompt'")
        sql.execute(
            "insert into ai_prompts (name, version, content, is_active) values ('test_prompt', 3, 'edited', true)"
        )
        await until(lambda: held_version(server, "test_prompt") == 3)
        await ship("three")
        assert versions()[2:] == [(3, "edited", True), (4, "three", False)], "an edited version goes on"
        with pytest.raises(psycopg.errors.UniqueViolation):
            sql.execute("update ai_prompts set is_active = true where name = 'test_prompt'")
    finally:
        sql.execute("delete from ai_prompts where name = 'test_prompt'")
    await until(lambda: held_version(server, "test_prompt") is None)


def held_version(server: RunningServer, name: str) -> int | None:
    prompt = server.services.knowledge.held.prompts.get(name)
    return prompt.version if prompt else None


async def test_the_shipped_prompts_are_held(tables: KnowledgeTables, server: RunningServer) -> None:
    await tables.fill()
    names = set(shipped.prompts())
    await until(lambda: names <= set(server.services.knowledge.held.prompts))
    prompts = server.services.knowledge.held.prompts
    assert {name: prompts[name].content for name in names} == shipped.prompts()


async def found(person: Person, kind: str, words: str) -> dict[str, str]:
    """Titles of what a search finds, by key."""
    rows = (await person.http.get("/api/search", params={"q": words, "kind": kind})).json()["results"]
    return {row["key"]: row["title"] for row in rows}


CHANGES = {
    "patterns": ("node_patterns", "slack/message/post", "node_name", "post slack message"),
    "templates": (
        "workflow_templates",
        shipped.templates()[0]["key"],
        "name",
        shipped.templates()[0]["name"],
    ),
    "tips": ("workflow_tips", shipped.tips()[0]["key"], "tip_title", shipped.tips()[0]["tip_title"]),
}


@pytest.mark.parametrize("kind", CHANGES)
async def test_what_an_operator_changes_counts_at_once_and_stays(
    tables: KnowledgeTables,
    sql: psycopg.Connection[Any],
    person: Person,
    server: RunningServer,
    kind: str,
) -> None:
    table, key, column, words = CHANGES[kind]
    await tables.fill()

    async def until_told(title: str | None) -> None:
        async with asyncio.timeout(20):
            while (await found(person, kind, words)).get(key) != title:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)

    def run(statement: str, *values: Any) -> Any:
        names = {"table": Identifier(table), "column": Identifier(column)}
        return sql.execute(SQL(statement).format(**names), (*values, key))

    def stored() -> Any:
        return run("select {column}, is_shipped, is_active from {table} where key = %s").fetchone()

    before, changed = stored(), f"Zebra {words}"
    run("update {table} set {column} = %s where key = %s", changed)
    try:
        await until_told(changed)
        sql.execute("update knowledge_state set digest = 'of an earlier release'")
        await tables.fill()
        assert stored() == (changed, False, True)
        run("update {table} set is_active = false where key = %s")
        await until_told(None)
    finally:
        run("update {table} set {column} = %s, is_active = true, is_shipped = true where key = %s", before[0])
    await until_told(before[0])
    assert stored() == before


async def test_a_pattern_that_is_written_strangely_hurts_nobody(
    tables: KnowledgeTables, sql: psycopg.Connection[Any], person: Person, server: RunningServer
) -> None:
    await tables.fill()
    sql.execute(
        "insert into node_patterns (key, node_type, node_name, node_config, use_case)"
        " values ('house/odd', 'no such type', 'Odd zebra', '[7]', 'Counts zebras on the crossing')"
    )
    try:
        await until(lambda: bool(server.services.knowledge.held.house.patterns))
        assert "house/odd" in await found(person, "patterns", "count zebras")
    finally:
        sql.execute("delete from node_patterns where key = 'house/odd'")
    await until(lambda: not server.services.knowledge.held.house.patterns)
