"""JSON parameters that hold no JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from nodepilot.expressions.javascript import find_problem, parse
from nodepilot.sentences import later, say
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


_UNKNOWN = later("something stands there that JSON does not have")
_SAID: Mapping[str, str] = {
    "Expecting value": later("a value is missing, or is not in double quotes"),
    "Expecting property name enclosed in double quotes": later("a name in double quotes is missing"),
    "Expecting ':' delimiter": later("a colon is missing"),
    "Expecting ',' delimiter": later("a comma or a closing bracket is missing"),
    "Illegal trailing comma before end of object": later("a comma stands before the end"),
    "Illegal trailing comma before end of array": later("a comma stands before the end"),
    "Invalid control character at": later("a text holds a line break or another control character"),
    "Unterminated string starting at": later("a text has no closing quote"),
    "Invalid \\escape": later("a text holds a backslash that begins nothing"),
    "Invalid \\uXXXX escape": later("a text holds a backslash that begins nothing"),
    "Extra data": later("something follows after the end"),
}
"""Python's words for what is wrong."""


def _problem(text: str) -> str | None:
    try:
        read_json(text)
    except RecursionError:
        return say("it nests too deeply")
    except ValueError as error:
        if find_problem(parse(f"({text})")) is None:
            return None
        if not isinstance(error, json.JSONDecodeError):
            return say("it cannot be read")
        return say("{what} (line {line})", what=say(_SAID.get(error.msg, _UNKNOWN)), line=error.lineno)
    return None


RULE = Rule("JSON values", ("INVALID_JSON",), Source.NODEPILOT, check)
