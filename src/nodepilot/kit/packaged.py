"""Data files that come with the package.

Not `importlib.resources`: importing it takes longer than reading all of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent


def packaged(*path: str) -> Path:
    """A file or folder of the package: `packaged("composer", "data", "roles.json")`."""
    return _PACKAGE.joinpath(*path)


def packaged_json(*path: str) -> Any:
    """What a file of the package holds; read anew each time, so keep it."""
    return json.loads(packaged(*path).read_text("utf-8"))
