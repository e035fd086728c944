"""Periods and states as Jira's own query (JQL), which says both better than a filter behind the step."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.own_parameters import put
from nodepilot.composer.reading.periods import CLOSED, CREATED, DUE, UPDATED, Period
from nodepilot.composer.reading.states import State
from nodepilot.plan.model import Code, Text, Value

_FIELDS = {CREATED: "created", UPDATED: "updated", CLOSED: "resolved", DUE: "duedate"}
_DONE = "statusCategory = Done"
_NOT_DONE = "statusCategory != Done"
_STATES = {
    "open": _NOT_DONE,
    "incomplete": _NOT_DONE,
    "unresolved": _NOT_DONE,
    "pending": _NOT_DONE,
    "closed": _DONE,
    "completed": _DONE,
    "resolved": _DONE,
}


def takes_jql(draft: Draft, step: str) -> bool:
    """Whether the step lists issues of Jira."""
    made = draft.steps[step]
    return made.node_type == "n8n-nodes-base.jira" and made.parameters.get("operation") == "getAll"


def ask_by_jql(draft: Draft, step: str, period: Period | None, state: State | None) -> None:
    """Writes the step's JQL; a state that JQL has no word for is compared by its name."""
    parts: list[str | Code] = []
    span = (0, 0)
    if state is not None:
        parts.append(_STATES.get(state.concept, f'status = "{state.word}"'))
        span = state.span
    if period is not None:
        field = _FIELDS[period.event]
        parts += [" AND " if parts else "", f'{field} >= "', _moment(period.since), '"']
        if period.until is not None:
            parts += [f' AND {field} < "', _moment(period.until), '"']
        span = period.span
    if parts:
        value: Value = Text(tuple(part for part in parts if part != ""))
        put(draft, step, ("options", "jql"), value, span)


def _moment(source: str) -> Code:
    return Code(f"{source}.toFormat('yyyy-MM-dd HH:mm')")
