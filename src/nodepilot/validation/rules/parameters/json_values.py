"""JSON parameters that hold no JSON."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.javascript import find_problem, parse
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.parameters.field_types import read_json
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """Some nodes read JavaScript literals as well, so those are taken for JSON here."""
    for given in context.values("json"):
        value = given.value
        if not isinstance(value, str) or given.node.disabled or not value.strip() or value[:1] == "=":
            continue
        reason = _problem(value)
        if reason is not None:
            yield warning_at(
                "INVALID_JSON",
                given,
                say(
                    "`{path}` of `{node}` is not valid JSON: {reason}.",
                    path=given.path,
                    node=given.node.name,
                    reason=reason,
                ),
            )


def _problem(text: str) -> str | None:
    try:
        read_json(text)
    except RecursionError:
        return say("it nests too deeply")
    except ValueError as error:
        if find_problem(parse(f"({text})")) is None:
            return None
        line = getattr(error, "lineno", None)
        what = getattr(error, "msg", say("it cannot be read"))
        return f"{what[:1].lower()}{what[1:]} (line {line})" if line else what
    return None


RULE = Rule("JSON values", ("INVALID_JSON",), Source.NODEPILOT, check)
