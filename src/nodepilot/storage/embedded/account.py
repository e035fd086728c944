"""The system account that runs the database server: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from nodepilot.storage.embedded.errors import EmbeddedDatabaseError

PREFERRED = ("nodepilot", "nobody")
"""A dedicated account if the machine has one; none is created."""


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account that root drops to."""

    name: str
    uid: int
    gid: int


def server_account(cluster: Path, wanted: str | None) -> Account | None:
    """Who shall run the server; None means the current account.

    An existing cluster keeps its owner: PostgreSQL starts only for the account that owns the files.
    """
    if os.geteuid() != 0:
        return None
    if cluster.exists():
        return _by_uid(cluster.stat().st_uid)
    for name in (wanted,) if wanted else PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedDatabaseError(
        f"There is no unprivileged account `{wanted}` to run the database." if wanted else _NO_ACCOUNT,
        next_step="Create one (useradd --system nodepilot) and name it in NODEPILOT_DATABASE_ACCOUNT.",
    )


_NO_ACCOUNT = "PostgreSQL refuses to run as root, and no account `nodepilot` or `nobody` exists to run it."


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        entry = None
    if entry is None or uid == 0:
        raise EmbeddedDatabaseError(
            f"The embedded database belongs to user id {uid}, which cannot run it.",
            next_step="Give the folder to an unprivileged account (chown -R) and start again.",
        )
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_reach(folder: Path, account: Account | None) -> bool:
    """Whether `account` can open files below `folder`, asked of the kernel and not of mode bits."""
    if account is None:
        return os.access(folder, os.X_OK)
    probe = subprocess.run(  # noqa: S603 - a fixed command
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return probe.returncode == 0
