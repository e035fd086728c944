"""Row security, asked of the database itself: as each role, for every table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.json_values import as_json
from nodepilot.storage.roles import Role

Connection = psycopg.Connection[Any]

FILL = {
    "sessions": "insert into sessions (id, user_id, expires_at) values (%(id)s, %(user)s, now() + interval '1 day')",
    "one_time_tokens": "insert into one_time_tokens (token_hash, purpose, user_id, expires_at)"
    " values (sha256(%(id)s::text::bytea), 'test', %(user)s, now() + interval '1 day')",
    "conversations": "insert into conversations (id, user_id, title) values (%(id)s, %(user)s, 'private')",
    "conversation_shares": "insert into conversation_shares (conversation_id, user_id, id, token_hash)"
    " values (%(conversations)s, %(user)s, %(id)s, sha256(%(id)s::text::bytea))",
    "conversation_messages": "insert into conversation_messages (id, conversation_id, user_id, role, content)"
    " values (%(id)s, %(conversations)s, %(user)s, 'assistant', 'private')",
    "message_feedback": "insert into message_feedback (message_id, user_id, rating, reason)"
    " values (%(conversation_messages)s, %(user)s, 'up', 'private')",
    "files": "insert into files (id, user_id, conversation_id, name, kind, size, content)"
    " values (%(id)s, %(user)s, %(conversations)s, 'private', 'text', 1, 'x')",
    "workflows": "insert into workflows (id, user_id, conversation_id, name)"
    " values (%(id)s, %(user)s, %(conversations)s, 'private')",
    "workflow_versions": "insert into workflow_versions (workflow_id, number, user_id, author, workflow_json, node_count)"
    " values (%(workflows)s, 1, %(user)s, 'user', '{}', 0)",
    "workflow_generations": "insert into workflow_generations (id, user_id, conversation_id, prompt)"
    " values (%(id)s, %(user)s, %(conversations)s, 'private')",
    "generation_events": "insert into generation_events (generation_id, sequence, user_id, type, data)"
    " values (%(workflow_generations)s, 1, %(user)s, 'text', '{}')",
    "password_credentials": "insert into password_credentials (user_id, password_hash) values (%(user)s, 'x')",
    "model_keys": "insert into model_keys (user_id, provider, sealed_key, hint) values (%(user)s, 'openai', 'x', 'x')",
    "api_keys": "insert into api_keys (id, user_id, name, key_hash, prefix, scopes)"
    " values (%(id)s, %(user)s, 'x', sha256(%(id)s::text::bytea), 'np_', '{read}')",
    "credit_accounts": "insert into credit_accounts (user_id) values (%(user)s)",
    "credit_lots": "insert into credit_lots (id, user_id, origin, amount, remaining)"
    " values (%(id)s, %(user)s, 'granted', 5, 5)",
    "subscriptions": "insert into subscriptions (user_id, stripe_customer_id) values (%(user)s, %(id)s::text)",
    "credit_payments": "insert into credit_payments (lot_id, user_id, source, amount)"
    " values (%(credit_lots)s, %(user)s, %(id)s::text, 5)",
    "credit_holds": "insert into credit_holds (id, user_id, generation_id, lot_id)"
    " values (%(id)s, %(user)s, %(workflow_generations)s, %(credit_lots)s)",
    "credit_history": "insert into credit_history (transaction_id, user_id, amount, transaction_type, remaining_balance)"
    " values (%(id)s, %(user)s, 5, 'granted', 5)",
    "model_calls": "insert into model_calls (id, user_id, generation_id, stage, provider, model, input_tokens,"
    " cached_tokens, output_tokens, dollars, milliseconds) values (%(id)s, %(user)s, %(workflow_generations)s, 'x', 'x',"
    " 'x', 1, 0, 1, 0, 1)",
    "conversation_memories": "insert into conversation_memories (id, user_id, conversation_id, kind, text, score)"
    " values (%(id)s, %(user)s, %(conversations)s, 'name', 'private', 0.5)",
    "user_event_counters": "insert into user_event_counters (user_id, last_sequence) values (%(user)s, 1)",
    "user_events": "insert into user_events (user_id, sequence, type, data) values (%(user)s, 1, 'x', '{}')",
}
"""How a row of each table with user data comes to be, in the order in which they need each other."""

SHARED = {
    "ai_answers",
    "ai_prompts",
    "audit_log",
    "experiment_exposures",
    "experiments",
    "knowledge_state",
    "node_patterns",
    "rate_limits",
    "search_places",
    "sign_in_failures",
    "signing_keys",
    "users",
    "webhook_events",
    "workflow_templates",
    "workflow_tips",
}
"""Tables whose rows are not somebody's; the user's role sees at most the own row of `users`."""

EVERYBODYS = {"node_patterns", "workflow_templates", "workflow_tips"}
"""Those that every user reads, and none changes."""

SECRET = {"one_time_tokens", "password_credentials"}
"""What not even the own user reads."""

WRITERS = {
    "password_credentials": Role.ACCOUNTS,
    "api_keys": Role.ACCOUNTS,
    "sessions": Role.ACCOUNTS,
    "one_time_tokens": Role.ACCOUNTS,
    "subscriptions": Role.WEBHOOKS,
    "credit_payments": Role.WEBHOOKS,
    "credit_accounts": Role.LEDGER,
    "credit_lots": Role.LEDGER,
    "credit_holds": Role.LEDGER,
    "credit_history": Role.LEDGER,
}
"""Who may add a row; the user where nobody is named."""


def act_as(connection: Connection, role: str, user: UUID | None = None) -> None:
    claims = "" if user is None else f'{{"sub": "{user}"}}'
    connection.execute("select set_config('request.jwt.claims', %s, true)", (claims,))
    connection.execute("select set_config('role', %s, true)", (role,))


@pytest.fixture
def connection(owner: Address) -> Any:
    """The app's login, in a transaction that is undone."""
    with psycopg.connect(owner.as_user(APP).conninfo()) as opened:
        yield opened
        opened.rollback()


