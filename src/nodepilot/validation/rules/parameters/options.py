"""Values that are not among a parameter's choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.catalog.jsvalues import strictly_equal
from nodepilot.catalog.model import Choice
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at, warning_at
from nodepilot.validation.given import GivenValue
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.parameters.values import to_text
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, listed, nearest, shortened

_CUSTOM_CALL = "__CUSTOM_API_CALL__"
"""n8n adds this choice to resources and operations of nodes with a credential for HTTP requests."""

_OLD_COMPARISONS = frozenset(
    f"{negation}{name}"
    for negation, names in (
        ("", ("after", "before", "larger", "largerEqual", "smaller", "smallerEqual")),
        ("", ("contains", "endsWith", "equal", "startsWith")),
        ("not", ("Contains", "EndsWith", "Equal", "StartsWith", "Regex")),
    )
    for name in names
)
_INPUT_TYPES = frozenset(
    {"color", "datetime-local", "month", "range", "search", "tel", "time", "url", "week"}
)  # what a browser knows besides the choices

_TAKEN = {
    ("n8n-nodes-base.code", "language"): frozenset({"python"}),
    ("n8n-nodes-base.codeTool", "language"): frozenset({"python"}),
    ("n8n-nodes-base.if", "operation"): _OLD_COMPARISONS | {"isEmpty", "isNotEmpty"},
    ("n8n-nodes-base.filter", "operation"): _OLD_COMPARISONS | {"isEmpty", "isNotEmpty"},
    ("n8n-nodes-base.switch", "operation"): _OLD_COMPARISONS,
    ("n8n-nodes-base.form", "fieldType"): _INPUT_TYPES,
    ("n8n-nodes-base.formTrigger", "fieldType"): _INPUT_TYPES,
}
"""Values that are not offered and do work: a former name of a choice, comparisons that the first typeVersions
offer for one type of value and make for all, and types of input fields that reach the browser as they are."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n takes any value and fails, or falls into a default branch, when the node runs."""
    for given in context.values("options", "multiOptions"):
        choices = _choices(given)
        if not choices or given.node.disabled:
            continue
        values = given.value if isinstance(given.value, list) else [given.value]
        for value in values:
            if _is_wrong(value, choices, given):
                yield _issue(given, value, choices)
                break


def _choices(given: GivenValue) -> tuple[Choice, ...]:
    """All static choices; none when some come from the service."""
    definitions = (given.definition, *given.others)
    if any(
        each.type not in ("options", "multiOptions")
        or each.type_options.loads_options
        or each.type_options.load_options_method
        or each.allow_arbitrary_values
        for each in definitions
    ):
        return ()
    return tuple(choice for each in definitions for choice in each.choices)


def _is_wrong(value: Any, choices: tuple[Choice, ...], given: GivenValue) -> bool:
    if value is None or value == "" or isinstance(value, dict | list):
        return False
    if isinstance(value, str) and (value[:1] == "=" or value == _CUSTOM_CALL):
        return False
    if strictly_equal(value, given.definition.default):
        return False
    if value in _TAKEN.get((given.node.type, given.definition.name), ()):
        return False
    # `1` and `"1"`: most nodes compare loosely, so only the text counts.
    text = to_text(value)
    return not any(to_text(choice.value) == text for choice in choices)


def _issue(given: GivenValue, value: Any, choices: tuple[Choice, ...]) -> Issue:
    names = [to_text(choice.value) for choice in choices]
    by_label = {choice.name: to_text(choice.value) for choice in choices}
    close = nearest(to_text(value), (*names, *by_label))
    suggestion = by_label.get(close, close) if close is not None else None
    message = say(
        "{value} is no value of `{path}` in `{node}`.{hint} It takes {names}.",
        value=shortened(value),
        path=given.path,
        node=given.node.name,
        hint=did_you_mean(suggestion),
        names=listed(names),
    )
    name = given.definition.name
    if name in ("resource", "operation") and given.place[0] is None:
        resource = given.node.given.get("resource")
        if name == "operation" and isinstance(resource, str):
            message = say(
                "The resource `{resource}` has no such operation: {message}",
                resource=resource,
                message=message,
            )
        return error_at("INVALID_OPERATION", given, message, suggestion)
    if given.definition.type == "multiOptions":
        return warning_at("INVALID_OPTION", given, message, suggestion)
    return error_at("INVALID_OPTION", given, message, suggestion)


RULE = Rule("choices", ("INVALID_OPTION", "INVALID_OPERATION"), Source.NODEPILOT, check)
