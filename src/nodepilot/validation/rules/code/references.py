"""References to missing nodes in the programs of Code nodes."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.live_references import find_live_references
from nodepilot.expressions.references import find_references
from nodepilot.validation.code import Code
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error, warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean


def check(context: ValidationContext) -> Iterator[Issue]:
    """Inside `try` the program is prepared for it, so that is a warning."""
    for code in context.codes:
        if code.program.language != "javaScript" or "$" not in code.program.source:
            continue
        if all(reference.name in context.by_name for reference in find_references(code.program.source)):
            continue
        reported: set[str] = set()
        for reference in find_live_references(code.program.tree.root_node):
            if reference.name in context.by_name or reference.name in reported:
                continue
            reported.add(reference.name)
            yield _issue(context, code, reference.name, reference.line, guarded=reference.guarded)


def _issue(context: ValidationContext, code: Code, name: str, line: int, *, guarded: bool) -> Issue:
    suggestion = context.suggestions.node(name)
    message = (
        f"The program of `{code.node.name}` reads from the node `{name}` (line {line}), which does not exist."
        f"{did_you_mean(suggestion)}"
    )
    make = warning if guarded else error
    return make("UNKNOWN_NODE_REFERENCE", message, code.node.name, suggestion=suggestion)


RULE = Rule("node references in code", ("UNKNOWN_NODE_REFERENCE",), Source.NODEPILOT, check)
