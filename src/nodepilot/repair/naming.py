"""Names for nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)?\Z", re.DOTALL)


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """The wanted name, with the next free number behind it when it is taken, as n8n does it (`Set1`)."""
    names = frozenset(taken)
    if wanted not in names:
        return wanted
    match = _NUMBERED.match(wanted)
    stem = match["stem"] if match else wanted
    number = int(match["number"][:9]) + 1 if match and match["number"] else 1
    while f"{stem}{number}" in names:
        number += 1
    return f"{stem}{number}"
