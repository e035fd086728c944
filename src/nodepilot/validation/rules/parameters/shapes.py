"""Values of the wrong JSON shape: n8n drops them, or hands the node something that it cannot use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at
from nodepilot.validation.given import GivenValue
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Expressions and values that are not set are left alone."""
    for given in context.values("collection", "fixedCollection"):
        if _is_given(given):
            yield from _collection(given)
    for given in context.values("assignmentCollection", "filter", "resourceMapper"):
        if _is_given(given) and not isinstance(given.value, dict):
            yield _wrong(given, say("an object"))
    for given in context.values("resourceLocator"):
        if _is_given(given) and isinstance(given.value, list | bool):
            yield _wrong(given, say('an object such as `{"__rl": true, "mode": "id", "value": "…"}`'))


def _is_given(given: GivenValue) -> bool:
    value = given.value
    if given.node.disabled or value is None or value in _NOTHING:
        return False
    return not (isinstance(value, str) and value[:1] == "=")


_NOTHING: tuple[Any, ...] = ("", [])


def _collection(given: GivenValue) -> Iterator[Issue]:
    definition, value = given.definition, given.value
    multiple = definition.type_options.multiple_values is True
    if definition.type == "collection":
        if multiple and not isinstance(value, list):
            yield _wrong(given, say("a list"))
        elif not multiple and not isinstance(value, dict):
            yield _wrong(given, say("an object with one key per option"))
        return
    groups = f" {say('or')} ".join(f"`{group.name}`" for group in definition.groups)
    inner = say("a list") if multiple else say("an object")
    if not isinstance(value, dict):
        yield _wrong(given, say("an object with {groups} that holds {inner}", groups=groups, inner=inner))
        return
    for group in definition.groups:
        held = value.get(group.name)
        if multiple is False and isinstance(held, list) and held:
            yield _wrong(
                given,
                say("an object with {groups} that holds {inner}, not a list", groups=groups, inner=inner),
            )
        elif multiple and isinstance(held, str) and held:
            yield _wrong(
                given,
                say("an object with {groups} that holds {inner}, not a text", groups=groups, inner=inner),
            )


def _wrong(given: GivenValue, wanted: str) -> Issue:
    return error_at(
        "WRONG_SHAPE",
        given,
        say(
            "`{path}` of `{node}` has the wrong shape: it has to be {wanted}. n8n drops what is there.",
            path=given.path,
            node=given.node.name,
            wanted=wanted,
        ),
    )


RULE = Rule("shapes", ("WRONG_SHAPE",), Source.NODEPILOT, check)
