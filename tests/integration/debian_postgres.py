"""PostgreSQL 15 as Debian packages it, and a database in it that is set up as Supabase sets one up."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

PROGRAMS = Path("/usr/lib/postgresql/15/bin")

SUPABASE = """
create role postgres_of_supabase login createrole createdb bypassrls password 'secret';
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role auth_admin nologin noinherit createrole;
"""

SUPABASE_DATABASE = """
create schema auth authorization auth_admin;
grant usage on schema auth to anon, authenticated, service_role;
grant all on schema auth to postgres_of_supabase;
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
alter function auth.uid() owner to auth_admin;
alter default privileges for role postgres_of_supabase in schema public
  grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres_of_supabase in schema public
  grant all on functions to anon, authenticated, service_role;
alter default privileges for role postgres_of_supabase in schema public
  grant all on sequences to anon, authenticated, service_role;
"""
"""The owner of tables may use the schema `auth`, and give that right to nobody; new tables are open to all."""


@dataclass(frozen=True, slots=True)
class DebianPostgres:
    """A cluster that listens on a socket in `folder`; its superuser is trusted."""

    folder: Path

    def superuser(self, database: str = "postgres") -> str:
        return f"host={self.folder} user=admin dbname={database}"

    def plain(self) -> str:
        """The address of a new database whose owner may make roles."""
        with psycopg.connect(self.superuser(), autocommit=True) as connection:
            connection.execute("create role plain_owner login createrole password 'secret'")
            connection.execute("create database plain owner plain_owner")
        return self._address("plain_owner", "plain")

    def like_supabase(self) -> str:
        """The address of a new database with roles, schema `auth` and default rights as Supabase has them."""
        with psycopg.connect(self.superuser(), autocommit=True) as connection:
            connection.execute(SUPABASE)
            connection.execute("create database supabase owner postgres_of_supabase")
        with psycopg.connect(self.superuser("supabase"), autocommit=True) as connection:
            connection.execute(SUPABASE_DATABASE)
        return self._address("postgres_of_supabase", "supabase")

    def forget(self, database: str) -> None:
        """Drops the database and the roles that migrations and the set-up made: roles belong to the cluster."""
        with psycopg.connect(self.superuser(), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(database)))
            rows = connection.execute("select rolname from pg_roles where oid >= 16384").fetchall()
            for (name,) in rows:
                connection.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))

    def _address(self, user: str, database: str) -> str:
        return f"postgresql://{user}:secret@/{database}?host={quote(str(self.folder))}"


@contextmanager
def running_postgres() -> Iterator[DebianPostgres]:
    """Until the end of the block. PostgreSQL refuses root, so root lends it to `nobody`."""
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    folder = Path(tempfile.mkdtemp(prefix="nodepilot-postgres15-"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    cluster = folder / "cluster"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(PROGRAMS / program), *arguments],
            user=account.pw_uid,
            group=account.pw_gid,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    try:
        run("initdb", "-D", str(cluster), "-U", "admin", "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        # The app's own login proves itself with its password.
        rules = "local all admin trust\nlocal all all scram-sha-256\n"
        (cluster / "pg_hba.conf").write_text(rules)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", str(cluster), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield DebianPostgres(folder)
        finally:
            run("pg_ctl", "-D", str(cluster), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
