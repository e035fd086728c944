"""JSON as models write it into texts: fenced, with words around it, with a comma too many, without the last bracket."""

from __future__ import annotations

import json
import re
from typing import Any

_TOO_MANY = re.compile(r",(?=\s*[}\]])")


def read_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in the text; None when there is none that is whole."""
    start = text.find("{")
    if start < 0:
        return None
    # The last bracket may be missing: all that it closes is there.
    for candidate in (text[start:], _TOO_MANY.sub("", text[start:]), f"{text[start:]}}}"):
        try:
            value, _ = json.JSONDecoder().raw_decode(candidate)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            return value
    return None
