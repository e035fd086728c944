"""Reads what `nodepilot knowledge build` made (see `build.py`)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from nodepilot.catalog.shelf import Shelf
from nodepilot.kit.packaged import packaged
from nodepilot.knowledge.authored import load_data


@cache
def load_built(*path: str) -> Any | None:
    """The JSON document at `built/<path>`, or None when it was not built."""
    packed = read_built(*path)
    return None if packed is None else json.loads(zlib.decompress(packed))


@cache
def load_shelf(*path: str) -> Shelf | None:
    """The shelf at `built/<path>`, or None when it was not built."""
    packed = read_built(*path)
    return None if packed is None else Shelf(packed)


@cache
def load_popular_events() -> Mapping[str, Sequence[str]]:
    """The events that people mostly mean, by trigger (`data/popular_events.toml`)."""
    built = load_built("lexicon.json.z")
    found: Mapping[str, Sequence[str]] = built["popular_events"] if built else load_data("popular_events")
    return found


def pack(document: Any) -> bytes:
    """The bytes of a built document; equal documents give equal bytes."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def read_built(*path: str) -> bytes | None:
    try:
        return packaged("knowledge", "built", *path).read_bytes()
    except FileNotFoundError:
        return None
