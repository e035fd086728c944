"""Migrations from anywhere end in the same schema."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from nodepilot.storage.addresses import APP, Address
from nodepilot.storage.embedded import EmbeddedPostgres
from nodepilot.storage.embedded.programs import INSTALLATIONS, _installed_package
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.migrate import Migration, load_migrations, migrate

MakeDatabase = Callable[[], Address]


@pytest.fixture
def make_database(postgres: EmbeddedPostgres) -> Iterator[MakeDatabase]:
    """Makes empty databases for the owner."""
    made: list[str] = []

    def make() -> Address:
        name = f"scratch_{len(made)}"
        with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(name), sql.Identifier(postgres.owner.user)
                )
            )
        made.append(name)
        return replace(postgres.owner, database=name)

    yield make
    with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("drop database {}").format(sql.Identifier(name)))


def schema(owner: Address) -> str:
    """The whole schema with its rights and policies, as pg_dump writes it."""
    dump = _installed_package() / next(iter(INSTALLATIONS.values())) / "bin" / "pg_dump"
    outcome = subprocess.run(
        [str(dump), "--schema-only", "--restrict-key=same", owner.conninfo()],
        capture_output=True,
        text=True,
        check=True,
    )
    return outcome.stdout


def test_from_nothing_and_once_more(make_database: MakeDatabase) -> None:
    owner = make_database()
    versions = [migration.version for migration in load_migrations()]
    assert migrate(owner) == versions
    before = schema(owner)
    assert "workflow_generations" in before
    assert migrate(owner) == []
    assert schema(owner) == before


def test_from_each_earlier_version(make_database: MakeDatabase) -> None:
    migrations = load_migrations()
    straight = make_database()
    migrate(straight)
    expected = schema(straight)
    for count in range(1, len(migrations)):
        owner = make_database()
        migrate(owner, migrations[:count])
        assert migrate(owner) == [migration.version for migration in migrations[count:]]
        assert schema(owner) == expected, f"from {migrations[count - 1].version}"


def test_two_at_once(make_database: MakeDatabase) -> None:
    straight, shared = make_database(), make_database()
    migrate(straight)
    applied: list[list[str]] = []
    threads = [threading.Thread(target=lambda: applied.append(migrate(shared))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, applied)) == [0, len(load_migrations())]
    assert schema(shared) == schema(straight)


def test_all_or_nothing(make_database: MakeDatabase) -> None:
    owner = make_database()
    empty = schema(owner)
    broken = (
        *load_migrations(),
        Migration("99990101000000", "broken", "create table half (id int); select 1 / 0"),
    )
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(owner, broken)
    assert schema(owner) == empty


def test_the_app_can_sign_in_afterwards(make_database: MakeDatabase) -> None:
    owner = make_database()
    migrate(owner)
    with psycopg.connect(owner.as_user(APP).conninfo()) as connection:
        assert connection.execute("select current_user").fetchone() == (APP,)


def test_a_changed_owner_password_changes_the_apps(
    make_database: MakeDatabase, postgres: EmbeddedPostgres
) -> None:
    owner = make_database()
    migrate(owner)
    with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
        connection.execute("create role other_owner login createrole superuser password 'another'")
    try:
        other = replace(owner, user="other_owner", password="another")
        migrate(other)
        psycopg.connect(other.as_user(APP).conninfo()).close()
        migrate(owner)
        psycopg.connect(owner.as_user(APP).conninfo()).close()
    finally:
        with psycopg.connect(postgres.superuser.conninfo(), autocommit=True) as connection:
            connection.execute("drop role other_owner")


def test_a_database_that_is_not_there(owner: Address) -> None:
    with pytest.raises(DatabaseUnavailable, match="DATABASE_URL"):
        migrate(replace(owner, database="missing"))
