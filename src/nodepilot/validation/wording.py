"""How values and names are shown in messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from nodepilot.sentences import say

_LONGEST = 60
_SEPARATORS = re.compile(r"[\W_]+")


def shortened(value: Any) -> str:
    """A value as code, cut where it gets long. Never used for values that may be secret."""
    text = value if isinstance(value, str) else _dumped(value)
    if isinstance(value, str) and not value:
        return say("an empty text")
    text = " ".join(text.split())
    return f"`{text[:_LONGEST]}…`" if len(text) > _LONGEST else f"`{text}`"


def forget_nearest() -> None:
    """Comparing names is slow, so the last answers are kept; after this they are found again."""
    _nearest.cache_clear()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that the writer may have meant; letter case and separators don't matter."""
    return _nearest(name, tuple(dict.fromkeys(known)))


@lru_cache(maxsize=256)
def _nearest(name: str, candidates: tuple[str, ...]) -> str | None:
    plain = {_plain(candidate): candidate for candidate in reversed(candidates)}
    same = plain.get(_plain(name))
    if same is not None:
        return same
    found = get_close_matches(_plain(name)[:100], plain, n=1, cutoff=0.7)
    if found:
        return plain[found[0]]
    word = _plain(name)
    holding = [candidate for candidate in candidates if word in _words(candidate)]
    return holding[0] if len(holding) == 1 else None


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names as code, with commas; the rest of a long list is counted."""
    every = list(names)
    shown = ", ".join(f"`{name}`" for name in every[:most])
    return (
        say("{shown} and {count} more", shown=shown, count=len(every) - most) if len(every) > most else shown
    )


def did_you_mean(name: str | None) -> str:
    """A sentence with the nearest name, or nothing."""
    return " " + say("Did you mean `{name}`?", name=name) if name else ""


def _dumped(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return type(value).__name__


def _words(name: str) -> set[str]:
    """The words of a name: `sendTo` has `send` and `to`."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def _plain(text: str) -> str:
    return _SEPARATORS.sub("", text.lower()) or text
