"""How a value changed, in a line: what it was and what it is, what a list gained or lost, the part of a long text that differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.sentences import say
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.labels import LONGEST, shown_value

_NAMES = (
    "fieldLabel",
    "outputKey",
    "displayName",
    "category",
    "option",
    "fieldName",
    "rightValue",
    "key",
    "label",
    "name",
)
"""Where an entry of a list says what it is called."""
_NUMBERS = frozenset({int, float})
_CONTEXT = 24
"""Characters of what stayed that are shown before a difference."""


def told(was: Any, now: Any) -> str:
    """The change of one value; `MISSING` stands for none."""
    if was is MISSING:
        return say("set to {now}", now=shown_value(now))
    if now is MISSING:
        return say("no longer set (was {was})", was=shown_value(was))
    if isinstance(was, list) and isinstance(now, list) and _NUMBERS.isdisjoint(map(type, [*was, *now])):
        if gained := _more(was, now):
            return say("with {entries} added", entries=_listed(gained))
        if lost := _more(now, was):
            return say("without {entries}", entries=_listed(lost))
    if isinstance(was, str) and isinstance(now, str):
        was, now = _differing(was, now)
    return f"{shown_value(was)} → {shown_value(now)}"


def _more(few: Sequence[Any], many: Sequence[Any]) -> list[Any]:
    """What the longer list has beside the entries of the shorter one; nothing where those changed, too."""
    rest = list(many)
    for each in few:
        if each not in rest:
            return []
        rest.remove(each)
    return rest


def _listed(entries: Sequence[Any]) -> str:
    return ", ".join(shown_value(_named(each)) for each in entries)


def _named(entry: Any) -> Any:
    if not isinstance(entry, Mapping):
        return entry
    return next((entry[key] for key in _NAMES if isinstance(entry.get(key), str) and entry[key]), entry)


def _differing(was: str, now: str) -> tuple[str, str]:
    """Of long texts that begin alike the part from shortly before they differ."""
    plain = [" ".join(text.removeprefix("=").split()) for text in (was, now)]
    if max(map(len, plain)) <= LONGEST:
        return was, now
    start = 0
    while start < min(map(len, plain)) and plain[0][start] == plain[1][start]:
        start += 1
    start = max(0, start - _CONTEXT)
    if start == 0:
        return was, now
    return f"…{plain[0][start:]}", f"…{plain[1][start:]}"
