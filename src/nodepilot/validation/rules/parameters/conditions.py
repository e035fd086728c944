"""Conditions of If, Filter and Switch that n8n cannot use: it fails, or decides without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from nodepilot.sentences import say
from nodepilot.validation.comparisons import COMPARISONS, nearest_comparison
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at, warning_at
from nodepilot.validation.given import GivenValue
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, listed

_OLD_GROUPS = frozenset({"boolean", "dateTime", "number", "string"})
"""Where typeVersion 1 kept its conditions."""


class _Place(NamedTuple):
    """A part of a filter."""

    node: CheckedNode
    path: str


def check(context: ValidationContext) -> Iterator[Issue]:
    """An expression in place of the conditions, of a condition or of an operator is left alone."""
    for given in context.values("filter"):
        value = given.value
        if given.node.disabled or not isinstance(value, dict):
            continue
        conditions = value.get("conditions")
        if conditions is None:
            if not _OLD_GROUPS.isdisjoint(value):
                yield _ignored(given)
            continue
        if value.get("combinator") not in (None, "and", "or"):
            yield _no_combinator(given, value["combinator"])
        for number, condition in enumerate(conditions if isinstance(conditions, list) else ()):
            if isinstance(condition, dict):
                yield from _condition(given, number, condition)


def _ignored(given: GivenValue) -> Issue:
    return error_at(
        "CONDITIONS_IGNORED",
        given,
        say(
            "`{path}` of `{node}` is in the shape of typeVersion 1. n8n ignores it, so every item "
            "passes; the conditions belong into a list `conditions`.",
            path=given.path,
            node=given.node.name,
        ),
    )


def _no_combinator(given: GivenValue, value: Any) -> Issue:
    meant = value.lower() if isinstance(value, str) and value.lower() in ("and", "or") else None
    return warning_at(
        "UNKNOWN_COMPARISON",
        _Place(given.node, f"{given.path}.combinator"),
        say(
            "Conditions of `{node}` combine by `and` or `or`; with anything else no item passes.{hint}",
            node=given.node.name,
            hint=did_you_mean(meant),
        ),
        meant,
    )


def _condition(given: GivenValue, number: int, condition: dict[str, Any]) -> Iterator[Issue]:
    place = _Place(given.node, f"{given.path}.conditions[{number}].operator")
    operator = condition.get("operator")
    if isinstance(operator, str) and operator[:1] == "=":
        return
    if not isinstance(operator, dict) or not isinstance(operator.get("type"), str):
        yield error_at(
            "INVALID_CONDITION",
            place,
            say(
                "A condition of `{node}` does not say how to compare: `{path}` has to be an object such "
                'as `{{"type": "string", "operation": "equals"}}`.',
                node=given.node.name,
                path=place.path,
            ),
        )
        return
    kind, operation = operator["type"], operator.get("operation")
    known = COMPARISONS.get(kind)
    if "=" in (kind[:1], str(operation)[:1]) or (known is not None and operation in known):
        return
    meant = nearest_comparison(kind, operation)
    allowed = (
        say("It takes {known}.", known=listed(known))
        if known
        else say("Types are {comparisons}.", comparisons=listed(COMPARISONS))
    )
    yield warning_at(
        "UNKNOWN_COMPARISON",
        place,
        say(
            "`{node}` compares by `{kind}` `{operation}`, which n8n does not know: the condition "
            "never holds.{hint} {allowed}",
            node=given.node.name,
            kind=kind,
            operation=operation,
            hint=did_you_mean(meant),
            allowed=allowed,
        ),
        meant,
    )


RULE = Rule(
    "conditions", ("CONDITIONS_IGNORED", "INVALID_CONDITION", "UNKNOWN_COMPARISON"), Source.NODEPILOT, check
)