def new_user(connection: Connection) -> UUID:
    user = new_id()
    act_as(connection, Role.ACCOUNTS)
    connection.execute("insert into users (id, name) values (%s, 'somebody')", (user,))
    return user


@pytest.fixture
def rows(connection: Connection) -> dict[str, UUID]:
    """One user with a row in every table; table -> key, and `user`."""
    keys = {"user": new_user(connection)}
    for table, statement in FILL.items():
        keys[table] = new_id()
        act_as(connection, WRITERS.get(table, Role.USER), keys["user"])
        connection.execute(statement.encode(), {**keys, "id": keys[table]})
    return keys


def refused(connection: Connection, statement: sql.Composed, parameters: dict[str, Any]) -> bool:
    """Refused, or without effect."""
    try:
        with connection.transaction():
            touched: int = connection.execute(statement, parameters).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return True
    return touched == 0


def test_every_table_is_covered_here(connection: Connection) -> None:
    found = connection.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')"
    )
    assert {row[0] for row in found.fetchall()} == set(FILL) | SHARED


@pytest.mark.parametrize("table", sorted(SHARED - {"users"} - EVERYBODYS))
def test_a_user_sees_nothing_that_is_nobodys(connection: Connection, table: str) -> None:
    act_as(connection, Role.USER, new_user(connection))
    assert refused(connection, sql.SQL("select 1 from {}").format(sql.Identifier(table)), {})


@pytest.mark.parametrize("table", sorted(EVERYBODYS))
def test_a_user_changes_nothing_that_is_everybodys(connection: Connection, table: str) -> None:
    act_as(connection, Role.USER, new_user(connection))
    for statement in ("update {} set key = key", "delete from {}"):
        assert refused(connection, sql.SQL(statement).format(sql.Identifier(table)), {})


