"""The files themselves; what they do is tested against a real database."""

from __future__ import annotations

import re

import pytest

from nodepilot.storage.migrate import Migration, load_migrations


def test_they_are_in_order_and_unique() -> None:
    versions = [migration.version for migration in load_migrations()]
    assert versions == sorted(set(versions))
    assert len(versions) >= 4


@pytest.mark.parametrize("migration", load_migrations(), ids=lambda migration: migration.name)
def test_every_new_table_forces_row_security(migration: Migration) -> None:
    for table in re.findall(r"create table (public\.\w+)", migration.sql):
        assert f"alter table {table} enable row level security;" in migration.sql
        assert f"alter table {table} force row level security;" in migration.sql
        revoked = re.findall(r"revoke all on ([^;]+?)\s+from public, anon, authenticated;", migration.sql)
        assert any(table in one for one in revoked), (
            f"{table} keeps the rights that Supabase gives by default"
        )


@pytest.mark.parametrize("migration", load_migrations(), ids=lambda migration: migration.name)
def test_policies_name_their_role_and_ask_for_the_user_once(migration: Migration) -> None:
    for policy in re.findall(r"create policy [^;]+;", migration.sql):
        assert re.search(r"\bto \w+", policy), policy
        assert policy.count("auth.uid()") == policy.count("(select auth.uid())"), policy
