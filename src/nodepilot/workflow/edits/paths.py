"""Dotted paths into parameters: `options.reply.values[0].text`, `["odd.key"].x`.

Every function gives a new value that shares what did not change with the old one; keys keep their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from nodepilot.errors import InvalidEdit
from nodepilot.kit.paths import parse_path
from nodepilot.sentences import say

Path: TypeAlias = Sequence[str | int]


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""What stands at a path that leads nowhere."""


def parse(path: str) -> Path:
    """The keys and indexes of a path. Raises `InvalidEdit` for what is none, and for ""."""
    found = parse_path(path)
    if not found:
        raise InvalidEdit(
            say("`{path}` is no path of a parameter.", path=path),
            next_step=say("Write `channelId` or `options.values[0].name`."),
        )
    return found


def get_at(value: Any, path: Path) -> Any:
    """What stands there, or `MISSING`."""
    for part in path:
        match value:
            case Mapping() if part in value:
                value = value[part]
            case list() if isinstance(part, int) and part < len(value):
                value = value[part]
            case _:
                return MISSING
    return value


def set_at(value: Any, path: Path, new: Any, *, place: int | None = None) -> Any:
    """With `new` there. Objects on the way are made where there are none; an index may be one past the end.

    `place` is where among its siblings a new key goes (None: last). Raises `InvalidEdit` when the path
    leads through a text or number.
    """
    if not path:
        return new
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = [] if value is MISSING or value is None else value
        if not isinstance(items, list) or part > len(items):
            raise InvalidEdit(say("There is no entry {part} here.", part=part))
        inner = items[part] if part < len(items) else MISSING
        return [*items[:part], set_at(inner, rest, new, place=place), *items[part + 1 :]]
    found = {} if value is MISSING or value is None else value
    if not isinstance(found, Mapping):
        raise InvalidEdit(say("`{part}` cannot be set inside of a value that is no object.", part=part))
    made = set_at(found.get(part, MISSING), rest, new, place=place)
    if part in found or place is None or rest:
        return {**found, part: made}
    entries = list(found.items())
    return dict([*entries[:place], (part, made), *entries[place:]])


def unset_at(value: Any, path: Path) -> Any:
    """Without what stands there; entries behind it in a list move up. Unchanged when nothing does."""
    part, rest = path[0], path[1:]
    if isinstance(value, Mapping) and part in value:
        if not rest:
            return {key: each for key, each in value.items() if key != part}
        return {**value, part: unset_at(value[part], rest)}
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        if not rest:
            return [*value[:part], *value[part + 1 :]]
        return [*value[:part], unset_at(value[part], rest), *value[part + 1 :]]
    return value