def test_row_security_is_forced_everywhere(connection: Connection) -> None:
    loose = connection.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        " and not (relrowsecurity and relforcerowsecurity)"
    ).fetchall()
    assert loose == []


@pytest.mark.parametrize("role", [APP, *Role])
def test_no_role_of_the_app_is_mighty(connection: Connection, role: str) -> None:
    rights = connection.execute(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = %s",
        (role,),
    ).fetchone()
    assert rights == (False, False, False, False, False)
    owned = connection.execute(
        "select count(*) from pg_class where relowner = %s::regrole", (role,)
    ).fetchone()
    assert owned == (0,)


@pytest.mark.parametrize("table", [*sorted(SHARED), *FILL])
def test_the_bare_login_sees_nothing(connection: Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))


@pytest.mark.parametrize("table", [table for table in FILL if table not in SECRET])
def test_a_user_sees_the_own_row(connection: Connection, rows: dict[str, UUID], table: str) -> None:
    act_as(connection, Role.USER, rows["user"])
    query = sql.SQL("select count(user_id) from {}").format(sql.Identifier(table))
    assert connection.execute(query).fetchone() == (1,)


@pytest.mark.parametrize("table", ["users", *FILL])
def test_another_user_sees_nothing_of_it(connection: Connection, rows: dict[str, UUID], table: str) -> None:
    stranger = new_user(connection)
    act_as(connection, Role.USER, stranger)
    name, key = sql.Identifier(table), sql.Identifier("id" if table == "users" else "user_id")
    victim = {"victim": rows["user"], "stranger": stranger}
    for statement in (
        sql.SQL("select 1 from {} where {} = %(victim)s").format(name, key),
        sql.SQL("delete from {} where {} = %(victim)s").format(name, key),
        sql.SQL("update {} set {} = %(stranger)s where {} = %(victim)s").format(name, key, key),
    ):
        assert refused(connection, statement, victim), statement


@pytest.mark.parametrize("table", FILL)
def test_another_user_adds_nothing_to_it(connection: Connection, rows: dict[str, UUID], table: str) -> None:
    stranger = new_user(connection)
    act_as(connection, Role.USER, stranger)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(FILL[table].encode(), {**rows, "id": new_id()})


@pytest.mark.parametrize(
    "table", ["conversation_messages", "workflow_generations", "conversation_shares", "files", "workflows"]
)
def test_an_own_row_in_anothers_conversation(
    connection: Connection, rows: dict[str, UUID], table: str
) -> None:
    stranger = new_user(connection)
    act_as(connection, Role.USER, stranger)
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        connection.execute(FILL[table].encode(), {**rows, "user": stranger, "id": new_id()})


@pytest.mark.parametrize("table", FILL)
def test_nobody_sees_nothing(connection: Connection, rows: dict[str, UUID], table: str) -> None:
    act_as(connection, Role.USER)
    assert refused(connection, sql.SQL("select 1 from {}").format(sql.Identifier(table)), {})


@pytest.mark.parametrize("column", ["subscription_tier", "email", "is_local_owner", "deleted_at"])
def test_a_user_may_not_change_what_is_not_theirs_to_change(
    connection: Connection, rows: dict[str, UUID], column: str
) -> None:
    act_as(connection, Role.USER, rows["user"])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("update users set {} = null").format(sql.Identifier(column)))


@pytest.mark.parametrize("role", [Role.REAPER, Role.ACCOUNTS])
@pytest.mark.parametrize("table", ["conversations", "conversation_messages", "generation_events"])
def test_service_roles_read_no_conversations(
    connection: Connection, rows: dict[str, UUID], role: Role, table: str
) -> None:
    act_as(connection, role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql.SQL("select * from {}").format(sql.Identifier(table)))


SEARCH = "select conversation_id, message_id from nodepilot.search_conversations(%s)"


