"""Periods and states as Jira's own query (JQL), which says both better than a filter behind the step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.own_parameters import put
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.marks import Mark
from nodepilot.composer.reading.periods import CLOSED, CREATED, DUE, PLANNED, UPDATED, Period
from nodepilot.composer.reading.states import State
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Text, Value

_FIELDS = {CREATED: "created", UPDATED: "updated", CLOSED: "resolved", DUE: "duedate", PLANNED: "duedate"}
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


_MADE = frozenset({"created", "opened", "new", "reported"})


def takes_jql(draft: Draft, step: str) -> bool:
    """Whether the step lists issues of Jira."""
    made = draft.steps[step]
    return made.node_type == "n8n-nodes-base.jira" and made.parameters.get("operation") == "getAll"


_PRIORITIES = {
    "urgent": "= Highest",
    "critical": "= Highest",
    "high": "in (Highest, High)",
    "low": "in (Low, Lowest)",
}
_EMPTY = {
    "due date": "duedate",
    "due": "duedate",
    "deadline": "duedate",
    "assignee": "assignee",
    "owner": "assignee",
    "description": "description",
    "labels": "labels",
    "label": "labels",
    "component": "component",
    "sprint": "sprint",
    "epic": "parent",
    "fix version": "fixVersion",
}
"""JQL's names of fields by what people call them."""


def ask_by_jql(
    draft: Draft, step: str, act: Act, period: Period | None, state: State | None, marks: Sequence[Mark] = ()
) -> list[Mark]:
    """Writes the step's JQL; a state that JQL has no word for is compared by its name. Gives the marks that are left."""
    asked = [(mark, said) for mark in marks if (said := _of_mark(mark.test)) is not None]
    late = [_OVERDUE] if _is_overdue(act) else []
    told = list(dict.fromkeys([*_whose_and_what(draft.utterance, act), *(said for _, said in asked), *late]))
    parts: list[str | Code] = [" AND ".join(told)] if told else []
    span = draft.utterance.span(act.first, act.last) if told else (0, 0)
    if asked:
        span = asked[0][0].test.span
    elif late and act.condition is not None:
        span = act.condition.tests[0].span
    if state is not None:
        if parts:
            parts.append(" AND ")
        parts.append(_STATES.get(state.concept, f'status = "{state.word}"'))
        span = state.span
    if period is not None:
        ended = state is not None and _STATES.get(state.concept) == _DONE and period.event == CREATED
        made = any(token.norm in _MADE for token in draft.utterance.tokens)
        field = _FIELDS[CLOSED if ended and not made else period.event]
        parts += [" AND " if parts else "", f'{field} >= "', _moment(period.since), '"']
        if period.until is not None:
            parts += [f' AND {field} < "', _moment(period.until), '"']
        span = period.span
    if parts:
        value: Value = Text(tuple(part for part in parts if part != ""))
        put(draft, step, ("options", "jql"), value, span)
    return [mark for mark in marks if all(mark is not each for each, _ in asked)]


_OVERDUE = "duedate < now() AND statusCategory != Done"


def _is_overdue(act: Act) -> bool:
    """Whether its condition asks for nothing but that they are due since some time."""
    tests = act.condition.tests if act.condition is not None else ()
    return len(tests) == 1 and (tests[0].left, tests[0].kind, tests[0].right) == ("due date", "date", 0.0)


def _of_mark(test: Test) -> str | None:
    """“urgent”, “without a due date”, “blocked” in JQL; None for what it has no field for."""
    match test.left.lower(), test.operator:
        case "priority", "eq":
            named = f'= "{test.right}"'
            return f"priority {_PRIORITIES.get(str(test.right).lower(), named)}"
        case "status" | "state" | "stage", "eq":
            said = str(test.right)
            return f'status = "{said if said != said.lower() else said.capitalize()}"'
        case "type", "eq":
            return f"issuetype = {str(test.right).capitalize()}"
        case "assignee", "eq":
            return f'assignee = "{test.right}"'
        case "author", "eq":
            return f'reporter = "{test.right}"'
        case "labels" | "tags", "contains":
            return f'labels = "{test.right}"'
        case name, "empty" if name in _EMPTY:
            return f"{_EMPTY[name]} is EMPTY"
        case _:
            return None


_TYPES = {"bug": "Bug", "bugs": "Bug", "epic": "Epic", "epics": "Epic", "story": "Story", "stories": "Story"}
_MINE = ("assigned", "to", "me")


def types_said(words: Sequence[str]) -> list[str]:
    """“a new bug”: of which type an issue is, where the words tell one type."""
    types = {_TYPES[word] for word in words if word in _TYPES}
    return [f"issuetype = {each}" for each in types] if len(types) == 1 else []


_PROJECT = re.compile(
    r"\b(?:[Pp]ro(?:ject|jekt|yecto|jeto|jet) (?P<behind>[A-Z][A-Z0-9]{1,9})|(?P<before>[A-Z][A-Z0-9]{1,9}) project)\b"
)


def project_said(text: str) -> list[str]:
    """“the project OPS”, “our WEB project”: of which project, by the key that its issues begin with."""
    found = _PROJECT.search(text)
    return [f"project = {found['behind'] or found['before']}"] if found is not None else []


def _whose_and_what(u: Utterance, act: Act) -> list[str]:
    """“the bugs of the project OPS assigned to me”: of which project and type, and whose they are."""
    words = [u.tokens[i].norm for i in range(act.first, min(act.last, len(u.tokens)))]
    made = [*project_said(u.text), *types_said(words)]
    if any(tuple(words[i : i + len(_MINE)]) == _MINE for i in range(len(words))) or _is_my_own(u, act):
        made.append("assignee = currentUser()")
    return made


def _is_my_own(u: Utterance, act: Act) -> bool:
    """“my open Jira issues”, where “my Jira” is only the place."""
    made = act.argument("object")
    return made is not None and any(
        u.tokens[i].norm == "my" and u.has(made.last - 1, "nouns", "issue", "task", "ticket") > 0
        for i in range(made.first, made.last)
    )


def _moment(source: str) -> Code:
    return Code(f"{source}.toFormat('yyyy-MM-dd HH:mm')")
