"""Brings a database to the current schema: plain SQL files, in the order of their names.

Names and bookkeeping are those of Supabase's command line (`supabase_migrations.schema_migrations`), so
either tool sees what the other has applied. A released file never changes; a change is a new file.
"""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass

import psycopg

from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.errors import DatabaseUnavailable

LOCK = 0x4E50_4D49_4752
"""Key of the advisory lock; a second migrator waits for the first."""

OLDEST_SERVER = 150_000
"""PostgreSQL 15, as the server reports its version."""

FILE_NAME = re.compile(r"(?P<version>\d{14})_(?P<name>[a-z0-9_]+)\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """`version` is a moment, YYYYMMDDHHMMSS, and unique."""

    version: str
    name: str
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """All migrations of this release, oldest first."""
    found = []
    for file in importlib.resources.files("nodepilot.storage").joinpath("migrations").iterdir():
        match = FILE_NAME.fullmatch(file.name)
        if match:
            found.append(Migration(match["version"], match["name"], file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.version))


def migrate(owner: Address, migrations: tuple[Migration, ...] | None = None) -> list[str]:
    """Applies what is missing, all or nothing, and returns the versions applied.

    Also gives the app's login its password where it cannot sign in yet. Raises `DatabaseUnavailable`.
    """
    try:
        with psycopg.connect(owner.conninfo()) as connection:
            if connection.info.server_version < OLDEST_SERVER:
                raise DatabaseUnavailable(
                    f"The database is PostgreSQL {connection.info.server_version // 10_000}.",
                    next_step="NodePilot needs version 15 or newer.",
                )
            applied = _apply(connection, load_migrations() if migrations is None else migrations)
            _open_app_login(connection, owner.as_user(APP))
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"The database at {owner.host} cannot be reached: {error}".strip(),
            next_step="Check DATABASE_URL and that the server runs.",
        ) from error
    return applied


def _apply(
    connection: psycopg.Connection[tuple[object, ...]], migrations: tuple[Migration, ...]
) -> list[str]:
    # Released with the transaction, by a killed migrator too.
    connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
    connection.execute("create schema if not exists supabase_migrations")
    connection.execute(
        "create table if not exists supabase_migrations.schema_migrations"
        " (version text primary key, statements text[], name text)"
    )
    rows = connection.execute("select version from supabase_migrations.schema_migrations").fetchall()
    known = {row[0] for row in rows}
    missing = [migration for migration in migrations if migration.version not in known]
    for migration in missing:
        connection.execute(migration.sql.encode())
        connection.execute(
            "insert into supabase_migrations.schema_migrations (version, statements, name) values (%s, %s, %s)",
            (migration.version, [migration.sql], migration.name),
        )
    return [migration.version for migration in missing]


def _open_app_login(connection: psycopg.Connection[tuple[object, ...]], app: Address) -> None:
    """Every process derives the same password from the owner's, so it is set only when it does not fit."""
    connection.commit()
    try:
        psycopg.connect(app.conninfo()).close()
    except psycopg.OperationalError:
        # Hashed here: the server's log and statistics never see the password itself.
        hashed = connection.pgconn.encrypt_password(
            app.password.encode(), APP.encode(), b"scram-sha-256"
        ).decode()
        connection.execute(
            psycopg.sql.SQL("alter role {} password {}").format(
                psycopg.sql.Identifier(APP), psycopg.sql.Literal(hashed)
            )
        )
