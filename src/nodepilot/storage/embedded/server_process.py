"""The server's process: start it, wait until it answers, stop it.

Whether it lives is read from a lock that its processes inherit, never from a process id: the kernel
drops the lock with the last of them, while a number in a file may belong to somebody else by now.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from nodepilot.storage.embedded.account import Account
from nodepilot.storage.embedded.cluster import ENVIRONMENT
from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.layout import SOCKET_PORT, Layout
from nodepilot.storage.embedded.locks import PAUSE, FileLock, is_held

READY_TIMEOUT = 120.0
"""Seconds. Half a second is usual; recovery after a crash replays what was written last."""

STOP_STEPS: tuple[tuple[signal.Signals, float], ...] = (
    (signal.SIGINT, 20.0),  # ends sessions, writes everything out
    (signal.SIGQUIT, 5.0),  # ends at once; the next start recovers
    (signal.SIGKILL, 5.0),
)
"""Signal and the seconds it is given."""

LARGEST_LOG = 10_000_000
"""Bytes; a longer log is put aside as `postgres.log.1` before a start."""

PARAMETERS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": str(SOCKET_PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # A statement in the log could carry a password or what a user wrote.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


def start(layout: Layout, programs: Path, account: Account | None) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own, so that Ctrl-C in a terminal is ours to handle.

    To be called under the start lock, with no server running.
    """
    lock = FileLock(layout.server_lock)
    if not lock.try_acquire():
        raise EmbeddedDatabaseError("The database is running already.")
    try:
        _clear_stale_files(layout)
        _put_long_log_aside(layout)
        arguments = [f"--{name}={value}" for name, value in PARAMETERS.items()]
        with open(layout.log, "ab", opener=_private) as log:
            return subprocess.Popen(  # noqa: S603 - a fixed command
                [
                    str(programs / "postgres"),
                    "-D",
                    str(layout.cluster),
                    f"--unix_socket_directories={layout.socket_folder}",
                    *arguments,
                ],
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                cwd=layout.cluster,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock.descriptor,),
                start_new_session=True,
            )
    except OSError as error:
        raise EmbeddedDatabaseError(f"The database could not be started: {error}") from error
    finally:
        lock.release()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _clear_stale_files(layout: Layout) -> None:
    """Removes what a killed server left. PostgreSQL would do it, were the process id not given to
    another program since; only a server that NodePilot did not start stands in the way.
    """
    pid = _read_postmaster(layout)[0]
    if pid is not None and _works_in(pid, layout.cluster):
        raise EmbeddedDatabaseError(
            f"Another PostgreSQL server (process {pid}) uses {layout.cluster}.",
            next_step="Stop it, then start NodePilot again.",
        )
    layout.postmaster_pid.unlink(missing_ok=True)
    socket = layout.socket_folder / f".s.PGSQL.{SOCKET_PORT}"
    socket.unlink(missing_ok=True)
    socket.with_name(f"{socket.name}.lock").unlink(missing_ok=True)


def _works_in(pid: int, cluster: Path) -> bool:
    """A PostgreSQL server's working folder is its cluster."""
    try:
        return Path(psutil.Process(pid).cwd()) == cluster.resolve()
    except (psutil.Error, OSError):
        return False


def _put_long_log_aside(layout: Layout) -> None:
    if layout.log.exists() and layout.log.stat().st_size > LARGEST_LOG:
        layout.log.rename(layout.log.with_name(f"{layout.log.name}.1"))


def _read_postmaster(layout: Layout) -> tuple[int | None, str]:
    """Process id and state (`starting`, `ready`, `stopping`) as the server wrote them down."""
    try:
        lines = layout.postmaster_pid.read_text().splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return None, ""
    pid = int(lines[0]) if lines and lines[0].isdecimal() else None
    return pid, lines[7].strip() if len(lines) > 7 else ""


def is_running(layout: Layout) -> bool:
    """Some process of the server lives; it need not be ready yet."""
    return is_held(layout.server_lock)


def is_ready(layout: Layout) -> bool:
    """The server takes connections.

    After a `kill -9` its helpers live on for a moment: they hold the lock, and the file still says `ready`.
    """
    pid, state = _read_postmaster(layout)
    return state == "ready" and pid is not None and _works_in(pid, layout.cluster) and is_running(layout)


def wait_until_ready(layout: Layout, child: subprocess.Popen[bytes] | None) -> bool:
    """True once the server takes connections, false when it ended before it did."""
    deadline = time.monotonic() + READY_TIMEOUT
    while time.monotonic() < deadline:
        if child is not None and child.poll() is not None:
            return False
        if child is None and not is_running(layout):
            return False
        if is_ready(layout):
            return True
        time.sleep(PAUSE)
    raise EmbeddedDatabaseError(
        f"The database was not ready within {READY_TIMEOUT:.0f} seconds.",
        next_step=f"Its log is {layout.log}.",
    )


def stop(layout: Layout) -> None:
    """Ends the server, gently first. To be called under the start lock, when nobody needs it."""
    for number, patience in STOP_STEPS:
        pid = _read_postmaster(layout)[0]
        if pid is not None and _works_in(pid, layout.cluster):
            _send(pid, number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not is_running(layout):
                return
            time.sleep(PAUSE)
    raise EmbeddedDatabaseError("The database did not stop.", next_step=f"Its log is {layout.log}.")


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def end_of_log(layout: Layout, lines: int = 8) -> str:
    """The last lines that the server wrote, for an error message."""
    try:
        return "\n".join(layout.log.read_text(errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
