"""Cases inside a case: “card moved to Done: if it has a due date …, else …” asks the second only where the first holds."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Case, Fork, Thread


def nest_cases(u: Utterance, thread: Thread) -> None:
    """What narrows the event, and has nothing done itself, holds the cases that are told behind it."""
    fork = thread.items[0] if thread.items else None
    if not isinstance(fork, Fork) or len(fork.cases) < 2 or len(thread.items) > 1:
        return
    first, *others = fork.cases
    if first.items or not _is_of_event(u, thread, first) or _is_left_alone(u, first, others[0]):
        return
    if _compared(first) == _compared(others[0]) or not _compared(others[0]):
        return
    first.items = [Fork(others, goes_on=fork.goes_on)]
    fork.cases[1:] = []


def _is_of_event(u: Utterance, thread: Thread, case: Case) -> bool:
    """Whether it stands where the event is told."""
    start = thread.start
    if start.kind != "service" or start.last <= start.first:
        return False
    begin, end = u.span(start.first, start.last)
    return begin <= case.guard.span[0] and case.guard.span[1] <= end


def _is_left_alone(u: Utterance, first: Case, second: Case) -> bool:
    """“when it is ok do nothing, …”: nothing is done in the first case, and that is said."""
    between = (i for i, t in enumerate(u.tokens) if first.guard.span[0] <= t.start < second.guard.span[0])
    return any(u.has(i, "words", "nothing") for i in between)


def _compared(case: Case) -> str:
    condition = case.guard.condition
    return condition.tests[0].left.lower() if condition is not None else ""
