"""Where new acts go while the clauses of a request are read."""

from __future__ import annotations

from dataclasses import field, replace

from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.story import Act, Case, Fork, Item, Thread
from nodepilot.kit.records import dataclass

_ALIKE = (frozenset({"eq", "neq"}), frozenset({"contains", "not_contains", "starts", "ends"}))


@dataclass(slots=True)
class State:
    """The open thread, and the open branch in it.

    `pending` is one that a question mark has just asked, until what follows it says what is done then.
    `trailing` is the fork whose conditions stand behind what is done (“A if …, or B if …”).
    `asked` is a condition that was asked ("check whether …") without an "if" yet; `verdict_of` the check that
    "right" and "wrong" speak of; `options` the values that the request offers.
    """

    thread: Thread
    sentence: int = -1
    fork: Fork | None = None
    case: Case | None = None
    pending: Condition | None = None
    verdict_of: Condition | None = None
    options: list[str] = field(default_factory=list)
    depends_on: str = ""
    hold: bool = False
    asked: Condition | None = None
    trailing: Fork | None = None

    def items(self) -> list[Item]:
        return self.case.items if self.case is not None else self.thread.items

    def open(self, guard: Guard) -> None:
        """A new branch of the open fork, or of a new one."""
        if self.fork is None:
            self.fork = Fork()
            self.thread.items.append(self.fork)
        if not self.fork.cases and self.depends_on:
            guard = _about(guard, self.depends_on)
        guard = _like_before(guard, self.fork)
        if self.fork.cases and not self.fork.cases[-1].items and _says_same(guard, self.fork.cases[-1].guard):
            # "entries with an age under 18 get …": what the event says is the case itself.
            self.case = self.fork.cases[-1]
            return
        self.case = Case(guard)
        self.fork.cases.append(self.case)

    def append(self, acts: list[Act]) -> None:
        """Acts where the reading stands."""
        self.items().extend(acts)


def _says_same(guard: Guard, before: Guard) -> bool:
    """Whether both ask the same of the same value."""
    if guard.condition is None or before.condition is None or guard.condition.any_of:
        return False
    asked = [(test.left, test.operator, test.right, test.unit) for test in guard.condition.tests]
    return asked == [(test.left, test.operator, test.right, test.unit) for test in before.condition.tests]


def _about(guard: Guard, name: str) -> Guard:
    """“check the country: Germany …”: what a value alone is compared with."""
    if guard.condition is None:
        return guard
    tests = tuple(
        replace(test, left=name) if not test.left and test.kind in {"string", "number"} else test
        for test in guard.condition.tests
    )
    return replace(guard, condition=replace(guard.condition, tests=tests))


def _like_before(guard: Guard, fork: Fork) -> Guard:
    """“overdue by more than 14 days …, by more than 30 days …”: a bound alone compares what the case before did."""
    before = fork.cases[-1].guard.condition if fork.cases else None
    condition = guard.condition
    if before is None or condition is None:
        return guard
    model = before.tests[0]
    for test in condition.tests:
        if test.left or not model.left or not (_bounds_alike(test, model) or _worded_alike(test, model)):
            return guard
    same = tuple(
        replace(
            test,
            left=model.left,
            kind=test.kind if test.kind == "day" else model.kind,
            operator=_as_before(test, model),
        )
        for test in condition.tests
    )
    return replace(guard, condition=replace(condition, tests=same))


def _bounds_alike(test: Test, model: Test) -> bool:
    if test.kind == "day" or (test.kind == "date" and model.kind == "day"):
        # "if the due date is in the past …, if it's today …".
        return model.kind in {"day", "date"}
    return test.kind == "number" and model.kind in {"number", "date", "until"} and test.unit == model.unit


def _worded_alike(test: Test, model: Test) -> bool:
    """“if the subject contains A …, if it contains B …”, “when the plan is A …, when it's B …”."""
    return test.kind == model.kind == "string" and (
        _as_before(test, model) != test.operator
        or any(test.operator in alike and model.operator in alike for alike in _ALIKE)
    )


def _as_before(test: Test, model: Test) -> str:
    """“with 'invoice' in the subject …, with 'receipt' …”: a value alone is looked for as the one before it."""
    return (
        model.operator
        if test.operator == "eq" and model.operator in {"contains", "starts"}
        else test.operator
    )
