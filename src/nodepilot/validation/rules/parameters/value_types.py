"""Texts where a number or a boolean belongs."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.catalog.jsvalues import to_number
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at, hint_at, warning_at
from nodepilot.validation.given import GivenValue
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import shortened


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n does not convert: the node gets the text. A text that is a number mostly works."""
    for given in context.values("number"):
        if _is_text(given):
            number = to_number(given.value)
            if number is None:
                yield error_at(
                    "WRONG_TYPE",
                    given,
                    say(
                        "`{path}` of `{node}` takes a number, not the text {value}.",
                        path=given.path,
                        node=given.node.name,
                        value=shortened(given.value),
                    ),
                )
            else:
                yield hint_at(
                    "NUMBER_AS_TEXT",
                    given,
                    say(
                        "`{path}` of `{node}` takes a number; write {value} without quotes.",
                        path=given.path,
                        node=given.node.name,
                        value=given.value,
                    ),
                    given.value,
                )
    for given in context.values("boolean"):
        if _is_text(given):
            word = given.value.strip().lower()
            means = word if word in ("true", "false") else None
            yield warning_at(
                "WRONG_TYPE",
                given,
                say(
                    "`{path}` of `{node}` takes true or false without quotes; any text counts as true.",
                    path=given.path,
                    node=given.node.name,
                ),
                means,
            )


def _is_text(given: GivenValue) -> bool:
    value = given.value
    return isinstance(value, str) and value != "" and value[:1] != "=" and not given.node.disabled


RULE = Rule("value types", ("WRONG_TYPE", "NUMBER_AS_TEXT"), Source.NODEPILOT, check)
