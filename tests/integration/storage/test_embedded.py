"""The embedded server under its supervisor: a real PostgreSQL each time."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from nodepilot.storage.embedded import EmbeddedDatabaseError, EmbeddedPostgres, programs
from nodepilot.storage.embedded.layout import Layout
from nodepilot.storage.embedded.server_process import is_running
from tests.integration.conftest import MakeDataDir

IS_ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not IS_ROOT, reason="only root can drop to another account")

USE_AND_WAIT = """
import sys
from pathlib import Path
import psycopg
from nodepilot.storage.embedded import EmbeddedPostgres

postgres = EmbeddedPostgres(Path(sys.argv[1]))
postgres.attach()
with psycopg.connect(postgres.owner.conninfo()) as connection:
    # Two that make it at the same moment would collide in the system catalog.
    connection.execute("select pg_advisory_xact_lock(1)")
    connection.execute("create table if not exists kept (word text)")
    connection.execute("insert into kept values ('here')")
print("ready", flush=True)
sys.stdin.readline()
postgres.detach()
"""


def words(postgres: EmbeddedPostgres) -> list[str]:
    with psycopg.connect(postgres.owner.conninfo()) as connection:
        return [row[0] for row in connection.execute("select word from kept").fetchall()]


def server_pid(data_dir: Path) -> int:
    return int(Layout(data_dir / "postgres").postmaster_pid.read_text().splitlines()[0])


def running(data_dir: Path) -> bool:
    return is_running(Layout(data_dir / "postgres"))


def start_user(data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_the_last_one_out_stops_it(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    first, second = EmbeddedPostgres(data_dir), EmbeddedPostgres(data_dir)
    first.attach()
    pid = server_pid(data_dir)
    second.attach()
    assert server_pid(data_dir) == pid
    first.detach()
    assert running(data_dir)
    with psycopg.connect(second.owner.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    second.detach()
    assert not running(data_dir)
    assert not psutil.pid_exists(pid)
    second.detach()


def test_it_listens_on_no_port(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.superuser.conninfo()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_its_owner_is_no_superuser(postgres: EmbeddedPostgres) -> None:
    with psycopg.connect(postgres.owner.conninfo()) as connection:
        rights = connection.execute(
            "select rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone()
    assert rights == (False, False)


def test_a_wrong_password_is_refused(postgres: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.owner.conninfo(password="guess"))


def test_what_it_writes_is_for_its_owner_alone(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir) as postgres:
        layout = Layout(data_dir / "postgres")
        for path in (layout.password, layout.log, layout.start_lock, layout.lease_lock, layout.server_lock):
            assert path.stat().st_mode & 0o077 == 0, path
        for folder in (layout.cluster, layout.socket_folder):
            assert folder.stat().st_mode & 0o077 == 0, folder
        assert postgres.superuser.password not in layout.log.read_text()
        assert postgres.owner.password not in layout.log.read_text()


def test_a_killed_user_loses_nothing_and_holds_nothing(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with start_user(data_dir) as user:
        assert said(user) == "ready"
        user.kill()
    assert running(data_dir)
    with EmbeddedPostgres(data_dir) as postgres:
        assert words(postgres) == ["here"]
    assert not running(data_dir)


def test_a_killed_server_starts_again_with_all_its_data(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with start_user(data_dir) as user:
        assert said(user) == "ready"
        os.kill(server_pid(data_dir), signal.SIGKILL)
        user.kill()
    with EmbeddedPostgres(data_dir) as postgres:
        assert words(postgres) == ["here"]


def test_a_server_that_dies_under_us_is_brought_back(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir) as postgres:
        os.kill(server_pid(data_dir), signal.SIGKILL)
        wait_until(lambda: not running(data_dir))
        postgres.ensure_running()
        with psycopg.connect(postgres.owner.conninfo()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    assert not running(data_dir)


def test_a_process_id_that_belongs_to_somebody_else_by_now(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir):
        pid_file = Layout(data_dir / "postgres").postmaster_pid
        left_over = pid_file.read_text()
    with subprocess.Popen(["sleep", "60"]) as bystander:
        pid_file.write_text(left_over.replace(left_over.splitlines()[0], str(bystander.pid), 1))
        with EmbeddedPostgres(data_dir) as postgres, psycopg.connect(postgres.owner.conninfo()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert bystander.poll() is None, "the bystander was harmed"
        bystander.kill()


def test_a_server_that_somebody_else_started_is_left_alone(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    layout = Layout(data_dir / "postgres")
    with EmbeddedPostgres(data_dir):
        folder = programs.program_folder(layout, None)
    owner = layout.cluster.stat().st_uid
    command = [str(folder / "postgres"), "-D", str(layout.cluster), "--listen_addresses="]
    command += ["-k", str(layout.socket_folder)]
    with subprocess.Popen(command, user=owner if IS_ROOT else None, stderr=subprocess.DEVNULL) as other:
        wait_until(lambda: layout.postmaster_pid.exists() and "ready" in layout.postmaster_pid.read_text())
        with pytest.raises(EmbeddedDatabaseError, match=f"process {other.pid}"):
            EmbeddedPostgres(data_dir).attach()
        assert other.poll() is None
        other.send_signal(signal.SIGINT)
        other.wait(15)


def test_several_starters_at_once_share_one_server(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    users = [start_user(data_dir) for _ in range(3)]
    assert [said(user) for user in users] == ["ready"] * 3
    servers = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(data_dir) in " ".join(process.info["cmdline"] or [])
        and "-D" in (process.info["cmdline"] or [])
    ]
    assert len(servers) == 1
    with EmbeddedPostgres(data_dir) as postgres:
        assert words(postgres) == ["here"] * 3
    for user in users:
        user.communicate("leave\n", timeout=30)
    assert not running(data_dir)


def test_a_kill_while_the_cluster_is_made(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with start_user(data_dir) as user:
        wait_until(lambda: any((data_dir / "postgres").glob("cluster.new-*/cluster/PG_VERSION")))
        user.kill()
    with EmbeddedPostgres(data_dir):
        assert not list((data_dir / "postgres").glob("cluster.new-*"))


def test_a_long_data_folder(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir() / ("long" * 25)
    with EmbeddedPostgres(data_dir) as postgres, psycopg.connect(postgres.owner.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    Layout(data_dir / "postgres").socket_folder.rmdir()


def test_a_folder_that_cannot_be_made(make_data_dir: MakeDataDir) -> None:
    file = make_data_dir()
    file.write_text("in the way")
    with pytest.raises(EmbeddedDatabaseError, match="NODEPILOT_DATA_DIR"):
        EmbeddedPostgres(file).attach()


def test_data_of_an_unknown_release(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir):
        pass
    (data_dir / "postgres" / "cluster" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedDatabaseError, match="PostgreSQL 12"):
        EmbeddedPostgres(data_dir).attach()


@as_root
def test_root_runs_it_as_an_unprivileged_account(make_data_dir: MakeDataDir) -> None:
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir, account="nobody"):
        assert psutil.Process(server_pid(data_dir)).uids().effective == pwd.getpwnam("nobody").pw_uid


@as_root
def test_root_with_a_closed_data_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedDatabaseError, match="cannot pass through"):
        EmbeddedPostgres(closed / "data").attach()
    assert closed.stat().st_mode & 0o777 == 0o700, "a folder that is not ours was changed"


@as_root
def test_programs_that_the_account_cannot_reach_are_copied(
    make_data_dir: MakeDataDir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installed = programs._installed_package()
    (closed / installed.name).symlink_to(installed)
    (closed / f"{installed.name}.libs").symlink_to(installed.with_name(f"{installed.name}.libs"))
    monkeypatch.setattr(programs, "_installed_package", lambda: closed / installed.name)
    data_dir = make_data_dir()
    with EmbeddedPostgres(data_dir) as postgres:
        assert str(data_dir) in psutil.Process(server_pid(data_dir)).exe()
        with psycopg.connect(postgres.owner.conninfo()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


@as_root
def test_an_unknown_account(make_data_dir: MakeDataDir) -> None:
    with pytest.raises(EmbeddedDatabaseError, match="useradd"):
        EmbeddedPostgres(make_data_dir(), account="nobody-of-that-name").attach()


def _as_ordinary_user(data_dir: Path, uid: int) -> None:
    os.setgid(uid)
    os.setuid(uid)
    with EmbeddedPostgres(data_dir) as postgres, psycopg.connect(postgres.owner.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        assert psutil.Process(server_pid(data_dir)).uids().effective == uid
    assert not running(data_dir)


@as_root
def test_an_ordinary_user_runs_it_too(make_data_dir: MakeDataDir) -> None:
    """Forked, since another account may not reach this interpreter's files."""
    data_dir = make_data_dir()
    uid = pwd.getpwnam("nobody").pw_uid
    data_dir.mkdir()
    os.chown(data_dir, uid, uid)
    child = multiprocessing.get_context("fork").Process(target=_as_ordinary_user, args=(data_dir, uid))
    child.start()
    child.join(60)
    assert child.exitcode == 0
