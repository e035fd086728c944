"""JSON as it is stored and sent: compact, in UTF-8, keys in the order in which they were written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from psycopg.types.json import Json


def to_json_text(value: Any) -> str:
    """Takes read-only mappings too. Raises `ValueError` for NaN and infinity, which JSON does not have."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False)


def as_json(value: Any) -> Json:
    """A parameter for a `json` column."""
    return Json(value, dumps=to_json_text)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"`{type(value).__name__}` is no JSON")
