"""No route reads a large table from end to end: there is an index for what it asks.

Measured by PostgreSQL itself, on tables with many people's rows in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from nodepilot.accounts.sessions import Sessions
from nodepilot.accounts.signing_keys import SigningKeys
from nodepilot.conversations.repository import search_conversations
from nodepilot.settings import Settings
from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.database import Database
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.ids import new_id
from nodepilot.storage.migrate import migrate
from nodepilot.storage.roles import Role
from nodepilot.storage.vault import open_vault
from tests.integration.conftest import MakeDataDir
from tests.integration.server.conftest import EchoEngine, Person, RunningServer, browser, serving
from tests.integration.server.isolation_cases import CASES
from tests.integration.server.test_isolation import attempt, make_victim

PEOPLE = 400

FILL = """
insert into users (id, email, name) select gen_random_uuid(), 'person' || n || '@example.com', 'somebody'
  from generate_series(1, {people}) n;
insert into sessions (id, user_id, expires_at) select gen_random_uuid(), id, now() + interval '1 day'
  from users, generate_series(1, 5);
insert into api_keys (id, user_id, name, key_hash, prefix, scopes)
  select gen_random_uuid(), id, 'key', sha256((id::text || n)::bytea), 'np_', '{{read}}'
  from users, generate_series(1, 5) n;
insert into password_credentials (user_id, password_hash) select id, repeat('x', 90) from users;
insert into model_keys (user_id, provider, sealed_key, hint)
  select id, provider, repeat('x', 60)::bytea, 'x' from users, unnest(array['openai', 'anthropic']) provider;
insert into conversations (id, user_id, title) select gen_random_uuid(), id, 'Conversation'
  from users, generate_series(1, 8);
insert into conversation_shares (conversation_id, user_id, id, token_hash)
  select id, user_id, gen_random_uuid(), sha256(id::text::bytea) from conversations;
insert into conversation_messages (id, conversation_id, user_id, role, content)
  select gen_random_uuid(), id, user_id, 'assistant', 'words that were said ' || n
  from conversations, generate_series(1, 4) n;
insert into message_feedback (message_id, user_id, rating) select id, user_id, 'up' from conversation_messages;
insert into files (id, user_id, conversation_id, name, kind, size, content)
  select gen_random_uuid(), user_id, id, 'file', 'text', 1, 'x' from conversations;
insert into workflows (id, user_id, conversation_id, name, version_count)
  select gen_random_uuid(), user_id, id, 'Workflow', 2 from conversations;
insert into workflow_versions (workflow_id, number, user_id, author, workflow_json, node_count)
  select id, n, user_id, 'user', '{{}}', 0 from workflows, generate_series(1, 2) n;
insert into workflow_generations (id, user_id, conversation_id, prompt, status)
  select gen_random_uuid(), user_id, id, 'a request', 'finished' from conversations, generate_series(1, 2);
insert into generation_events (generation_id, sequence, user_id, type, data)
  select id, n, user_id, 'text', '{{}}' from workflow_generations, generate_series(1, 4) n;
insert into credit_accounts (user_id) select id from users;
insert into credit_lots (id, user_id, origin, amount, remaining)
  select gen_random_uuid(), id, 'granted', 5, 5 from users, generate_series(1, 5);
insert into credit_payments (lot_id, user_id, source, amount) select id, user_id, id::text, 5 from credit_lots;
insert into credit_holds (id, user_id, generation_id, lot_id, status)
  select gen_random_uuid(), user_id, id, null, 'settled' from workflow_generations;
insert into credit_history (transaction_id, user_id, amount, transaction_type, workflow_generation_id, remaining_balance)
  select gen_random_uuid(), user_id, -1, 'chat_interaction', id, 0 from workflow_generations;
insert into subscriptions (user_id, stripe_customer_id) select id, id::text from users;
insert into user_event_counters (user_id, last_sequence) select id, 10 from users;
insert into user_events (user_id, sequence, type, data) select id, n, 'x', '{{}}' from users, generate_series(1, 10) n;
insert into audit_log (id, actor_id, action, subject_id) select gen_random_uuid(), id, 'look', id
  from users, generate_series(1, 5);
insert into webhook_events (id, sender, type, payload, status)
  select 'stripe:' || n, 'stripe', 'x', '{{}}', 'handled' from generate_series(1, 3000) n;
