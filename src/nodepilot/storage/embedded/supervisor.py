"""Start or join the embedded server, and stop it when the last one leaves."""

from __future__ import annotations

import atexit
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from nodepilot.storage.addresses import DATABASE, OWNER, Address, derived_password
from nodepilot.storage.embedded import server_process
from nodepilot.storage.embedded.account import Account, server_account
from nodepilot.storage.embedded.cluster import SUPERUSER, create_cluster, create_owner_and_database
from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.folders import check_reach, prepare_root, prepare_socket_folder
from nodepilot.storage.embedded.layout import SOCKET_PORT, Layout
from nodepilot.storage.embedded.locks import PAUSE, FileLock
from nodepilot.storage.embedded.programs import program_folder

START_LOCK_TIMEOUT = 180.0
"""Seconds to wait for another process that starts or stops the server."""

REAP_TIMEOUT = 5.0
"""Seconds between the server's last act and the moment when the kernel lets us know."""

STARTS = 3
"""A server that ends while it starts is given this many tries: an old one may still be leaving."""

DYING_TIME = 10.0
"""Seconds in which a killed server may still look ready: the kernel takes it apart after it has closed its socket."""


_started: list[subprocess.Popen[bytes]] = []
"""Servers that this process has started, until their end is noted: some outlive whoever started them."""


@atexit.register
def _note_ends() -> None:
    _started[:] = [child for child in _started if child.poll() is None]


class EmbeddedPostgres:
    """The server below one data folder, as one process sees it. All processes share it:

        with EmbeddedPostgres(Path("~/.local/share/nodepilot").expanduser()) as postgres:
            postgres.owner.conninfo()

    Attaching takes a lease, a shared lock on a file that the kernel gives back even after `kill -9`;
    whoever leaves and finds no other lease stops the server. Blocking: call it off the event loop.
    """

    def __init__(self, data_dir: Path, *, account: str | None = None) -> None:
        self._layout = Layout(data_dir / "postgres")
        self._wanted_account = account
        self._lease = FileLock(self._layout.lease_lock)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def superuser(self) -> Address:
        """For making and saving the cluster; never for requests."""
        return Address(
            host=str(self._layout.socket_folder),
            port=SOCKET_PORT,
            database="postgres",
            user=SUPERUSER,
            password=self._layout.password.read_text(),
        )

    @property
    def owner(self) -> Address:
        """For migrations."""
        superuser = self.superuser
        return Address(
            host=superuser.host,
            port=superuser.port,
            database=DATABASE,
            user=OWNER,
            password=derived_password(superuser.password, OWNER),
        )

    def __enter__(self) -> Self:
        self.attach()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.detach()

    def attach(self) -> None:
        """Takes a lease and returns when the server takes connections."""
        prepare_root(self._layout)
        with _StartLock(self._layout):
            if not self._lease.held:
                self._lease.acquire(shared=True, timeout=START_LOCK_TIMEOUT)
            try:
                self._open()
            except BaseException:
                self._leave()
                raise

    def ensure_running(self) -> None:
        """Starts the server again if it has died under us."""
        if not server_process.is_ready(self._layout):
            with _StartLock(self._layout):
                self._start_or_join()

    def detach(self) -> None:
        """Gives the lease back; the last one out stops the server. Safe to call twice."""
        if self._lease.held:
            with _StartLock(self._layout):
                self._leave()

    def _leave(self) -> None:
        self._lease.release()
        alone = FileLock(self._layout.lease_lock)
        if alone.try_acquire():
            try:
                server_process.stop(self._layout)
            finally:
                alone.release()
            if self._child is not None:
                self._child.wait(REAP_TIMEOUT)
        self._child = None
        _note_ends()

    def _open(self) -> None:
        deadline = time.monotonic() + DYING_TIME
        while True:
            self._start_or_join()
            try:
                create_owner_and_database(self.superuser)
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def _start_or_join(self) -> None:
        account = server_account(self._layout.cluster, self._wanted_account)
        for _ in range(STARTS):
            if not server_process.is_running(self._layout):
                self._child = self._start(account)
            elif self._child is not None and self._child.poll() is not None:
                self._child = None
            if server_process.wait_until_ready(self._layout, self._child):
                return
        raise EmbeddedDatabaseError(
            "The database ends as soon as it starts. The last lines of its log:\n"
            f"{server_process.end_of_log(self._layout)}",
            next_step=f"The whole log is {self._layout.log}.",
        )

    def _start(self, account: Account | None) -> subprocess.Popen[bytes]:
        check_reach(self._layout, account)
        programs = program_folder(self._layout, account)
        create_cluster(self._layout, programs, account)
        prepare_socket_folder(self._layout, account)
        _note_ends()
        child = server_process.start(self._layout, programs, account)
        _started.append(child)
        return child


class _StartLock:
    """Held while the server is started, joined or stopped, so that two processes never do it at once."""

    def __init__(self, layout: Layout) -> None:
        self._lock = FileLock(layout.start_lock)

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=START_LOCK_TIMEOUT):
            raise EmbeddedDatabaseError(
                f"Another process has been starting or stopping the database for {START_LOCK_TIMEOUT:.0f} seconds.",
                next_step="Wait for it, or end it.",
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
