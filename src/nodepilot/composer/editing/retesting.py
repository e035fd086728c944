"""“Check whether it ends with @acme.io instead”, “the type must contain sales”: another comparison in a condition that is there."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.replacing_nothing import has_bound_of_its_own
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import tests_of
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.plan.model import Code, Ref
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_MORE = ("also", "add_step", "before", "after", "skip", "then")
_KINDS = frozenset({"string", "number"})
_FILLING = frozenset(
    "check test see verify whether if it that on by for the a condition filter must should be compare and look prufe ob es "
    "bedingung auf verifie si que comprueba verifique se".split()
)


def retest(scene: Scene) -> Step | None:
    """The comparison as it is told now: operator and value, and the field where another one is named."""
    if (either := _either_case(scene)) is not None:
        return either
    corrected = scene.says("instead") is not None or scene.says("wrong") is not None
    is_placed = scene.u.services or any(t.kind in {Kind.CHANNEL, Kind.EMAIL} for t in scene.u.tokens)
    if is_placed and has_bound_of_its_own(scene):
        # "amounts over 2000 go to the CEO by email instead": a further case.
        return None
    if any(scene.says(each) is not None for each in _MORE) or (
        not corrected and scene.says("checks") is None
    ):
        return None
    if scene.says("when") is not None and scene.says("checks") is None:
        return None
    found = _meant(scene)
    said = _said(scene)
    if found is None or said is None:
        return None
    node, index = found
    old = tests_of(node)[index]
    named = _named(scene, said, str(old.get("leftValue", "")))
    if named and not corrected:
        # Another field than the one that is compared: a condition of its own.
        return None
    growth = Growth(scene)
    flow = growth.flow([Way(link.source, link.source_index) for link in scene.canvas.links(node.name)])
    made = conditions_of(
        growth.draft, flow, Condition((Test(named, said.operator, said.right, said.kind, said.span),))
    )
    if len(made) != 1:
        return None
    new = {**old, "operator": _written(made[0]["operator"]), "rightValue": _written(made[0]["rightValue"])}
    if named:
        new["leftValue"] = _written(made[0]["leftValue"])
    if new == old:
        return Step((), 0.8)
    path = f"conditions.conditions[{index}]"
    return Step(
        tuple(
            SetParameter(node.name, f"{path}.{name}", value)
            for name, value in new.items()
            if old.get(name) != value
        ),
        0.85,
    )


_EITHER_CASE = re.compile(
    r"(?:ignor\w*|regardless of|no matter) (?:the )?(?:upper (?:and|or) lower ?)?case|case[- ]?insensitive|not (?:be )?case[- ]?sensitive|"
    r"gross-? ?(?:und|/) ?kleinschreibung (?:ignorieren|egal|nicht beachten)|ignor\w+ gross-? ?(?:und|/) ?kleinschreibung|sin distinguir mayusculas|sans tenir compte de la casse"
)


def _either_case(scene: Scene) -> Step | None:
    """“ignore upper and lower case”."""
    testing = [
        node for node in scene.canvas.nodes if node.type in {BASE + "if", BASE + "filter"} and tests_of(node)
    ]
    if _EITHER_CASE.search(scene.flat) is None or len(testing) != 1:
        return None
    node = testing[0]
    return Step(
        (
            SetParameter(node.name, "conditions.options.caseSensitive", False),
            SetParameter(node.name, "options.ignoreCase", True),
        ),
        0.85,
    )


def _meant(scene: Scene) -> tuple[Node, int] | None:
    """The node whose comparison is spoken of: the only one, or the one that is named."""
    testing = [
        node for node in scene.canvas.nodes if node.type in {BASE + "if", BASE + "filter"} and tests_of(node)
    ]
    named = {each.node.name for each in nodes_meant(scene)}
    chosen = testing if len(testing) == 1 else [node for node in testing if node.name in named]
    if len(chosen) != 1:
        return None
    tests = tests_of(chosen[0])
    spoken = [i for i, test in enumerate(tests) if _field(str(test.get("leftValue", ""))) in scene.flat]
    places = [0] if len(tests) == 1 else spoken
    return (chosen[0], places[0]) if len(places) == 1 else None


def _said(scene: Scene) -> Test | None:
    """The comparison that the text tells, read from where it begins."""
    count = len(scene.u.tokens)
    for place in range(count):
        read = scene.conditions.read(place, count)
        if read is not None and read[0].tests and read[0].tests[0].kind in _KINDS:
            return read[0].tests[0]
    return None


def _named(scene: Scene, said: Test, left: str) -> str:
    """The field that the text names; "" where it names none, or the one that is compared already."""
    words = [word for word in flat(said.left).split() if word not in _FILLING]
    if not words or _field(left) == words[-1] or set(words) <= set(_field(left).split()):
        return ""
    titles = {word for each in nodes_meant(scene) for word in flat(each.node.name).split()}
    return "" if set(words) <= titles else " ".join(words)


def _field(left: str) -> str:
    """What is compared, by the last word of its path."""
    name = re.search(r"([A-Za-z_]\w*)\W*$", left.rstrip("} '\"])"))
    return flat(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name.group(1))) if name is not None else "\0"


def _written(value: Any) -> Any:
    return f"={{{{ {javascript_of(value)} }}}}" if isinstance(value, Ref | Code) else value
