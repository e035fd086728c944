"""Makes the cluster: PostgreSQL's files, its superuser, and NodePilot's owner role and database."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from nodepilot.storage.addresses import DATABASE, OWNER, Address, derived_password
from nodepilot.storage.embedded.account import Account
from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.layout import Layout

SUPERUSER = "postgres"

ENVIRONMENT: Mapping[str, str] = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
"""All that the server's programs see: no `PG…` variable of the caller reaches them."""

INITDB_TIMEOUT = 120
"""Seconds. It takes about one; a busy machine with a slow disk may need many more."""

REMOVAL_TIMEOUT = 10
"""Seconds. What is still there then does no harm: the next start tries again."""


def create_cluster(layout: Layout, programs: Path, account: Account | None) -> None:
    """Makes the cluster if there is none. It grows under another name, so that a kill half-way leaves
    nothing that looks complete.
    """
    for left_over in layout.root.glob("cluster.new-*"):
        _remove(left_over)
    if layout.cluster.exists():
        return
    _write_password(layout)
    scratch = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=layout.root))
    try:
        password_file = scratch / "password"
        cluster = scratch / "cluster"
        cluster.mkdir(mode=0o700)
        password_file.touch(mode=0o600)
        password_file.write_text(layout.password.read_text())
        if account is not None:
            for path in (scratch, cluster, password_file):
                os.chown(path, account.uid, account.gid)
        _initdb(programs, cluster, password_file, account)
        cluster.rename(layout.cluster)
    finally:
        _remove(scratch)


def _remove(folder: Path) -> None:
    """Removes a half-made cluster. Who was killed may leave an `initdb` behind that still adds files: it ends
    when it misses those that were removed, so that what it added meanwhile goes with a later try.
    """
    deadline = time.monotonic() + REMOVAL_TIMEOUT
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            time.sleep(0.05)


def _write_password(layout: Layout) -> None:
    if not layout.password.exists():
        scratch = layout.password.with_suffix(".new")
        scratch.unlink(missing_ok=True)
        scratch.touch(mode=0o600)
        scratch.write_text(secrets.token_urlsafe(32))
        scratch.rename(layout.password)


def _initdb(programs: Path, cluster: Path, password_file: Path, account: Account | None) -> None:
    command = [
        str(programs / "initdb"),
        f"--pgdata={cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
    ]
    try:
        outcome = subprocess.run(  # noqa: S603 - a fixed command
            command,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            cwd=cluster,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=INITDB_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EmbeddedDatabaseError(f"The database could not be set up: {error}") from error
    if outcome.returncode != 0:
        raise EmbeddedDatabaseError(f"The database could not be set up:\n{outcome.stdout.strip()}")


def create_owner_and_database(superuser: Address) -> None:
    """The role that owns NodePilot's tables, and the database with pgvector. Does nothing where all exist."""
    with psycopg.connect(superuser.conninfo(), autocommit=True) as connection:
        role, database = sql.Identifier(OWNER), sql.Identifier(DATABASE)
        if not _exists(connection, "select 1 from pg_roles where rolname = %s", OWNER):
            password = derived_password(superuser.password, OWNER)
            # Cluster-wide rights end at making roles: not a superuser, and row security binds it.
            connection.execute(
                sql.SQL("create role {} login createrole password {}").format(role, sql.Literal(password))
            )
        if not _exists(connection, "select 1 from pg_database where datname = %s", DATABASE):
            connection.execute(sql.SQL("create database {} owner {}").format(database, role))
    with psycopg.connect(replace(superuser, database=DATABASE).conninfo(), autocommit=True) as connection:
        # Only a superuser may; asked first, since that is heard in the log where it exists.
        if not _exists(connection, "select 1 from pg_extension where extname = %s", "vector"):
            connection.execute("create extension vector")


def _exists(connection: psycopg.Connection[tuple[object, ...]], query: LiteralString, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None
