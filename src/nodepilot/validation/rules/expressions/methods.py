"""Methods and properties that do not exist on any value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions.javascript import parse, text_of, walk
from nodepilot.expressions.methods import KNOWN_METHODS
from nodepilot.expressions.variables import METHODS_OF_INPUT, METHODS_OF_NODE
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.texts import Expression
from nodepilot.validation.wording import did_you_mean, listed, nearest

_MEANT = {"json": "item.json", "items": "all()"}
_CALL = re.compile(r"\.\s*([A-Za-z_$][\w$]*)\s*\(")
_QUOTED = r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_OF_NODE = re.compile(rf"\$(?<![\w$.]\$)\(\s*{_QUOTED}\s*\)\s*\??\.\s*([A-Za-z_]\w*)")
_OF_INPUT = re.compile(r"\$(?<![\w$.]\$)input\s*\??\.\s*([A-Za-z_]\w*)")


def check(context: ValidationContext) -> Iterator[Issue]:
    """One finding per expression."""
    for expression in context.expressions:
        for chunk in expression.codes:
            issue = _issue(expression, chunk.source)
            if issue is not None:
                yield issue
                break


def _issue(expression: Expression, code: str) -> Issue | None:
    for pattern, known, owner in (
        (_OF_NODE, METHODS_OF_NODE, "$('…')"),
        (_OF_INPUT, METHODS_OF_INPUT, "$input"),
    ):
        for name in pattern.findall(code) if owner[:2] in code else ():
            if name not in known:
                suggestion = _MEANT.get(name) or nearest(name, sorted(known))
                return error_at(
                    "UNKNOWN_PROPERTY",
                    expression,
                    say(
                        "`{owner}` has no `{name}` (in `{path}` of `{node}`).{hint} It has {known}.",
                        owner=owner,
                        name=name,
                        path=expression.path,
                        node=expression.node.name,
                        hint=did_you_mean(suggestion),
                        known=listed(sorted(known)),
                    ),
                    suggestion,
                )
    unknown = {name for name in _CALL.findall(code) if name not in KNOWN_METHODS}
    called = _really_called(code, unknown) if unknown else None
    if called is None:
        return None
    suggestion = nearest(called, sorted(KNOWN_METHODS))
    return error_at(
        "UNKNOWN_METHOD",
        expression,
        say(
            "No value has a method `{called}()` (in `{path}` of `{node}`).{hint}",
            called=called,
            path=expression.path,
            node=expression.node.name,
            hint=did_you_mean(suggestion),
        ),
        suggestion,
    )


def _really_called(code: str, names: set[str]) -> str | None:
    for node in walk(parse(code).root_node):
        if node.type != "call_expression":
            continue
        function = node.child_by_field_name("function")
        if function is None or function.type != "member_expression":
            continue
        member = function.child_by_field_name("property")
        if member is not None and text_of(member) in names:
            return text_of(member)
    return None


RULE = Rule("unknown methods", ("UNKNOWN_METHOD", "UNKNOWN_PROPERTY"), Source.NODEPILOT, check)
