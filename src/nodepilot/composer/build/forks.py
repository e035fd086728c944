"""Forks: If for two ways, Switch for more, a classifier where a language model decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nodepilot.composer.build.ai_sorting import classifier
from nodepilot.composer.build.archives import all_attachments
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.file_kinds import file_condition
from nodepilot.composer.build.lookups import Lookup, is_there, lookup_before
from nodepilot.composer.build.tests import as_state, conditions_of
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, asks_status
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.story import Act, Case, Fork, Item
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.plan.model import Value
from nodepilot.plan.shapes import case, cases, conditions

_BASE = "n8n-nodes-base."
_UNTOLD = frozenset({"", "status"})
"""What “urgent ones” are said to be by: their form alone does not tell which field that is."""
Walk = Callable[[Flow, Sequence[Item]], None]


def build_fork(draft: Draft, flow: Flow, fork: Fork, walk: Walk) -> None:
    """Adds the branching step and walks every branch. The flow goes on behind the open ends."""
    wanted = [
        c for c in fork.cases if c.guard.condition is not None or c.guard.rest or c.guard.verdict is not None
    ]
    if not wanted:
        for each in fork.cases:
            walk(flow, each.items)
        return
    rest = next((c for c in wanted if c.guard.rest), None)
    tested = _alike_in_role([c for c in wanted if c is not rest])
    tested = _strictest_first(_told_apart(draft, flow, tested))
    if not tested and rest is not None:
        walk(flow, rest.items)
        return
    if all(_tells_file(flow, each) for each in tested):
        # A mail may have one of each kind.
        all_attachments(draft, flow, of_all_kinds=True)
    lookup = lookup_before(draft, flow, wanted)
    if fork.goes_on and rest is None:
        rest = Case(Guard(None, tested[-1].guard.span, rest=True))
    if len(tested) == 1 or (len(tested) == 2 and rest is None and _is_opposite(tested[0], tested[1])):
        second = rest if len(tested) == 1 else tested[1]
        _if(draft, flow, tested[0], second, walk, lookup)
        return
    _switch(draft, flow, tested, rest, walk, lookup)


def _tells_file(flow: Flow, each: Case) -> bool:
    condition = each.guard.condition
    return condition is not None and all(file_condition(flow, test) is not None for test in condition.tests)


def asks_answer(fork: Fork) -> bool:
    """Whether the cases depend on how the address called before it answered."""
    conditions = [each.guard.condition for each in fork.cases if each.guard.condition is not None]
    return any(asks_status(test) for condition in conditions for test in condition.tests)


_CODES = re.compile(r"\b(?:status|response|http) ?(?:status )?codes?\b|\bhttp status\b", re.IGNORECASE)


def tells_status(u: Utterance, act: Act) -> bool:
    """“log the status code in Postgres”: what is kept is how the address before answered."""
    said = act.argument("object")
    return said is not None and _CODES.search(u.words(said.first, said.last)) is not None


def _told_apart(draft: Draft, flow: Flow, tested: list[Case]) -> list[Case]:
    """“a deal is lost …, it is won …”: where the trigger calls both a change, the thing's state tells."""
    tests = [c.guard.condition.tests for c in tested if c.guard.condition is not None]
    events = [each[0] for each in tests if len(each) == 1 and each[0].kind == "event"]
    if len(events) != len(tested) or len(events) < 2:
        return tested
    shapes = [conditions_of(draft, flow, Condition((test,))) for test in events]
    if all(shape != shapes[0] for shape in shapes[1:]):
        return tested
    return [
        replace(each, guard=replace(each.guard, condition=Condition((as_state(flow, test),))))
        for each, test in zip(tested, events, strict=True)
    ]


def _alike_in_role(tested: list[Case]) -> list[Case]:
    """“urgent ones …, normal ones …”: what one value is a value of, the others are, too."""
    roles = {_role(each) for each in tested} - {None}
    if len(roles) != 1:
        return tested
    (role,) = roles
    return [each if _role(each) is not None else _in_role(each, str(role)) for each in tested]


def _role(each: Case) -> str | None:
    tests = each.guard.condition.tests if each.guard.condition is not None else ()
    return role_of_value(str(tests[0].right)) if len(tests) == 1 and tests[0].left in _UNTOLD else None


def _in_role(each: Case, role: str) -> Case:
    condition = each.guard.condition
    if condition is None or any(
        test.left not in _UNTOLD or test.operator != "eq" or test.kind != "string" for test in condition.tests
    ):
        return each
    told = replace(condition, tests=tuple(replace(test, left=role) for test in condition.tests))
    return replace(each, guard=replace(each.guard, condition=told))


def _strictest_first(tested: Sequence[Case]) -> list[Case]:
    """“over 14 days …, over 30 days …”: a Switch takes the first way that fits, so the narrower bound comes first."""
    tests = [c.guard.condition.tests for c in tested if c.guard.condition is not None]
    single = [each[0] for each in tests if len(each) == 1]
    if len(single) != len(tested) or len({(t.left, t.kind, t.unit) for t in single}) != 1:
        return list(tested)
    operators = {test.operator for test in single}
    bounds = [float(t.right) for t in single if isinstance(t.right, float)]
    if len(bounds) != len(single):
        return list(tested)
    if operators <= {"gt", "gte"}:
        return [each for _, each in sorted(zip(bounds, tested, strict=True), key=lambda pair: -pair[0])]
    if operators <= {"lt", "lte"}:
        return [each for _, each in sorted(zip(bounds, tested, strict=True), key=lambda pair: pair[0])]
    return list(tested)


