"""Makes the folders of the embedded database, each with the owner and mode it needs.

Folders that exist already keep their modes: they may not be ours alone.
"""

from __future__ import annotations

import os
from pathlib import Path

from nodepilot.storage.embedded.account import Account, can_reach
from nodepilot.storage.embedded.errors import EmbeddedDatabaseError
from nodepilot.storage.embedded.layout import Layout


def prepare_root(layout: Layout) -> None:
    """The data folder and the database's part of it: private, and passable for the server's account
    when root makes them.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        for folder in (*reversed(layout.root.parents), layout.root):
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                folder.chmod(mode)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The data folder {layout.root.parent} cannot be made: {error.strerror}.",
            next_step="Name a folder that you may write to in NODEPILOT_DATA_DIR.",
        ) from error
    if not os.access(layout.root, os.W_OK):
        raise EmbeddedDatabaseError(
            f"The data folder {layout.root} cannot be written to.",
            next_step="Name one that you own in NODEPILOT_DATA_DIR, or run as the account that owns it.",
        )


def check_reach(layout: Layout, account: Account | None) -> None:
    """Says which folder stands in the way of the server's account."""
    for folder in (*reversed(layout.root.parents), layout.root):
        if not can_reach(folder, account):
            name = account.name if account else "this account"
            raise EmbeddedDatabaseError(
                f"PostgreSQL runs as `{name}`, which cannot pass through {folder} to {layout.root}.",
                next_step="Choose another NODEPILOT_DATA_DIR, such as /var/lib/nodepilot.",
            )


def prepare_socket_folder(layout: Layout, account: Account | None) -> Path:
    """The socket's folder, for the server's account alone. It may lie in a folder where everybody
    can write, so one that somebody else has put there is refused.
    """
    folder = layout.socket_folder
    make_private(folder, account)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != (account.uid if account else os.geteuid()):
        raise EmbeddedDatabaseError(
            f"{folder} belongs to somebody else.",
            next_step="Choose a NODEPILOT_DATA_DIR with a shorter path, so that it is not needed.",
        )
    return folder


def make_private(folder: Path, account: Account | None) -> None:
    """Makes `folder`, open to the server's account alone; leaves an existing one as it is."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    if account is not None:
        os.chown(folder, account.uid, account.gid)
