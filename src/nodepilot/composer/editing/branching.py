"""“Messages with type job should be emailed to …”, “if it is over 1000 also tell #finance”: one more way."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.editing.adding import as_before, building
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.case_values import Case
from nodepilot.composer.editing.cases import further_case, offered, switch_case
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.gate_names import called
from nodepilot.composer.editing.growing import Growth, grow
from nodepilot.composer.editing.named_cases import named_case
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.placing import TELLING
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import Compared, compared, of_things, with_field_compared
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.story import Start, Story, Thread
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit
from nodepilot.workflow.model import Connection, Node


def branch(scene: Scene) -> Step | None:
    """One more way for items that fulfil a condition."""
    if scene.says("when_done") is not None:
        return None
    case = further_case(scene)
    if branch_meant(scene) is not None and (case is None or scene.says("also") is not None):
        # "for sales, too": a case that is there; another value of the same field is another case.
        return None
    if case is not None:
        return _extend(scene, case)
    return _new_fork(as_before(scene))


def add_case(scene: Scene) -> Step | None:
    """“a fourth department HR, …”, “add a branch for partners …”: asked for by the word for it."""
    case = named_case(scene)
    return _extend(scene, case) if case is not None else None


def _extend(scene: Scene, case: Case) -> Step | None:
    rest = scene.without(case.span)
    acts = rest.acts()
    address = next((token.text for token in rest.u.tokens if token.kind is Kind.EMAIL), None)
    if address is not None and not any(act.verb for act in acts):
        # "… deren Anfragen an hr@x.de": an address says what is done.
        rest = replace(rest, text=f"email it to {address}", blanked=())
        acts = rest.acts()
    if not acts:
        return None
    if case.node.type == BASE + "switch":
        return switch_case(rest, case)
    growth = Growth(rest)
    way = Way(case.node.name, _other_output(case))
    flow = growth.flow([way])
    key = growth.draft.add(
        BASE + "if",
        {
            "conditions": conditions(
                condition(Code(_source(str(case.test.get("leftValue", "")))), "equals", case.value)
            ),
            "looseTypeValidation": True,
            "options": {"ignoreCase": True},
        },
        name=f"{case.value[:1].upper()}{case.value[1:]}?",
        key="further_case",
        span=case.span,
    )
    growth.draft.hook(flow, key)
    building(acts)(growth.draft, flow)
    made = growth.finish(sure=0.85)
    if made is None:
        return None
    name = growth.names[key]
    more: list[Edit] = offered(scene, case)
    for link in scene.canvas.leaving(way):
        more += [
            Disconnect(link),
            Connect(Connection(name, link.target, source_index=1, target_index=link.target_index)),
        ]
    return Step((*made.edits, *more), made.sure, made.notes, made.setup)


def _other_output(case: Case) -> int:
    operation = str((case.test.get("operator") or {}).get("operation", ""))
    return 0 if operation.startswith("not") else 1


def _source(left: str) -> str:
    return re.sub(r"^=?\s*\{\{\s*|\s*\}\}$", "", left)


# a condition of its own


def _new_fork(scene: Scene) -> Step | None:
    """“If the amount is over 1000 also tell #finance”."""
    found = condition_said(scene)
    if found is None:
        return None
    wanted, span = found
    wanted = with_field_compared(scene, wanted)
    rest = scene.without(span)
    acts = rest.acts()
    if not acts or not any(act.target is not None or act.literals or act.verb in TELLING for act in acts):
        return None
    canvas = scene.canvas
    first = next((node for node in canvas.nodes if canvas.is_writing(node) and canvas.links(node.name)), None)
    links = canvas.links(first.name) if first is not None else ()
    if links and all(_sorts_by_that(canvas.workflow.get(link.source), wanted) for link in links):
        # What is sorted out already need not be a part of the first of its cases.
        links = tuple(canvas.above_forks(links))
    ways = [Way(link.source, link.source_index) for link in links] or [Way(n.name) for n in canvas.triggers]

    def build(draft: Draft, flow: Flow) -> None:
        made = conditions_of(draft, flow, wanted)
        key = draft.add(
            BASE + "if",
            {
                "conditions": conditions(*made, combinator="or" if wanted.any_of else "and"),
                "looseTypeValidation": True,
                "options": {"ignoreCase": True},
            },
            name=as_question(scene, span),
            key="in_this_case",
            span=span,
        )
        draft.hook(flow, key)
        Walker(draft, Story([Thread(Start("manual"), list(acts))])).build(flow, acts)

    made = grow(rest, ways, build, sure=0.8)
    if made is None or scene.says("instead") is None or not links:
        return made
    # "… go to the CEO instead": those take the new way alone.
    name = next(str(edit.node["name"]) for edit in made.edits if isinstance(edit, AddNode))
    more: list[Edit] = []
    for link in links:
        more += [
            Disconnect(link),
            Connect(Connection(name, link.target, source_index=1, target_index=link.target_index)),
        ]
    return Step((*made.edits, *more), made.sure, made.notes, made.setup)


