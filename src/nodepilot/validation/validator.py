"""Runs the rules over a workflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Severity, Source
from nodepilot.validation.registry import RULES
from nodepilot.validation.rule import Rule
from nodepilot.workflow.model import Workflow

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def validate(
    workflow: Workflow | Any, catalog: Catalog, rules: Iterable[Rule] = RULES, *, strict: bool = False
) -> tuple[Issue, ...]:
    """All findings on a workflow document, errors first.

    Takes n8n's JSON as it was parsed, or a `Workflow`. Never raises: a value that is no workflow at all
    gives one issue that says so. `strict` is for workflows that were just made: what fails when its node
    runs is an error then even where only some runs get to the node.
    """
    document = workflow.document if isinstance(workflow, Workflow) else workflow
    if not isinstance(document, Mapping) or not isinstance(document.get("nodes"), list):
        return (_no_workflow(document),)
    context = ValidationContext(document, catalog)
    try:
        found = [_weighed(issue, context, strict=strict) for rule in rules for issue in rule.check(context)]
    except RecursionError:
        return (_too_deep(),)
    found.sort(key=_by_severity)
    return tuple(found)


def _weighed(issue: Issue, context: ValidationContext, *, strict: bool) -> Issue:
    """What fails only when a branch or an agent leads to it is a warning."""
    if issue.node == "":
        # A node without a name cannot be pointed at by it.
        issue = replace(issue, node=None)
    if strict or issue.severity is not Severity.ERROR or issue.source is Source.N8N or issue.node is None:
        return issue
    return issue if issue.node in context.certain else replace(issue, severity=Severity.WARNING)


def is_valid(issues: Iterable[Issue]) -> bool:
    """No issue is an error."""
    return all(issue.severity is not Severity.ERROR for issue in issues)


def _by_severity(issue: Issue) -> int:
    return _ORDER[issue.severity]


def _no_workflow(document: Any) -> Issue:
    if isinstance(document, Mapping):
        what = say("it has no list `nodes`")
    else:
        what = say("it has to be a JSON object with `nodes` and `connections`")
    return Issue(
        "NOT_A_WORKFLOW", Severity.ERROR, Source.NODEPILOT, say("This is no n8n workflow: {what}.", what=what)
    )


def _too_deep() -> Issue:
    return Issue(
        "TOO_DEEP",
        Severity.ERROR,
        Source.NODEPILOT,
        say("The workflow nests values too deeply to be read; n8n cannot store it either."),
    )
