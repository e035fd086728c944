"""Keys of a node in the wrong JSON type, or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.naming import free_name
from nodepilot.repair.values import boolean_of, number_of, parsed
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING, SetValue, UnsetValue
from nodepilot.workflow.layout import place_new
from nodepilot.workflow.model import Workflow

_PLACE = re.compile(r"nodes\[(?P<index>\d+)\](?:\.(?P<key>\w+))?\Z")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """What says the same in the right type; else what n8n takes for nothing."""
    match = _PLACE.match(issue.path or "")
    if match is None:
        return
    index, key = int(match["index"]), match["key"]
    node = case.document["nodes"][index]
    if not isinstance(node, dict):
        if node is None:
            yield Proposal(
                say("Removed an empty entry of `nodes` ({index}).", index=index),
                (UnsetValue(f"nodes[{index}]"),),
            )
        return
    value = node.get(key, MISSING)
    wanted = _WAYS[key](case, index, value) if key in _WAYS else MISSING
    name = node.get("name") or f"nodes[{index}]"
    if wanted is not MISSING:
        text = say("Set `{key}` of `{name}`, which n8n could not read.", key=key, name=name)
        yield Proposal(
            text, (SetValue(f"nodes[{index}].{key}", wanted),), renames=_renames(key, wanted, value)
        )
    elif value is None and key in ("id", "typeVersion", "disabled"):
        yield Proposal(
            say("Removed the empty `{key}` of `{name}`.", key=key, name=name),
            (UnsetValue(f"nodes[{index}].{key}"),),
        )


def _renames(key: str, new: Any, old: Any) -> dict[str, str]:
    return {new: old if isinstance(old, str) else ""} if key == "name" else {}


def _name(case: Case, index: int, value: Any) -> Any:
    """A number as text; for a nameless node the one name that connections lead to and no node has."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    taken = [node.name for node in case.context.nodes]
    nameless = [node for node in case.document["nodes"] if isinstance(node, dict) and not node.get("name")]
    ends = {end for link in case.context.links for end in (link.source, link.target)}
    wanted = sorted(ends - set(taken))
    if len(nameless) == 1 and len(wanted) == 1:
        return wanted[0]
    type_name = case.document["nodes"][index].get("type")
    entry = case.catalog.find_entry(type_name) if isinstance(type_name, str) else None
    return MISSING if entry is None else free_name(entry.default_name, taken)


def _position(case: Case, index: int, value: Any) -> Any:
    if isinstance(value, dict):
        value = [value.get("x"), value.get("y")]
    if isinstance(value, str):
        value = re.split(r"[,;\s]+", value.strip("[]() "))
    if isinstance(value, list) and len(value) >= 2:
        numbers = [number_of(each) if isinstance(each, str) else each for each in value[:2]]
        if all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
            return numbers
    position = case.once(_free_places)[index]
    return MISSING if position is None else list(position)


def _free_places(case: Case) -> dict[int, tuple[float, float] | None]:
    """Where each node stands, those without a place on a free one, by their place in `nodes`."""
    nodes = {index: each for index, each in enumerate(case.document["nodes"]) if isinstance(each, dict)}
    placed = place_new(Workflow({**case.document, "nodes": list(nodes.values())}), ())
    return dict(zip(nodes, (node.position for node in placed.nodes), strict=True))


def _parameters(_case: Case, _index: int, value: Any) -> Any:
    if isinstance(value, str):
        found = parsed(value) if value.strip() else {}
        return found if isinstance(found, dict) else MISSING
    return {} if value is None or value == [] else MISSING


def _id(_case: Case, _index: int, value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else MISSING


def _type_version(_case: Case, _index: int, value: Any) -> Any:
    number = number_of(value.strip().lstrip("vV")) if isinstance(value, str) else None
    return MISSING if number is None else number


def _disabled(_case: Case, _index: int, value: Any) -> Any:
    if isinstance(value, str):
        found = boolean_of(value)
        return MISSING if found is None else found
    return bool(value) if value in (0, 1) and not isinstance(value, bool) else MISSING


_WAYS = {
    "name": _name,
    "position": _position,
    "parameters": _parameters,
    "id": _id,
    "typeVersion": _type_version,
    "disabled": _disabled,
}
FIXER = Fixer("keys of nodes", ("INVALID_STRUCTURE",), propose)
