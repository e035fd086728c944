"""Conditions that another clause has named: “wrong key”, “if yes”, “those not answering with 200”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.attributes import AttributeReader
from nodepilot.composer.reading.checks import (
    condition_on_things,
    condition_within,
    find_check,
    of_what_goes_on,
)
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.found import presence_asked
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.kept_things import kept_things
from nodepilot.composer.reading.marks import marks_by_field
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act, Case, Fork

_WHETHER = frozenset({"whether", "if", "ob", "si", "se"})


def judge(u: Utterance, guard: Guard, state: State) -> Guard:
    """“Wrong key” takes the check that was named before, the other way round."""
    check = state.verdict_of or _last_check(u, state) or state.asked
    if check is None and (state_said := _as_state(u, guard)) is not None:
        return state_said
    if check is None:
        check = Condition((Test("valid", "true", None, "string", guard.span),))
    return Guard(check if guard.verdict else check.inverted(), guard.span, rest=False, label=guard.label)


def _as_state(u: Utterance, guard: Guard) -> Guard | None:
    """“Failed jobs are posted …”: with nothing checked before, a state of theirs."""
    first = next((i for i, token in enumerate(u.tokens) if token.start >= guard.span[0]), None)
    if first is None or not u.has(first, "events", "failed"):
        return None
    test = Test("status", "eq", u.tokens[first].norm, "string", u.span(first, first + 1))
    return Guard(Condition((test,)), guard.span, label=guard.label)


def _last_check(u: Utterance, state: State) -> Condition | None:
    for item in reversed(state.thread.items):
        if isinstance(item, Act) and (check := find_check(u, item)) is not None:
            state.thread.items.remove(item)
            state.verdict_of = check
            return check
    start = state.thread.start
    if start.kind == "webhook":
        # "Check the header of calls to my webhook": what starts it tells the check as well.
        state.verdict_of = find_check(u, Act("check", start.first, start.last, verb_at=start.first))
    return state.verdict_of


def guard_inside(
    u: Utterance, reader: ConditionReader, attributes: AttributeReader, act: Act, state: State
) -> None:
    """“email ops about those not answering with 200”: a condition inside an act guards it."""
    condition = condition_within(u, reader, act)
    if condition is None:
        act.condition = _with_attribute(u, attributes, act, condition_on_things(u, reader, act))
        if act.condition is None and act.verb == "filter":
            # Those with a status are told by what they have.
            told = attributes.read(act.first, act.last)
            kept = told[0] if told is not None else kept_things(u, reader, act)
            act.condition = of_what_goes_on(u, act, kept) if kept is not None else None
        if act.condition is None and act.verb == "delete":
            # Of a table only the rows that are meant are deleted.
            tests = tuple(mark.test for mark in marks_by_field(u, act))
            act.condition = Condition(tests) if tests else None
        if state.case is not None and act.condition == state.case.guard.condition:
            # "answers with a budget under 1000 get …": the branch itself says so.
            act.condition = None
        return
    if state.case is None:
        fork = Fork([Case(Guard(condition, condition.tests[0].span))])
        state.thread.items.append(fork)
        state.fork, state.case = None, fork.cases[0]


def _with_attribute(
    u: Utterance, attributes: AttributeReader, act: Act, condition: Condition | None
) -> Condition | None:
    """“orders older than 14 days with status pending”: both have to hold."""
    if condition is None or condition.any_of or act.source is None:
        return condition
    end = max(test.span[1] for test in condition.tests)
    first = next((i for i in range(act.first, act.last) if u.tokens[i].start >= end), act.last)
    told = attributes.read(first, act.last) if first < act.last else None
    if told is None or told[0].any_of or told[0].tests[0].operator not in {"eq", "contains"}:
        return condition
    return Condition((*condition.tests, *told[0].tests))


def _made_sure(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """“validate that the email is not empty”."""
    that = next((i for i in range(act.verb_at + 1, act.last) if u.has(i, "words", "that")), None)
    found = reader.read(that + 1, act.last) if that is not None else None
    return found[0] if found is not None else None


def only_asks(act: Act, asked: Condition | None) -> bool:
    """Whether an act does nothing but ask what the branches behind it depend on: no service is looked at for it."""
    named = any(not hit.is_generic for hit in (act.source, act.target) if hit is not None)
    return asked is not None and act.verb in {"check", "validate"} and not named and not act.literals


def question_of(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """“check whether the contact is a customer”: what "if not" and "if so" speak of later."""
    if act.ai:
        return None
    if act.verb in {"check", "validate"} and (made_sure := _made_sure(u, reader, act)) is not None:
        return made_sure
    if (presence := presence_asked(u, act)) is not None:
        act.verb = "search"
        return presence
    for place in range(max(act.verb_at, act.first), act.last):
        if u.tokens[place].norm in _WHETHER:
            found = reader.read(place + 1, act.last)
            return found[0] if found is not None else None
    return None
