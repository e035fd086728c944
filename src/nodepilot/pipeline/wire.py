"""A result as the events and JSON objects that every face shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nodepilot.composer.duties.credential_help import CredentialHelp
from nodepilot.pipeline.duties import Duties
from nodepilot.pipeline.events import (
    ChangesMade,
    Event,
    IssuesFound,
    QuestionAsked,
    SetupListed,
    TextDelta,
    WorkflowReady,
)
from nodepilot.pipeline.result import Result
from nodepilot.plan.compiler import Setup
from nodepilot.plan.model import Origin
from nodepilot.workflow.diff import Change


def result_events(result: Result) -> Iterator[Event]:
    """Everything that a result shows, in the order in which people want to see it."""
    if result.workflow is not None:
        yield WorkflowReady(result.workflow, provenance_rows(result.provenance))
        if result.changes:
            yield ChangesMade(change_rows(result.changes))
        yield IssuesFound(tuple(issue.as_row() for issue in result.issues))
        yield SetupListed(**setup_rows(result.setup, result.duties))
    yield TextDelta(result.text)
    for question in result.questions:
        yield QuestionAsked(question.text, question.choices, question.chosen)


def change_rows(changes: Sequence[Change]) -> tuple[dict[str, Any], ...]:
    """Changes as JSON objects: kind, words, and the node and parameter where there is one."""
    return tuple(
        {"kind": each.kind.value, "text": each.text, "node": each.node, "path": each.path} for each in changes
    )


def provenance_rows(provenance: Mapping[str, Mapping[str, Origin]]) -> dict[str, Any]:
    """Node name to dotted parameter path to `{"kind", "span", "note"}`."""
    return {
        node: {
            path: {"kind": origin.kind.value, "span": origin.span, "note": origin.note}
            for path, origin in origins.items()
        }
        for node, origins in provenance.items()
    }


def setup_rows(setup: Setup, duties: Duties) -> dict[str, Any]:
    """`credentials`, `placeholders`, `assumptions`, `effects` and `timing` as JSON values."""
    return {
        "credentials": tuple(
            {
                "node": need.node,
                "type": need.credential_type,
                "name": need.display_name,
                "where": _help(need.credential_type, duties).where,
                "scopes": _help(need.credential_type, duties).scopes,
            }
            for need in setup.credentials
            if need.required
        ),
        "placeholders": tuple(
            {"node": each.step, "parameter": each.parameter, "what": each.what} for each in setup.placeholders
        ),
        "assumptions": tuple(
            {"text": each.text, "node": each.step, "span": each.span} for each in setup.assumptions
        ),
        "effects": tuple(
            {"node": each.node, "service": each.service, "kind": each.kind, "what": each.what}
            for each in duties.effects
        ),
        "timing": {
            "runs_a_month": duties.timing.runs_a_month,
            "next_runs": tuple(moment.isoformat() for moment in duties.timing.next_runs),
            "timezone": duties.timing.timezone,
        },
    }


def _help(name: str, duties: Duties) -> CredentialHelp:
    return duties.help.get(name) or CredentialHelp("", "")
