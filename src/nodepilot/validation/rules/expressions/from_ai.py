"""`$fromAI` where no agent can fill it in."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.from_ai import calls_from_ai
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.rule import Rule

_TOOL = "ai_tool"


def check(context: ValidationContext) -> Iterator[Issue]:
    """Only a tool gets its values from a language model; anywhere else the expression fails."""
    for expression in context.expressions:
        if "$from" not in expression.value or _is_tool(context, expression.node):
            continue
        if any(calls_from_ai(chunk.source) for chunk in expression.codes):
            yield error_at(
                "FROM_AI_IN_NON_TOOL",
                expression,
                say(
                    "`$fromAI` in `{path}` works in tools of an AI agent only, and `{node}` is not connected "
                    "as one.",
                    path=expression.path,
                    node=expression.node.name,
                ),
            )


def _is_tool(context: ValidationContext, node: CheckedNode) -> bool:
    if node.checker is None or node.type.endswith("Tool"):
        return True
    if any(link.source_type == _TOOL for link in context.outgoing.get(node.name, ())):
        return True
    return any(port.type == _TOOL for port in node.outputs)


RULE = Rule("$fromAI", ("FROM_AI_IN_NON_TOOL",), Source.NODEPILOT, check)
