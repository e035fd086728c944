"""References to nodes that do not exist, never run, or run later."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.javascript import parse
from nodepilot.expressions.live_references import evaluated_part, find_live_references
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at, warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.readiness import never_ready
from nodepilot.validation.rule import Rule
from nodepilot.validation.texts import Expression
from nodepilot.validation.wording import did_you_mean


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n stops at the node that holds the reference."""
    for expression in context.expressions:
        reported: set[str] = set()
        for reference in expression.references:
            if reference.name in reported:
                continue
            target = context.by_name.get(reference.name)
            if target is None:
                if _is_live(expression, reference.name):
                    reported.add(reference.name)
                    yield _unknown(context, expression, reference.name)
            elif target is not expression.node:
                problem = never_ready(context, expression.node, target)
                if problem is not None:
                    reported.add(reference.name)
                    yield _too_late(expression, reference.name, *problem)


def _is_live(expression: Expression, name: str) -> bool:
    """The text search also finds names in comments and strings."""
    return any(
        reference.name == name
        for chunk in expression.codes
        for reference in find_live_references(evaluated_part(parse(chunk.source)))
    )


def _unknown(context: ValidationContext, expression: Expression, name: str) -> Issue:
    suggestion = context.suggestions.node(name)
    return error_at(
        "UNKNOWN_NODE_REFERENCE",
        expression,
        say(
            "`{path}` of `{node}` reads from the node `{name}`, which does not exist.{hint}",
            path=expression.path,
            node=expression.node.name,
            name=name,
            hint=did_you_mean(suggestion),
        ),
        suggestion,
    )


def _too_late(expression: Expression, name: str, code: str, reason: str) -> Issue:
    return warning_at(
        code,
        expression,
        say(
            "`{path}` of `{node}` reads from `{name}`, which {reason}: the expression fails.",
            path=expression.path,
            node=expression.node.name,
            name=name,
            reason=reason,
        ),
    )


RULE = Rule(
    "node references",
    ("UNKNOWN_NODE_REFERENCE", "REFERENCE_NEVER_RUNS", "REFERENCE_RUNS_LATER"),
    Source.NODEPILOT,
    check,
)
