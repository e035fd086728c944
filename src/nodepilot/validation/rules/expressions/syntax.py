"""Expressions that are not valid JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.javascript import SyntaxProblem
from nodepilot.expressions.syntax import find_chunk_problem
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n stops at the node with `invalid syntax`. One finding per expression."""
    # Copied nodes say the same again: each piece is parsed once.
    known: dict[str, SyntaxProblem | None] = {}
    for expression in context.expressions:
        for chunk in expression.codes:
            if chunk.source not in known:
                known[chunk.source] = find_chunk_problem(chunk.source)
            problem = known[chunk.source]
            if problem is None:
                continue
            unclosed = "" if chunk.closed else " " + say("Its `{{` is never closed with `}}`.")
            where = " " + say("(line {line})", line=problem.line) if problem.line > 1 else ""
            yield error_at(
                "EXPRESSION_SYNTAX",
                expression,
                say(
                    "The expression in `{path}` of `{node}` is not valid: {message}{where}.{unclosed}",
                    path=expression.path,
                    node=expression.node.name,
                    message=problem.message,
                    where=where,
                    unclosed=unclosed,
                ),
            )
            break


RULE = Rule("expression syntax", ("EXPRESSION_SYNTAX",), Source.NODEPILOT, check)
