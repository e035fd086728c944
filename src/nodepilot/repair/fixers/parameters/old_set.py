"""Fields of Set 1 and 2 in Edit Fields 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case, moved_parameter, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.workflow.edits import MISSING, Edit

_SET = "n8n-nodes-base.set"
_TYPES = ("string", "number", "boolean")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """`values.string` and its like become assignments; `keepOnlySet` becomes what it says today."""
    node = case.node(issue.node)
    if node is None or node.type != _SET or issue.parameter != "values" or node.checker is None:
        return
    if "assignments" not in node.checker.level.names or node.given.get("assignments"):
        return
    fields = _fields(node.given.get("values"))
    if fields is None:
        return
    edits: list[Edit] = [*moved_parameter(node, ("values",), ("assignments",), {"assignments": fields})]
    if "keepOnlySet" in node.given:
        edits.append(set_parameter(node, ("keepOnlySet",), MISSING))
        if node.given["keepOnlySet"] is False:
            edits.append(set_parameter(node, ("includeOtherFields",), True))
    text = say(
        "Rewrote the fields of `{node}` from the shape of typeVersion 2 into today's assignments.",
        node=node.name,
    )
    yield Proposal(text, tuple(edits))


def _fields(values: Any) -> list[dict[str, Any]] | None:
    if not isinstance(values, dict) or not values:
        return None
    made = []
    for kind, entries in values.items():
        if kind not in _TYPES or not isinstance(entries, list):
            return None
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                return None
            made.append({"name": entry["name"], "value": entry.get("value", ""), "type": kind})
    return made


FIXER = Fixer("fields of Set 2", ("UNKNOWN_PARAMETER",), propose)
