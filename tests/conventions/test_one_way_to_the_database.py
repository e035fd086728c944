"""Every query runs as somebody: only `storage` knows the driver, and there one module hands out transactions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conventions.imports import PACKAGE, imports_of
from tests.conventions.source_files import ROOT, project_files

DRIVERS = ("psycopg", "psycopg_pool")

CONNECTING = {
    PACKAGE / "storage" / "database.py",  # transactions that act as a user or in a service role
    PACKAGE / "storage" / "pulse.py",  # `select 1`, to learn whether the database answers
    PACKAGE / "storage" / "notifications.py",  # `listen` and `notify`, which carry keys alone
    PACKAGE / "storage" / "migrate.py",  # the owner's connection, for the schema
    PACKAGE / "storage" / "embedded" / "cluster.py",  # the superuser's, to make owner and database
}
"""Who may open a connection, and what for."""


ABOVE = ("storage", "accounts", "conversations", "generations", "application", "server", "cli")


def layers() -> list[str]:
    return sorted({path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in source_files()})


def source_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py" and PACKAGE in path.parents]


@pytest.mark.parametrize("layer", [layer for layer in layers() if layer != "storage"])
def test_only_storage_knows_the_driver(layer: str) -> None:
    found = [str(one) for one in imports_of(layer) if one.module.split(".")[0] in DRIVERS]
    assert not found, "\n".join(found)


def opens_connections(path: Path) -> bool:
    names = {"connect", "AsyncConnectionPool", "ConnectionPool"}
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if called in names:
                return True
    return False


def test_only_these_open_connections() -> None:
    storage = [path for path in source_files() if PACKAGE / "storage" in path.parents]
    assert {path for path in storage if opens_connections(path)} == CONNECTING


def test_the_pool_stays_inside() -> None:
    """Nobody but `Database` itself touches its pool, or a transaction's connection."""
    private = {"_pool", "_connection"}
    allowed = {PACKAGE / "storage" / name for name in ("database.py", "pulse.py")}
    found = []
    for path in source_files():
        if path in allowed or path.relative_to(PACKAGE).parts[0] not in ABOVE:
            continue
        found += [
            f"{path}:{node.lineno}"
            for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr in private
        ]
    assert not found, "\n".join(found)
