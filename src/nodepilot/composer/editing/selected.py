"""What a query gives back, as far as its list of columns tells."""

from __future__ import annotations

import re

from nodepilot.composer.build.outputs import Known, Output, roles_of

_SELECT = re.compile(r"\s*select\s+(?:distinct\s+)?(?P<columns>.+?)\s+from\s", re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(
    r"(?:.*\sas\s+|.*\)\s+|[\w.]*?\.)?[\"`]?(?P<name>[A-Za-z_]\w*)[\"`]?", re.IGNORECASE | re.DOTALL
)
_FIGURE = re.compile(r"\s*(?:sum|count|avg|min|max)\s*\(", re.IGNORECASE)


def selected(step: str, query: object) -> Output | None:
    """The columns by their names; one row where all of them are figures over all rows. None where that is not told."""
    match = _SELECT.match(query) if isinstance(query, str) else None
    if match is None:
        return None
    columns = _parted(match["columns"])
    names = [_COLUMN.fullmatch(each.strip()) for each in columns]
    if not all(names):
        return None
    is_one = all(_FIGURE.match(each) for each in columns) and "group by" not in str(query).lower()
    fields = {each["name"]: Known(each["name"]) for each in names if each is not None}
    return Output(step, roles_of(fields), fields, noun="row", many=not is_one)


def _parted(columns: str) -> list[str]:
    """The list at its commas outside of brackets."""
    parts, depth = [""], 0
    for letter in columns:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
