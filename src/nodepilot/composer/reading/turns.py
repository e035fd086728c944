"""Clauses that turn what was told before: approvals, states of the same thing, states that an "otherwise" opposes."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.implied import state_condition
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Case, Fork, Thread

_PRO_DROP = frozenset({"es", "pt"})
_COMPARING = ("starts", "ends", "contains", "not_contains", "gt", "gte", "lt", "lte", "between", "empty")
_OUTWARD = ("publish", "post", "send", "tweet", "email", "message")


def after_approval(u: Utterance, acts: ActReader, clause: Clause, state: State) -> list[Act]:
    """“I want to approve it before it goes live”: what is done once it is approved."""
    last = state.items()[-1] if state.items() else None
    places = [i for i in range(clause.first, clause.last) if u.has(i, "verbs", *_OUTWARD)]
    if not isinstance(last, Act) or last.verb != "approve" or clause.lead != "before" or not places:
        return []
    return acts.read(places[0], clause.last) or [Act("publish", clause.first, clause.last)]


def said_state(reader: ConditionReader, clause: Clause) -> Condition | None:
    """“… is urgent”: an equation, where nothing tells it from an event but the "otherwise"."""
    found = reader.read(clause.first, clause.last)
    return found[0] if found is not None and found[0].tests[0].right is not None else None


def other_state(u: Utterance, clause: Clause, state: State) -> bool:
    """“When a build fails tell …, when it succeeds start …”: two states of what starts the thread."""
    start, items = state.thread.start, state.thread.items
    speaks_of_it = u.has(clause.first, "words", "pronoun") or (
        u.language in _PRO_DROP and u.has(clause.first, "events")
    )
    about_it = speaks_of_it and clause.last - clause.first <= 5
    if any(u.has(i, "conditions", *_COMPARING) for i in range(clause.first, clause.last)):
        return False
    if not about_it or start.kind != "service" or not all(isinstance(item, Act) for item in items):
        return False
    if clause.lead == "if" and not any(u.has(i, "events") for i in range(clause.first, clause.last)):
        return False
    first = state_condition(u, Clause(start.first, start.last, "when", 0))
    second = state_condition(u, clause)
    if first is None or second is None or not items:
        return False
    start.further = (u.words(clause.first, clause.last),)
    fork = Fork([Case(Guard(first, first.tests[0].span, label=str(first.tests[0].right)), list(items))])
    items[:] = [fork]
    state.fork = fork
    state.open(Guard(second, second.tests[0].span, label=str(second.tests[0].right)))
    return True


def watch_without_time(u: Utterance, thread: Thread) -> None:
    """“tell me when https://… is down”: somebody has to look, again and again."""
    first = thread.items[0] if thread.items else None
    if thread.start.kind not in {"manual", "schedule"} or not isinstance(first, Fork):
        return
    condition = first.cases[0].guard.condition
    if condition is None or condition.tests[0].kind != "state":
        return
    address = next((i for i, token in enumerate(u.tokens) if token.kind is Kind.URL), None)
    if address is None or any(isinstance(item, Act) and item.literals for item in thread.items):
        return
    literal = Argument("object", address, address + 1, literals=[u.tokens[address]])
    thread.items.insert(0, Act("check", address, address + 1, [literal], verb_at=address))
    if thread.start.kind == "manual":
        thread.start.kind = "watch"