def _sorts_by_that(fork: Node, wanted: Condition) -> bool:
    """Whether a step sorts items by such a thing as the new condition asks for: by a value, or by another bound."""
    if fork.type == BASE + "switch":
        return True
    tests = wanted.tests
    bounds = [test for test in compared(fork) if test.is_bound]
    told_by_value = all(test.kind == "string" for test in tests)
    within = len(bounds) == len(tests) == 1 and _lies_within(tests[0], bounds[0])
    return fork.type == BASE + "if" and (told_by_value or (bool(bounds) and not within))


def _lies_within(test: Test, bound: Compared) -> bool:
    """“above 2000” of what is above 300: those have gone that way already."""
    if not isinstance(test.right, float) or not isinstance(bound.right, int | float):
        return False
    if test.operator in _ABOVE and bound.operation in _ABOVE:
        return test.right >= bound.right
    return test.operator in _BELOW and bound.operation in _BELOW and test.right <= bound.right


_ABOVE = frozenset({"gt", "gte", "eq"})
_BELOW = frozenset({"lt", "lte", "eq"})


def condition_said(scene: Scene) -> tuple[Condition, Span] | None:
    """The condition under which something shall be done, and where it stands."""
    # "after the answer is stored" is a place, whatever a condition could be made of it.
    place = named_place(scene)
    u = (place.rest if place.before is not None or place.after is not None else scene).u
    opening = [
        index
        for name in ("when", "for")
        for index, token in enumerate(u.tokens)
        if cue(name).fullmatch(token.norm)
    ]
    for index in opening:
        if (named := called(scene, u.tokens[index].end)) is not None and named[1][0] <= u.tokens[
            index
        ].end + _FEW:
            return named[0], (u.tokens[index].start, named[1][1])
        found = ConditionReader(u, Verbs(u)).read(index + 1, len(u.tokens))
        if found is not None:
            return of_things(scene, found[0]), u.span(index, found[1])
    return _bare(u) or _of_subject(scene, u)


def _bare(u: Utterance) -> tuple[Condition, Span] | None:
    """“above 40 call me”: the bound comes first, without a word that opens it."""
    if not u.tokens or not u.has(0, "conditions", "gt", "lt", "gte", "lte", "between"):
        return None
    bounds = [i for i, t in enumerate(u.tokens[:_MOST_WORDS]) if parse_number(t) is not None]
    is_range = u.has(0, "conditions", "between") > 0
    if len(bounds) <= is_range:
        return None
    bound = bounds[1 if is_range else 0]
    # With its unit, but without the verb that follows.
    for end in (bound + 2, bound + 1):
        found = ConditionReader(u, Verbs(u)).read(0, min(len(u.tokens), end))
        if found is not None and all(test.kind == "number" and not test.left for test in found[0].tests):
            return found[0], u.span(0, found[1])
    return None


_MUST = re.compile(
    r"(?<!\w)(?:should|shall|must|have to|needs?(?: to)?|require|get|gets|go|goes|sollen|soll|mussen|deben|doivent|devem)(?!\w)"
)


def _of_subject(scene: Scene, u: Utterance) -> tuple[Condition, Span] | None:
    """“orders above 1000 should also …”: the condition stands beside what it is about."""
    must = _MUST.search(scene.flat)
    if must is None:
        return None
    last = sum(token.end <= must.start() for token in u.tokens)
    found = ConditionReader(u, Verbs(u)).read(0, last) if 1 < last <= _MOST_WORDS else None
    found = found or _graded(u, last)
    if found is None or not any(isinstance(test.right, float) for test in found[0].tests):
        return None
    return of_things(scene, found[0]), u.span(0, last)


def _graded(u: Utterance, last: int) -> tuple[Condition, int] | None:
    """“a rating of 5 (should …)”: the number stands behind its field."""
    number = parse_number(u.tokens[last - 1]) if last > _FEWEST else None
    if number is None or u.tokens[last - 2].norm not in _OF:
        return None
    first = 1 if u.has(0, "words", "det") else 0
    name = u.words(first, last - 2)
    return Condition((Test(name, "eq", number, "number", u.span(0, last)),)), last


_OF = frozenset({"of", "von", "de"})
_FEWEST = 2
_MOST_WORDS = 9
_FEW = 6
"""Letters between "if" and what is called so: an article."""


def as_question(scene: Scene, span: Span) -> str:
    """The name of an If that asks for the condition at that place."""
    text = cue("when").sub("", scene.text[span[0] : span[1]], count=1).strip(" .,:;!?")
    return (text[:1].upper() + text[1:])[:39] + "?" if text else "If"
