"""Rules of Switch 1 and 2 in Switch 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.repair.case import Case, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.old_conditions import conditions_of, loosely_typed
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import MISSING, Edit

_SWITCH = "n8n-nodes-base.switch"
_OLD_NAMES = ("dataType", "value1", "fallbackOutput")
_TYPES = frozenset({"boolean", "dateTime", "number", "string"})


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """One condition per rule, with the value that all rules compare at its left.

    The rules keep their outputs: rule by rule from 0, where an output that no rule leads to would move the
    others, nothing is proposed.
    """
    node = case.node(issue.node)
    if node is None or node.type != _SWITCH or node.checker is None:
        return
    given = node.given.get("rules")
    rules = given.get("rules") if isinstance(given, dict) else None
    if "rules" not in node.checker.level.names or not isinstance(rules, list) or not rules:
        return
    values = _cases(node, rules)
    if values is None:
        return
    edits: list[Edit] = [set_parameter(node, ("rules",), {"values": values})]
    edits += [set_parameter(node, (name,), MISSING) for name in _OLD_NAMES if name in node.given]
    if node.given.get("fallbackOutput") not in (None, -1):
        return
    edits += loosely_typed(node)
    text = say("Rewrote the rules of `{node}` from the shape of typeVersion 1 into today's.", node=node.name)
    yield Proposal(text, tuple(edits))


def _cases(node: CheckedNode, rules: list[Any]) -> list[dict[str, Any]] | None:
    kind = node.given.get("dataType", "string")
    made: list[dict[str, Any]] = []
    for number, rule in enumerate(rules):
        if not isinstance(rule, dict) or kind not in _TYPES or rule.get("output", number) != number:
            return None
        entry = {"value1": node.given.get("value1", ""), "value2": rule.get("value2", "")}
        entry["operation"] = rule.get("operation", "equal")
        condition = conditions_of({kind: [entry]}, node, "and")
        if condition is None:
            return None
        name = rule.get("outputKey")
        named = {"renameOutput": True, "outputKey": name} if isinstance(name, str) and name else {}
        made.append({"conditions": condition, **named})
    return made


FIXER = Fixer("rules of Switch 1", ("UNKNOWN_PARAMETER", "NO_SUCH_OUTPUT", "INVALID_OUTPUT_INDEX"), propose)
