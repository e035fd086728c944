"""Differences between the properties of a node type at one typeVersion in two releases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from nodepilot.catalog.comparison.change import ChangeKind
from nodepilot.catalog.jsvalues import deeply_equal
from nodepilot.catalog.model import Choice, DisplayOptions, Property
from nodepilot.catalog.text import OmittedText

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_NO_VALUE = frozenset({"notice", "callout", "button", "curlImport"})


class Difference(NamedTuple):
    """What differs at a path; `where` says for which resource or operation, "" for all."""

    kind: ChangeKind
    path: str
    before: Any
    after: Any
    where: str = ""


def property_differences(before: Iterable[Property], after: Iterable[Property]) -> Iterator[Difference]:
    """All differences, by path; what has no value (notices, buttons) does not count."""
    old, new = _by_path(before), _by_path(after)
    gone = {path: each for path, each in old.items() if path not in new}
    fresh = {path: each for path, each in new.items() if path not in old}
    renamed = _renamed(gone, fresh)
    for path, other in renamed.items():
        yield Difference(ChangeKind.PARAMETER_RENAMED, path, path, other)
    for path in gone:
        if path not in renamed and not _is_inside(path, gone):
            yield Difference(ChangeKind.PARAMETER_REMOVED, path, path, None)
    for path in fresh:
        if path not in renamed.values() and not _is_inside(path, fresh):
            yield Difference(ChangeKind.PARAMETER_ADDED, path, None, path)
    for path, definitions in old.items():
        if path in new:
            yield from _definitions(path, definitions, new[path])


def _definitions(path: str, old: list[Property], new: list[Property]) -> Iterator[Difference]:
    """Several properties may share a path, each under its own conditions: those with equal ones belong together."""
    before = {_conditions(each): each for each in old}
    after = {_conditions(each): each for each in new}
    if len(old) == len(new) == 1:
        pairs = [(old[0], new[0])]
    else:
        pairs = [(each, after[key]) for key, each in before.items() if key in after]
    for one, other in pairs:
        where = _where(other) if len(new) > 1 else ""
        if one.type != other.type:
            yield Difference(ChangeKind.PARAMETER_TYPE, path, one.type, other.type, where)
        elif not _same_default(one, other):
            yield Difference(ChangeKind.DEFAULT, path, _default(one), _default(other), where)
        if one.required != other.required:
            yield Difference(ChangeKind.REQUIRED, path, one.required, other.required, where)
        yield from _choices(path, one.choices, other.choices, where)
    unpaired_old = [choice for key, each in before.items() if key not in after for choice in each.choices]
    unpaired_new = [choice for key, each in after.items() if key not in before for choice in each.choices]
    if len(old) != 1 or len(new) != 1:
        every_old = [choice for each in old for choice in each.choices]
        every_new = [choice for each in new for choice in each.choices]
        yield from _choices(
            path,
            [choice for choice in unpaired_old if not _has(every_new, choice)],
            [choice for choice in unpaired_new if not _has(every_old, choice)],
            "",
        )


def _choices(path: str, old: Iterable[Choice], new: Iterable[Choice], where: str) -> Iterator[Difference]:
    before, after = {each.value: each.name for each in old}, {each.value: each.name for each in new}
    gone = {value: name for value, name in before.items() if value not in after}
    fresh = {value: name for value, name in after.items() if value not in before}
    for value, name in gone.items():
        twin = next((other for other, label in fresh.items() if label == name), None)
        if twin is None:
            yield Difference(ChangeKind.CHOICE_REMOVED, path, value, None, where)
        else:
            del fresh[twin]
            yield Difference(ChangeKind.CHOICE_RENAMED, path, value, twin, where)
    for value in fresh:
        yield Difference(ChangeKind.CHOICE_ADDED, path, None, value, where)


def _has(choices: Iterable[Choice], wanted: Choice) -> bool:
    return any(each.value == wanted.value for each in choices)


def _by_path(properties: Iterable[Property]) -> dict[str, list[Property]]:
    found: dict[str, list[Property]] = {}
    for path, each in _flat(properties, ""):
        found.setdefault(path, []).append(each)
    return found


def _flat(properties: Iterable[Property], prefix: str) -> Iterator[tuple[str, Property]]:
    for each in properties:
        if each.type in _NO_VALUE:
            continue
        path = f"{prefix}{each.name}"
        yield path, each
        yield from _flat(each.children, f"{path}.")
        for group in each.groups:
            yield from _flat(group.values, f"{path}.{group.name}.")


def _renamed(gone: Mapping[str, list[Property]], fresh: Mapping[str, list[Property]]) -> dict[str, str]:
    """A path that went and one that came, beside each other, with the same label and type, on either side alone."""
    found: dict[str, str] = {}
    for path, old in gone.items():
        key = _label(path, old[0])
        twins = [other for other, new in fresh.items() if _label(other, new[0]) == key]
        rivals = [other for other, each in gone.items() if _label(other, each[0]) == key]
        if len(twins) == len(rivals) == 1 and old[0].display_name:
            found[path] = twins[0]
    return found


def _label(path: str, each: Property) -> tuple[str, str, str]:
    return path.rpartition(".")[0], each.display_name, each.type


def _is_inside(path: str, others: Mapping[str, Any]) -> bool:
    """Part of something that is named already."""
    parts = path.split(".")
    return any(".".join(parts[:count]) in others for count in range(1, len(parts)))


def _conditions(each: Property) -> str:
    options = each.display_options
    return "" if options is None else json.dumps([options.show, options.hide], sort_keys=True, default=str)


def _where(each: Property) -> str:
    options = each.display_options or DisplayOptions()
    parts = [
        f"{name.lstrip('/')} {', '.join(map(str, options.show[name]))}"
        for name in ("resource", "/resource", "operation", "/operation", "mode", "/mode")
        if name in options.show
    ]
    return "; ".join(parts)


def _same_default(one: Property, other: Property) -> bool:
    before, after = _default(one), _default(other)
    if isinstance(before, str) and isinstance(after, str) and _MOMENT.match(before) and _MOMENT.match(after):
        # "Now", when n8n's package was built.
        return True
    return deeply_equal(before, after)


def _default(each: Property) -> Any:
    if not each.has_default:
        return None
    return each.default


def shown_default(value: Any) -> str:
    """A default in words, without n8n's own long texts."""
    if isinstance(value, OmittedText):
        return f"a text of {value.length} characters"
    return f"`{json.dumps(value, ensure_ascii=False, default=str)}`"
