"""Where the embedded database keeps its things below the data folder."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOCKET_PORT = 5432
"""Only a part of the socket's file name: the server opens no TCP port."""

LONGEST_SOCKET_FOLDER = 85
"""A Unix socket's whole path must stay under 104 bytes (macOS) or 108 (Linux)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths below `root`, which is `<data folder>/postgres`."""

    root: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.root / "cluster"

    @property
    def binaries(self) -> Path:
        """A copy of the programs, where the installed ones cannot be reached."""
        return self.root / "binaries"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @property
    def password(self) -> Path:
        """The superuser's password; nobody but the owner of the data folder reads it."""
        return self.root / "password"

    @property
    def start_lock(self) -> Path:
        """Held while somebody starts, joins or stops the server."""
        return self.root / "start.lock"

    @property
    def lease_lock(self) -> Path:
        """Held, shared, by every process that uses the server."""
        return self.root / "lease.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the server's own processes for as long as one of them lives."""
        return self.root / "server.lock"

    @property
    def postmaster_pid(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def socket_folder(self) -> Path:
        """In the data folder, or in the system's temporary folder when that path is too long."""
        near = self.root / "run"
        if len(bytes(near)) <= LONGEST_SOCKET_FOLDER:
            return near
        name = hashlib.sha256(bytes(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"nodepilot-{name}"
