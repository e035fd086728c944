"""Connections in a shape of the writer's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.kit.paths import render_path
from nodepilot.repair.case import Case
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.rules.n8n.connection_types import CONNECTION_TYPES
from nodepilot.workflow.edits import MISSING, SetValue
from nodepilot.workflow.model import MAIN

_SOURCES = ("source", "from", "sourceNode", "sourceNodeName")
_TARGETS = ("target", "to", "node", "targetNode", "destination", "targetNodeName", "destinationNodeName")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The connections of one node, or all of them when they are no object at all."""
    if not (issue.path or "").startswith("connections") and issue.code != "INVALID_CONNECTION_LIST":
        return
    given = case.document.get("connections", MISSING)
    if not isinstance(given, dict):
        made = _whole(given)
        if made is not None:
            text = say("Gave `connections` the shape that n8n reads.")
            yield Proposal(text, (SetValue("connections", made),))
        return
    for source, by_type in given.items():
        if issue.node not in (None, source) or not _is_about(issue, source):
            continue
        right = _by_type(by_type)
        if right is not None and right != by_type:
            edit = SetValue(render_path(("connections", source)), right)
            yield Proposal(
                say("Gave the connections of `{source}` the shape that n8n reads.", source=source), (edit,)
            )


def _is_about(issue: Issue, source: str) -> bool:
    return issue.path is None or issue.path.startswith(
        (f"connections.{source}", render_path(("connections", source)))
    )


def _whole(given: Any) -> dict[str, Any] | None:
    """From nothing, or from a list of connections that each name both ends."""
    if given is MISSING or given is None or given == []:
        return {}
    if not isinstance(given, list):
        return None
    made: dict[str, Any] = {}
    for each in given:
        if not isinstance(each, dict):
            return None
        source, target = _first(each, _SOURCES), _first(each, _TARGETS)
        if not isinstance(source, str) or not isinstance(target, str):
            return None
        kind = each.get("type", MAIN)
        kind = kind if kind in CONNECTION_TYPES else MAIN
        buckets = made.setdefault(source, {}).setdefault(kind, [])
        output = _index(_first(each, ("sourceIndex", "sourceOutput", "output", "outputIndex")))
        while len(buckets) <= output:
            buckets.append([])
        index = _index(_first(each, ("targetIndex", "targetInput", "input", "inputIndex", "index")))
        buckets[output].append({"node": target, "type": kind, "index": index})
    return made


def _first(each: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((each[name] for name in names if name in each), None)


def _index(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,2}", value.strip()):
        return int(value)
    return value if type(value) is int and 0 <= value < 100 else 0


def _by_type(given: Any) -> dict[str, Any] | None:
    """What belongs under the name of a node: lists of ends by output, by connection type."""
    if given is None:
        return {}
    if isinstance(given, str | list):
        given = {MAIN: given}
    elif isinstance(given, dict) and "node" in given:
        given = {MAIN: [given]}
    if not isinstance(given, dict):
        return None
    made = {kind: _buckets(each, kind) for kind, each in given.items()}
    return None if None in made.values() else made


def _buckets(given: Any, kind: str) -> list[Any] | None:
    """One list per output; a plain list of ends is the first output's."""
    if given is None:
        return []
    if isinstance(given, str) or (isinstance(given, dict) and "node" in given):
        given = [given]
    if isinstance(given, dict) and given and all(key.isdecimal() and len(key) < 3 for key in given):
        given = [given.get(str(place)) for place in range(max(map(int, given)) + 1)]
    if not isinstance(given, list):
        return None
    if given and all(isinstance(each, str) or (isinstance(each, dict) and "node" in each) for each in given):
        given = [given]
    made = [_bucket(each, kind) for each in given]
    return None if MISSING in made else made


def _bucket(given: Any, kind: str) -> Any:
    if given is None:
        return None
    if isinstance(given, str | dict):
        given = [given]
    if not isinstance(given, list):
        return MISSING
    ends = [_end(each, kind) for each in given if each is not None]
    return MISSING if MISSING in ends else ends


def _end(given: Any, kind: str) -> Any:
    if isinstance(given, str):
        return {"node": given, "type": kind, "index": 0} if given else MISSING
    if not isinstance(given, dict):
        return MISSING
    node = given.get("node", _first(given, _TARGETS))
    if not isinstance(node, str) or not node:
        return MISSING
    found = given.get("type")
    index = given.get("index")
    right_index = index if type(index) is int and index >= 0 else _index(index)
    rest = {key: value for key, value in given.items() if key not in (*_TARGETS, "type", "index")}
    return {
        "node": node,
        "type": found if isinstance(found, str) and found else kind,
        "index": right_index,
        **rest,
    }


FIXER = Fixer(
    "shape of connections",
    ("INVALID_STRUCTURE", "UNREADABLE_CONNECTIONS", "INVALID_CONNECTION_LIST"),
    propose,
)