def _is_opposite(one: Case, other: Case) -> bool:
    first, second = one.guard.condition, other.guard.condition
    if one.guard.verdict is not None and other.guard.verdict is not None:
        return one.guard.verdict != other.guard.verdict
    if first is None or second is None:
        return False
    inverse = first.inverted()
    if len(inverse.tests) != len(second.tests):
        return False
    return all(
        a.operator == b.operator and (a.right == b.right) and (a.left == b.left or not a.left or not b.left)
        for a, b in zip(inverse.tests, second.tests, strict=True)
    )


def _label(each: Case, number: int) -> str:
    text = each.guard.label.strip()
    return text[:40] if text else f"Case {number + 1}"


def _if(
    draft: Draft, flow: Flow, yes: Case, no: Case | None, walk: Walk, lookup: Lookup | None = None
) -> None:
    condition = yes.guard.condition or Condition(())
    made = conditions_of(draft, flow, condition)
    parameters: dict[str, Value] = {
        "conditions": conditions(*made, combinator="or" if condition.any_of else "and"),
        "looseTypeValidation": True,
        "options": {"ignoreCase": True},
    }
    key = draft.add(_BASE + "if", parameters, name=_question(yes), key="if", span=yes.guard.span)
    draft.hook(flow, key)
    branches = [(0, yes)] if no is None else [(0, yes), (1, no)]
    _walk_outputs(flow, key, branches, walk, lookup)


def _question(each: Case) -> str:
    if is_there(each) is not None:
        return "Is it there?" if is_there(each) else "Is it missing?"
    text = each.guard.label.strip(" .,:")
    return (text[:1].upper() + text[1:])[:40] + "?" if text else "If"


def _switch(
    draft: Draft,
    flow: Flow,
    tested: Sequence[Case],
    rest: Case | None,
    walk: Walk,
    lookup: Lookup | None = None,
) -> None:
    outputs = []
    for number, each in enumerate(tested):
        condition = each.guard.condition or Condition(())
        outputs.append(
            case(
                _label(each, number),
                *conditions_of(draft, flow, condition),
                combinator="or" if condition.any_of else "and",
            )
        )
    options: dict[str, Value] = {"ignoreCase": True}
    if any(_is_added(draft, each) for each in tested[1:] if not each.guard.rest):
        options["allMatchingOutputs"] = True
    if rest is not None:
        options["fallbackOutput"] = "extra"
    span = (tested[0].guard.span[0], tested[-1].guard.span[1])
    key = draft.add(
        _BASE + "switch",
        {"rules": cases(*outputs), "looseTypeValidation": True, "options": options},
        name="Which case?",
        key="switch",
        span=span,
    )
    draft.hook(flow, key)
    branches = [*enumerate(tested)] + ([(len(tested), rest)] if rest is not None else [])
    _walk_outputs(flow, key, branches, walk, lookup)


_ALSO = frozenset("also too additionally auch además tambien también aussi também".split())


def _is_added(draft: Draft, each: Case) -> bool:
    """“(items under 10 …,) items at 0 also get a mail”: a case beside another one that holds, too."""
    u = draft.utterance
    condition = each.guard.condition
    bounded = condition is not None and all(test.kind == "number" for test in condition.tests)
    behind = [token.norm for token in u.tokens if token.start >= each.guard.span[1]][:3]
    return bounded and bool(_ALSO & set(behind))


def _walk_outputs(
    flow: Flow,
    key: str,
    branches: Sequence[tuple[int, Case]],
    walk: Walk,
    lookup: Lookup | None = None,
) -> None:
    known = next((there for _, each in branches if (there := is_there(each)) is not None), True)
    ends: list[tuple[str, int]] = []
    walked: list[Case] = []
    for _, each in branches:
        if any(each is before for before in walked):
            continue
        walked.append(each)
        branch = flow.copy()
        branch.tails = [(key, output) for output, other in branches if other is each]
        if lookup is not None:
            there = is_there(each)
            lookup.show(branch, there=not known if there is None else there)
        walk(branch, each.items)
        ends += branch.tails
        if len(branches) == 1:
            # There is one way on, and what it brings is at hand behind it.
            flow.data, flow.history = branch.data, branch.history
    flow.tails = ends


def walk_approval(flow: Flow, fork: Fork, walk: Walk) -> None:
    """What is done with the answer to a request for approval: the step that tells it is there already."""
    key = flow.tails[0][0]
    branches: list[tuple[int, Case]] = []
    for each in fork.cases:
        condition = each.guard.condition
        refused = each.guard.rest or (condition is not None and condition.tests[0].operator == "false")
        branches.append((1 if refused else 0, each))
    _walk_outputs(flow, key, branches, walk)


def build_classifier(draft: Draft, flow: Flow, act: Act, fork: Fork, options: list[str], walk: Walk) -> None:
    """A language model sorts, each category has its way."""
    places = classifier(draft, flow, act, fork, options)
    key = flow.tails[0][0]
    branches: list[tuple[int, Case]] = []
    for each in fork.cases:
        wanted = (
            str(each.guard.condition.tests[0].right or each.guard.label)
            if each.guard.condition is not None and each.guard.condition.tests
            else "other"
        )
        index = next((number for label, number in places if label.lower() == wanted.lower()), None)
        if index is None:
            index = next(
                (
                    number
                    for label, number in places
                    if wanted.lower() in label.lower() or label.lower() in wanted.lower()
                ),
                None,
            )
        if index is None and each.guard.rest:
            index = next((number for label, number in places if label == "other"), None)
        if index is not None:
            branches.append((index, each))
        elif each.guard.rest:
            # A sentiment has no "other": all that no case is about.
            left = sorted({number for _, number in places} - {number for number, _ in branches})
            branches += [(number, each) for number in left]
    _walk_outputs(flow, key, branches, walk)
