"""Conditions of If, Filter and Switch that n8n ignores or cannot run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.kit.paths import parse_path
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.old_conditions import condition_of, conditions_of, loosely_typed, operator_of
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.comparisons import nearest_comparison, nearest_type
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import MISSING, Edit
from nodepilot.workflow.edits.paths import get_at


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """Conditions of typeVersion 1 in today's shape; comparisons by today's name."""
    node = case.node(issue.node)
    if node is None or issue.parameter is None:
        return
    if issue.code == "CONDITIONS_IGNORED":
        yield from _old_shape(case, node, issue.parameter)
        return
    keys = parse_path(issue.parameter)
    if not keys:
        return
    value = get_at(node.given, keys)
    if keys[-1] == "combinator" and isinstance(value, str):
        if issue.suggestion:
            text = say(
                "Combined the conditions of `{node}` by `{suggestion}` instead of `{value}`.",
                node=node.name,
                suggestion=issue.suggestion,
                value=value,
            )
            yield Proposal(text, (set_parameter(node, keys, issue.suggestion),))
    elif issue.code == "UNKNOWN_COMPARISON" and isinstance(value, dict):
        yield from _renamed(node, keys, value)
    elif issue.code == "INVALID_CONDITION":
        yield from _completed(node, keys)


def _old_shape(case: Case, node: CheckedNode, path: str) -> Iterator[Proposal]:
    for given in case.context.values("filter"):
        if given.node is not node or given.path != path or not isinstance(given.value, dict):
            continue
        combinator = "or" if node.given.get("combineOperation") == "any" else "and"
        made = conditions_of(given.value, node, combinator)
        if made is None:
            return
        edits: list[Edit] = [set_parameter(node, keys_of(given.place), made)]
        if "combineOperation" in node.given:
            edits.append(set_parameter(node, ("combineOperation",), MISSING))
        edits += loosely_typed(node)
        text = say(
            "Rewrote the conditions of `{node}` from the shape of typeVersion 1 into today's.", node=node.name
        )
        yield Proposal(text, tuple(edits))


def _renamed(node: CheckedNode, keys: tuple[str | int, ...], operator: dict[str, Any]) -> Iterator[Proposal]:
    kind, operation = str(operator.get("type")), operator.get("operation")
    right_type, right = nearest_type(kind), nearest_comparison(kind, operation)
    if right_type is None or right is None:
        return
    kept = {key: value for key, value in operator.items() if key != "name"}
    made = {**kept, "type": right_type, "operation": right}
    text = say(
        "Compared by `{right}` in `{node}`; n8n does not know `{operation}`.",
        right=right,
        node=node.name,
        operation=operation,
    )
    yield Proposal(text, (set_parameter(node, keys, made),))


def _completed(node: CheckedNode, keys: tuple[str | int, ...]) -> Iterator[Proposal]:
    """The operator says its type, or its name alone; a condition of typeVersion 1 stands in today's list."""
    condition = get_at(node.given, keys[:-1])
    if not isinstance(condition, dict):
        return
    if "value1" in condition or ("operation" in condition and "operator" not in condition):
        made = condition_of(condition)
        edit = None if made is None else set_parameter(node, keys[:-1], made)
    else:
        operator = operator_of(condition.get("operator"), condition.get("rightValue"))
        edit = None if operator is None else set_parameter(node, keys, operator)
    if edit is not None:
        yield Proposal(say("Completed how a condition of `{node}` compares.", node=node.name), (edit,))


FIXER = Fixer("conditions", ("CONDITIONS_IGNORED", "INVALID_CONDITION", "UNKNOWN_COMPARISON"), propose)
