"""Switch 1 and 2 to 3: every rule has an output of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.upgrade.draft import Draft, Remark, Unknown
from nodepilot.upgrade.moves.conditions import OPERATIONS, condition, entries_of, filter_options
from nodepilot.workflow.edits.paths import MISSING

_BY_TYPE = (
    "Rules were compared as they came; now both sides are converted to the type of the comparison first,"
    " so a number equals a text with the same digits."
)
_EXTRA = "extra"


def switch_1(draft: Draft) -> None:
    """Rules name one of four outputs; afterwards each has its own, with the connections of the one it named."""
    if draft.value("mode") != "rules":
        raise Unknown("an expression that chooses among four fixed outputs has no counterpart.")
    rules = entries_of(draft, "rules.rules")
    fallback = draft.value("fallbackOutput")
    if not all(type(rule.get("output")) is int for rule in rules) or type(fallback) is not int:
        raise Unknown("the output of a rule is no fixed number.")
    outputs = [int(rule["output"]) for rule in rules]
    options: dict[str, Any] = {"looseTypeValidation": True}
    if fallback >= 0:
        options["fallbackOutput"] = _EXTRA
        outputs.append(fallback)
    _write(draft, [{**_rule(draft, rule, number)} for number, rule in enumerate(rules)], options)
    draft.outputs = tuple(outputs)


def switch_2(draft: Draft) -> None:
    """Rules have their own outputs already, in their order."""
    if draft.value("mode") != "rules":
        raise Unknown("an expression that chooses the output is written differently.")
    made = []
    for number, rule in enumerate(entries_of(draft, "rules.rules")):
        name = rule.get("outputKey")
        named = {"renameOutput": True, "outputKey": name} if name else {}
        made.append({**_rule(draft, rule, number), **named})
    fallback = draft.value("fallbackOutput")
    options: dict[str, Any] = {"looseTypeValidation": True}
    if fallback not in (-1, MISSING):
        if type(fallback) is not int or not 0 <= fallback < len(made):
            raise Unknown("the fallback is no output of a rule.")
        options["fallbackOutput"] = fallback
    _write(draft, made, options)


def _rule(draft: Draft, rule: Mapping[str, Any], number: int) -> dict[str, Any]:
    kind = draft.value("dataType")
    left = draft.value("value1")
    if kind not in OPERATIONS or left is MISSING:
        raise Unknown("what it compares is no fixed choice.")
    seed = f"{draft.node.id}/{draft.node.name}/{number}"
    made = condition(kind, OPERATIONS[kind], left, rule, seed)
    return {"conditions": {"options": filter_options(), "conditions": [made], "combinator": "and"}}


def _write(draft: Draft, rules: list[dict[str, Any]], options: dict[str, Any]) -> None:
    if not rules:
        raise Unknown("it has no rules.")
    draft.replace({"rules": {"values": rules}, "options": options})
    draft.remarks.append(Remark("look", _BY_TYPE))
