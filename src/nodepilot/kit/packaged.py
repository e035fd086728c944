"""Data files that come with the package.

Not `importlib.resources`: importing it takes longer than reading all of them.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def packaged(*path: str) -> Path:
    """A file or folder of the package: `packaged("composer", "data", "roles.json")`."""
    return _PACKAGE.joinpath(*path)
