"""Dotted paths into JSON: `customer.name`, `tags[0].id`, `["odd.key"].x`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_SEGMENT = re.compile(r"""\.?(?P<key>[^.\[\]]+)|\[(?P<index>\d+)\]|\[(?P<quoted>"(?:[^"\\]|\\.)*")\]""")


def parse_path(path: str) -> tuple[str | int, ...] | None:
    """The keys and indexes of a path, none for ""; None for what is no path."""
    found: list[str | int] = []
    position = 0
    while position < len(path):
        match = _SEGMENT.match(path, position)
        if match is None:
            return None
        position = match.end()
        if match["index"] is not None:
            found.append(int(match["index"]))
        elif match["quoted"] is not None:
            try:
                found.append(str(json.loads(match["quoted"])))
            except ValueError:
                return None
        else:
            found.append(match["key"])
    return tuple(found)


def render_path(path: Sequence[str | int]) -> str:
    """The path as text; `parse_path` reads it back."""
    made = ""
    for part in path:
        if isinstance(part, int):
            made += f"[{part}]"
        elif not part or re.search(r"[.\[\]]", part):
            made += f"[{json.dumps(part, ensure_ascii=False)}]"
        else:
            made += f".{part}" if made else part
    return made
