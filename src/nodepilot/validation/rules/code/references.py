"""References to nodes that do not exist, never run, or run later, in the programs of Code nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions import python
from nodepilot.expressions.live_references import LiveReference, find_live_references
from nodepilot.expressions.references import find_references
from nodepilot.sentences import say
from nodepilot.validation.code import Code
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error, warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.readiness import never_ready
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean


def check(context: ValidationContext) -> Iterator[Issue]:
    """Inside `try` the program is prepared for it: a missing node is a warning there, one that is not ready nothing."""
    for code in context.codes:
        reported: set[str] = set()
        for reference in _references(context, code):
            if reference.name in reported:
                continue
            reported.add(reference.name)
            target = context.by_name.get(reference.name)
            if target is None:
                yield _unknown(context, code, reference)
                continue
            problem = _problem(context, code, target)
            if problem is not None and not reference.guarded:
                yield _too_late(code, reference, *problem)


def _references(context: ValidationContext, code: Code) -> Iterator[LiveReference]:
    """Those of a program that any reference in its text can be reported on."""
    program = code.program
    if program.language == "python":
        if program.module is not None and _NAMES_IN_PYTHON.search(program.source):
            for name, line in python.node_references(program.module):
                yield LiveReference(name, line, guarded=False)
    elif "$" in program.source and any(
        (target := context.by_name.get(reference.name)) is None or _problem(context, code, target)
        for reference in find_references(program.source)
    ):
        yield from find_live_references(program.tree.root_node)


def _problem(context: ValidationContext, code: Code, target: CheckedNode) -> tuple[str, str] | None:
    if target is code.node or _ASKS_FIRST in code.program.source:
        return None
    return never_ready(context, code.node, target)


_ASKS_FIRST = "isExecuted"
"""A program that asks whether a node has run is prepared for one that has not."""
_NAMES_IN_PYTHON = re.compile(r"_(?<!\w_)(?:node)?\s*[(\[]")


def _unknown(context: ValidationContext, code: Code, reference: LiveReference) -> Issue:
    suggestion = context.suggestions.node(reference.name)
    message = say(
        "The program of `{node}` reads from the node `{reference}` (line {line}), which does not "
        "exist.{hint}",
        node=code.node.name,
        reference=reference.name,
        line=reference.line,
        hint=did_you_mean(suggestion),
    )
    make = warning if reference.guarded else error
    return make("UNKNOWN_NODE_REFERENCE", message, code.node.name, suggestion=suggestion)


def _too_late(code: Code, reference: LiveReference, problem: str, reason: str) -> Issue:
    return warning(
        problem,
        say(
            "The program of `{node}` reads from `{reference}` (line {line}), which {reason}: the "
            "program fails.",
            node=code.node.name,
            reference=reference.name,
            line=reference.line,
            reason=reason,
        ),
        code.node.name,
    )


RULE = Rule(
    "node references in code",
    ("UNKNOWN_NODE_REFERENCE", "REFERENCE_NEVER_RUNS", "REFERENCE_RUNS_LATER"),
    Source.NODEPILOT,
    check,
)