insert into rate_limits (subject, started_at, used) select 'user:' || id, now(), 1 from users;
insert into sign_in_failures (subject, failures, last_at)
  select sha256(n::text::bytea), 1, now() from generate_series(1, 2000) n;
analyze;
"""

READ_WHOLE = {
    "credit_accounts": "the books are audited once a day, and that is when a server starts",
    "users": "administrators list everybody; there is an index for each search of theirs",
    "rate_limits": "cleared away now and then",
    "sign_in_failures": "cleared away now and then",
}
"""Tables that something may read from end to end, and why."""


@pytest.fixture
def full_database(postgres: EmbeddedPostgres) -> Iterator[Address]:
    """A database of many people, for its owner."""
    with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database many_people owner {}").format(sql.Identifier(postgres.owner.user))
        )
    address = replace(postgres.owner, database="many_people")
    migrate(address)
    with psycopg.connect(postgres.superuser.conninfo(dbname="many_people"), autocommit=True) as connection:
        connection.execute(FILL.format(people=PEOPLE).encode())
    yield address
    with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
        connection.execute("drop database many_people with (force)")


async def use_every_route(server: RunningServer, database: Database) -> None:
    """As somebody with one of everything, who reaches all of it."""
    user = new_id()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("insert into users (id, name) values (%s, 'somebody')", (user,))
    token = await Sessions(database, SigningKeys(database, open_vault(server.settings))).start(user, "test")
    async with browser(server, token) as http:
        person = Person(user, token, http)
        victim = await make_victim(person, database)
        for route, case in CASES.items():
            answer = await attempt(http, route, case, victim.names)
            assert answer.status_code < 500, f"{route}: {answer.status_code} {answer.text[:300]}"


def scans(postgres: EmbeddedPostgres) -> dict[str, int]:
    with psycopg.connect(postgres.superuser.conninfo(dbname="many_people")) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            "select relname, seq_scan from pg_stat_user_tables where schemaname = 'public' and n_live_tup > 300"
        ).fetchall()
    return dict(rows)


async def test_no_route_reads_a_large_table_from_end_to_end(
    full_database: Address, postgres: EmbeddedPostgres, make_data_dir: MakeDataDir
) -> None:
    address = full_database
    url = f"postgresql://{address.user}:{quote(address.password)}@/{address.database}?host={quote(address.host)}"
    settings = Settings(data_dir=make_data_dir(), database_url=url, requests_a_minute=1000)
    before = scans(postgres)
    assert len(before) > 20
    with serving(settings, EchoEngine()) as server:
        database = Database(address.as_user(APP))
        await database.open()
        await use_every_route(server, database)
        await database.close()
    # Every connection of the server's is closed by now, and has told what it read.
    after = scans(postgres)
    read = {table for table in before if after.get(table, 0) > before[table]}
    assert read <= set(READ_WHOLE), f"read from end to end: {sorted(read - set(READ_WHOLE))}"


async def test_a_search_reads_what_it_finds_and_nothing_else(
    full_database: Address, postgres: EmbeddedPostgres
) -> None:
    """However much one has said, and others with the same words."""
    user, conversation = new_id(), new_id()
    database = Database(full_database.as_user(APP))
    await database.open()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("insert into users (id, name) values (%s, 'somebody')", (user,))
    async with database.as_user(user) as transaction:
        await transaction.execute(
            "insert into conversations (id, user_id, title) values (%s, auth.uid(), 'words')", (conversation,)
        )
        await transaction.execute(
            "insert into conversation_messages (id, conversation_id, user_id, role, content)"
            " select gen_random_uuid(), %s, auth.uid(), 'user', case when n %% 1000 = 0 then 'a needle that was said'"
            " else 'words that were said' end from generate_series(1, 5000) n",
            (conversation,),
        )
    with psycopg.connect(postgres.superuser.conninfo(dbname="many_people"), autocommit=True) as connection:
        connection.execute("analyze conversation_messages")
    read = "select coalesce(sum(idx_tup_fetch + seq_tup_read), 0) from pg_stat_xact_user_tables where relname = %s"
    async with database.as_user(user) as transaction:
        found = await search_conversations(transaction, ["said", "need"], 50)
        fetched = await transaction.find_value(read, ("conversation_messages",))
    await database.close()
    assert [(one.id, one.excerpt) for one in found] == [(conversation, "needle that was said")]
    assert fetched == 6, "five that have the words, and the newest of them once more for the excerpt"
