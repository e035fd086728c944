"""Reads what `nodepilot knowledge build` made: `built/<n8n version>/<name>.json.z`."""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_built(n8n_version: str, name: str) -> Any | None:
    """The document, or None when nothing was built for that release."""
    place = files("nodepilot.knowledge") / "built" / n8n_version / f"{name}.json.z"
    try:
        packed = place.read_bytes()
    except FileNotFoundError:
        return None
    return json.loads(zlib.decompress(packed))


def pack(document: Any) -> bytes:
    """The bytes of a built file; equal documents give equal bytes."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)
