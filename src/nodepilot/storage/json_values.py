"""JSON as it is stored and sent: compact, in UTF-8, keys in the order in which they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from psycopg.types.json import Json


def to_json_text(value: Any) -> str:
    """Takes read-only mappings too. Raises `ValueError` for NaN and infinity, which JSON does not have."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)
    if _LONE_SURROGATE.search(text):
        # Legal in JSON as an escape, but no character that UTF-8 has.
        return json.dumps(value, separators=(",", ":"), default=_plain, allow_nan=False)
    return text


def as_json(value: Any) -> Json:
    """A parameter for a `json` column."""
    return Json(value, dumps=to_json_text)


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"`{type(value).__name__}` is no JSON")