def test_a_search_finds_what_one_said_oneself(connection: Connection, rows: dict[str, UUID]) -> None:
    act_as(connection, Role.USER, rows["user"])
    found = connection.execute(SEARCH, (["priv"],)).fetchall()
    assert found == [(rows["conversations"], rows["conversation_messages"])]


def test_a_search_finds_nothing_of_anybody_else(connection: Connection, rows: dict[str, UUID]) -> None:
    stranger = new_user(connection)
    act_as(connection, Role.USER, stranger)
    mark = connection.execute("select nodepilot.mark_of(%s)", (rows["user"],)).fetchone()
    assert mark is not None
    for words in (["private"], ["p"], [f"{mark[0]}private"], [mark[0], "private"], ["' | '"], [""], []):
        assert connection.execute(SEARCH, (words,)).fetchall() == [], words
    act_as(connection, Role.USER)
    assert connection.execute(SEARCH, (["private"],)).fetchall() == []


def test_what_looks_like_anothers_mark_in_a_text_is_found_by_nobody_else(
    connection: Connection, rows: dict[str, UUID]
) -> None:
    stranger = new_user(connection)
    act_as(connection, Role.USER, stranger)
    connection.execute(
        "insert into conversations (id, user_id, title)"
        " values (%s, %s, nodepilot.mark_of(%s) || 'trap ' || nodepilot.mark_of(%s) || 'trap')",
        (new_id(), stranger, rows["user"], rows["user"]),
    )
    act_as(connection, Role.USER, rows["user"])
    assert connection.execute(SEARCH, (["trap"],)).fetchall() == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.USER])
def test_nobody_but_users_searches(connection: Connection, rows: dict[str, UUID], role: Role) -> None:
    act_as(connection, role, rows["user"])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(SEARCH, (["private"],))


def test_the_role_that_sees_all_words_cannot_be_taken_on(connection: Connection) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute("set role nodepilot_search")
    members = connection.execute(
        "select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member"
        " where m.roleid = 'nodepilot_search'::regrole and pg_has_role(r.oid, 'nodepilot_search', 'usage')"
        " and not r.rolsuper"
    ).fetchall()
    assert members == []


def test_every_foreign_key_has_an_index(connection: Connection) -> None:
    missing = connection.execute(
        "select c.conrelid::regclass::text, c.conname from pg_constraint c where c.contype = 'f'"
        " and c.connamespace = 'public'::regnamespace and not exists ("
        "  select 1 from pg_index i where i.indrelid = c.conrelid and i.indpred is null"
        "  and (i.indkey::int2[])[0:0] <@ c.conkey)"
    ).fetchall()
    assert missing == []


async def test_claims_and_role_end_with_the_transaction(database: Database, owner: Address) -> None:
    user = new_id()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("insert into users (id) values (%s)", (user,))
    async with database.as_user(user) as transaction:
        assert await transaction.find_value("select auth.uid()") == user
        assert await transaction.find_value("select current_user::text") == Role.USER
    async with database.acting_as(Role.REAPER) as transaction:
        assert await transaction.find_value("select current_setting('request.jwt.claims', true)") == ""
    with psycopg.connect(owner.as_user(APP).conninfo()) as connection:
        assert connection.execute("select current_user").fetchone() == (APP,)


async def test_json_keeps_its_order(database: Database) -> None:
    user, conversation = new_id(), new_id()
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("insert into users (id) values (%s)", (user,))
    document = {"nodes": [], "connections": {}, "a": 1.0, "ü": "\n"}
    async with database.as_user(user) as transaction:
        await transaction.execute(
            "insert into conversations (id, user_id, metadata) values (%s, %s, %s)",
            (conversation, user, as_json(document)),
        )
        found = await transaction.find_value(
            "select metadata from conversations where id = %s", (conversation,)
        )
    assert list(found.items()) == list(document.items())
