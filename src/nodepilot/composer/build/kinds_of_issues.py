"""“Bugs go to …, stories to …”: the type of an issue, or its label where the service that tells of it has no types."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Flow
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.comparisons import Test

_KINDS = frozenset(
    "bug defect story epic task subtask sub-task feature improvement enhancement question documentation doc".split()
)
_UNTOLD = frozenset({"", "status"})
_HOLDERS = ("type", "labels")
"""The roles that a kind of issue may stand in, the likeliest first."""


def of_kind(flow: Flow, test: Test) -> Test:
    """The test with the field that holds kinds of issues, where the request names none."""
    if test.left not in _UNTOLD or test.kind != "string" or test.operator not in {"eq", "neq"}:
        return test
    kind = str(test.right).strip()
    if singular(kind.lower()) not in _KINDS:
        return test
    issue = next((o for o in flow.history if not o.empty and {"status", "title"} <= set(o.roles)), None)
    holder = next((role for role in _HOLDERS if issue is not None and role in issue.roles), None)
    if holder is None:
        return test
    named = kind if singular(kind.lower()) == kind.lower() else singular(kind.lower())
    return replace(test, left=holder, right=named)
