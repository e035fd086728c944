"""“Messages with type job should be emailed to …”, “if it is over 1000 also tell #finance”: one more way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import Growth, grow
from nodepilot.composer.editing.placing import TELLING
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import of_things, rules_of, tests_of
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.composer.reading.story import Start, Story, Thread
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Node


@dataclass(frozen=True, slots=True)
class _Case:
    """A further value of what a branching node looks at."""

    node: Node
    test: dict[str, Any]
    value: str
    span: Span


def branch(scene: Scene) -> Step | None:
    """One more way for items that fulfil a condition."""
    if branch_meant(scene) is not None or scene.says("when_done") is not None:
        return None
    case = _further_case(scene)
    if case is not None:
        return _extend(scene, case)
    return _new_fork(scene)


def _further_case(scene: Scene) -> _Case | None:
    """A value of the very field that an If or Switch compares ("type job")."""
    for node in scene.canvas.nodes:
        for test in _tests(node):
            right = test.get("rightValue")
            left = str(test.get("leftValue", ""))
            name = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
            if not isinstance(right, str) or name is None:
                continue
            field = flat(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name.group(1)))
            found = _value_of(scene, field)
            if found is not None and flat(found[0]) != flat(right):
                return _Case(node, test, found[0], found[1])
    return _kind_of_thing(scene)


_KIND = re.compile(
    r"^(?:all |the |new |alle |die |les |los |las |os |as )*(?P<value>[\w-]+) (?P<thing>[^\W_]+?)s? "
    r"(?:should|must|shall|go|goes|get|are|to|sollen|gehen|an|doivent|vont|deben|van|devem|vao)(?!\w)"
)


def _kind_of_thing(scene: Scene) -> _Case | None:
    """“sales tickets should go to …”: one more value of what a Switch sorts such things by."""
    switches = [node for node in scene.canvas.nodes if node.type == BASE + "switch" and rules_of(node)]
    match = _KIND.match(cue("polite").sub("", scene.flat).lstrip(" ,"))
    if match is None or len(switches) != 1:
        return None
    test = rules_of(switches[0])[0][1]
    named = {word for node in scene.canvas.nodes for word in re.findall(r"[^\W_]+", flat(node.name))}
    if not isinstance(test.get("rightValue"), str) or match["thing"] not in {
        *named,
        *(w[:-1] for w in named),
    }:
        return None
    start = scene.flat.find(match["value"])
    end = scene.flat.find(match["thing"], start) + len(match["thing"])
    return _Case(switches[0], test, scene.text[start : start + len(match["value"])], (start, end + 1))


def _tests(node: Node) -> list[dict[str, Any]]:
    if node.type == BASE + "if":
        return tests_of(node)
    if node.type != BASE + "switch":
        return []
    return [test for _, test in rules_of(node)]


def _value_of(scene: Scene, field: str) -> tuple[str, Span] | None:
    match = re.search(rf"(?<!\w){re.escape(field)}(?!\w)\s*(?:is|are|=|:|of|ist|est|es|e)?\s*", scene.flat)
    if match is None:
        return None
    token = next((t for t in scene.u.tokens if t.start >= match.end()), None)
    if token is None or token.kind not in {Kind.WORD, Kind.QUOTED, Kind.SLUG}:
        return None
    value = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
    start = match.start()
    before = re.search(
        r"(?:(?:the |for |if |when |all |wenn |fur |si |pour |para |se |quando )*[\w-]*\s*(?:with|of|whose|where|mit|avec|con|com|de)?\s*(?:the|der|la|el|o)?\s*)$",
        scene.flat[:start],
    )
    return value, (before.start() if before is not None else start, token.end)


def _extend(scene: Scene, case: _Case) -> Step | None:
    rest = scene.without(case.span)
    acts = rest.acts()
    if not acts:
        return None
    if case.node.type == BASE + "switch":
        return _switch_case(rest, case)
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
    more: list[Edit] = []
    for link in scene.canvas.leaving(way):
        more += [
            Disconnect(link),
            Connect(Connection(name, link.target, source_index=1, target_index=link.target_index)),
        ]
    return Step((*made.edits, *more), made.sure, made.notes, made.setup)


def _other_output(case: _Case) -> int:
    operation = str((case.test.get("operator") or {}).get("operation", ""))
    return 0 if operation.startswith("not") else 1


def _source(left: str) -> str:
    return re.sub(r"^=?\s*\{\{\s*|\s*\}\}$", "", left)


def _switch_case(scene: Scene, case: _Case) -> Step | None:
    """One more rule; the output for the rest moves on by one."""
    node = case.node
    rules = list(node.parameters["rules"]["values"])
    place = len(rules)
    first = rules[0]
    test = {**case.test, "rightValue": case.value}
    test.pop("id", None)
    added = {
        **first,
        "conditions": {**first.get("conditions", {}), "conditions": [test]},
    }
    if first.get("renameOutput") or "outputKey" in first:
        added["outputKey"] = case.value
    edits: list[Edit] = [SetParameter(node.name, "rules.values", [*rules, added])]
    rest = scene.canvas.leaving(Way(node.name, place))
    edits += [Disconnect(link) for link in rest]
    edits += [
        Connect(Connection(link.source, link.target, source_index=place + 1, target_index=link.target_index))
        for link in rest
    ]
    made = grow(scene, [Way(node.name, place)], building(scene.acts()), sure=0.85)
    if made is None:
        return None
    return Step((*edits, *made.edits), made.sure, made.notes, made.setup)


# a condition of its own


def _new_fork(scene: Scene) -> Step | None:
    """“If the amount is over 1000 also tell #finance”."""
    found = _condition(scene)
    if found is None:
        return None
    wanted, span = found
    rest = scene.without(span)
    acts = rest.acts()
    if not acts or not any(act.target is not None or act.literals or act.verb in TELLING for act in acts):
        return None
    canvas = scene.canvas
    first = next((node for node in canvas.nodes if canvas.is_writing(node) and canvas.links(node.name)), None)
    links = canvas.links(first.name) if first is not None else ()
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
            name=_question(scene, span),
            key="in_this_case",
            span=span,
        )
        draft.hook(flow, key)
        Walker(draft, Story([Thread(Start("manual"), list(acts))])).build(flow, acts)

    return grow(rest, ways, build, sure=0.8)


def _condition(scene: Scene) -> tuple[Condition, Span] | None:
    u = scene.u
    for index, token in enumerate(u.tokens):
        if not (cue("when").fullmatch(token.norm) or cue("for").fullmatch(token.norm)):
            continue
        found = scene.conditions.read(index + 1, len(u.tokens))
        if found is not None:
            return of_things(scene, found[0]), u.span(index, found[1])
    return None


def _question(scene: Scene, span: Span) -> str:
    text = cue("when").sub("", scene.text[span[0] : span[1]], count=1).strip(" .,:;!?")
    return (text[:1].upper() + text[1:])[:39] + "?" if text else "If"
