"""References to missing nodes in the programs of Code nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions import python
from nodepilot.expressions.live_references import LiveReference, find_live_references
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
        reported: set[str] = set()
        for reference in _references(context, code):
            if reference.name not in context.by_name and reference.name not in reported:
                reported.add(reference.name)
                yield _issue(context, code, reference)


def _references(context: ValidationContext, code: Code) -> Iterator[LiveReference]:
    program = code.program
    if program.language == "python":
        if program.module is not None and _NAMES_IN_PYTHON.search(program.source):
            for name, line in python.node_references(program.module):
                yield LiveReference(name, line, guarded=False)
    elif "$" in program.source and any(
        reference.name not in context.by_name for reference in find_references(program.source)
    ):
        yield from find_live_references(program.tree.root_node)


_NAMES_IN_PYTHON = re.compile(r"_(?<!\w_)(?:node)?\s*[(\[]")


def _issue(context: ValidationContext, code: Code, reference: LiveReference) -> Issue:
    suggestion = context.suggestions.node(reference.name)
    message = (
        f"The program of `{code.node.name}` reads from the node `{reference.name}` (line {reference.line}), which does "
        f"not exist.{did_you_mean(suggestion)}"
    )
    make = warning if reference.guarded else error
    return make("UNKNOWN_NODE_REFERENCE", message, code.node.name, suggestion=suggestion)


RULE = Rule("node references in code", ("UNKNOWN_NODE_REFERENCE",), Source.NODEPILOT, check)
