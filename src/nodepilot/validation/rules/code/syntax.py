"""Programs that cannot be parsed."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule


def check(context: ValidationContext) -> Iterator[Issue]:
    """JavaScript and Python, each by a grammar of its own."""
    for code in context.codes:
        problem = code.program.problem
        if problem is not None:
            yield error(
                "CODE_SYNTAX",
                say(
                    "The program of `{node}` cannot run: {message} in line {line}.",
                    node=code.node.name,
                    message=problem.message,
                    line=problem.line,
                ),
                code.node.name,
            )


RULE = Rule("program syntax", ("CODE_SYNTAX",), Source.NODEPILOT, check)
