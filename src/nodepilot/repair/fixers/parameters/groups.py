"""Lists under another name than that of their group, and plain pairs where a list of them belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.model import Property, PropertyGroup
from nodepilot.repair.case import Case, keys_of, moved_parameter, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import meant
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.given import GivenValue


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The group that the name or the entries belong to."""
    if issue.parameter is None:
        return
    for given in case.context.values("fixedCollection"):
        if given.node.name != issue.node or not isinstance(given.value, dict):
            continue
        for key, value in given.value.items():
            if f"{given.path}.{key}" == issue.parameter and given.definition.group(key) is None:
                yield from _under_a_group(given, key, value)
                yield from _pairs(given)


def _under_a_group(given: GivenValue, key: str, value: Any) -> Iterator[Proposal]:
    multiple = given.definition.type_options.multiple_values is True
    entries = value if isinstance(value, list) else [value]
    if not entries or not all(isinstance(each, dict) for each in entries):
        return
    free = [group for group in given.definition.groups if group.name not in given.value]
    fitting = [group for group in free if _names(entries) <= {each.name for each in group.values}]
    close = meant(key, (group.name for group in free))
    group = next((each for each in fitting if each.name == close), None)
    if group is None and len(fitting) == 1:
        group = fitting[0]
    if group is None or (not multiple and len(entries) != 1):
        return
    old = (*keys_of(given.place), key)
    new = (*keys_of(given.place), group.name)
    made = entries if multiple else entries[0]
    text = say(
        "Renamed `{path}.{key}` of `{node}` to `{group}`, as n8n calls it.",
        path=given.path,
        key=key,
        node=given.node.name,
        group=group.name,
    )
    yield Proposal(text, moved_parameter(given.node, old, new, made))


def _names(entries: list[Any]) -> set[str]:
    return {name for entry in entries for name in entry}


def _pairs(given: GivenValue) -> Iterator[Proposal]:
    """`{"Accept": "text/html"}` as `{"parameters": [{"name": "Accept", "value": "text/html"}]}`."""
    group = _group_of_pairs(given.definition)
    if group is None or group.name in given.value:
        return
    if not all(isinstance(value, str | int | float) for value in given.value.values()):
        return
    entries = [{"name": key, "value": value} for key, value in given.value.items()]
    text = say(
        "Wrote `{path}` of `{node}` as the list of names and values that n8n takes.",
        path=given.path,
        node=given.node.name,
    )
    edit = set_parameter(given.node, keys_of(given.place), {group.name: entries})
    yield Proposal(text, (edit,))


def _group_of_pairs(definition: Property) -> PropertyGroup | None:
    if len(definition.groups) != 1 or definition.type_options.multiple_values is not True:
        return None
    group = definition.groups[0]
    return group if [each.name for each in group.values] == ["name", "value"] else None


FIXER = Fixer("groups", ("UNKNOWN_PARAMETER",), propose)
