"""“Update the row instead of adding one”, “the current weather, not the forecast”: another operation of the same step."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.catalog import Choice
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import STOP, nodes_meant
from nodepilot.composer.editing.parameters import shown
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_INSTEAD = re.compile(
    r"(?:,\s*|\s)(?:and |but )?(?:instead of|rather than|in place of|not|and no longer|no longer|statt|anstatt|anstelle|und nicht|nicht|"
    r"au lieu d[e']|plutot que|et pas|pas|en vez de|en lugar de|y no|em vez de|e nao)\s+"
)
_PLAIN = frozenset(
    "many all row rows record records message messages item items single by id day new existing one as for to".split()
)


def operate(scene: Scene) -> Step | None:
    """The operation that is told, where the one that is told off is the step's."""
    if (called := _called_up(scene) or one_deed(scene)) is not None:
        return called
    cut = _INSTEAD.search(scene.flat)
    if cut is None or any(not hit.is_generic and _is_foreign(scene, hit.key) for hit in scene.u.services):
        return None
    new, old = scene.flat[: cut.start()], scene.flat[cut.end() :]
    meant = [each.node for each in nodes_meant(scene)]
    for node in dict.fromkeys((*meant, *scene.canvas.steps)):
        choices = _operations(scene, node)
        held = scene.canvas.parameter(node, "operation")
        present = next((each for each in choices if each.value == held), None)
        if present is None or scene.canvas.is_trigger(node) or not _is_said(present, node, old, whole=False):
            continue
        others = [each for each in choices if each is not present and _is_said(each, node, new, whole=True)]
        if not others:
            continue
        told = max(others, key=lambda each: len(_content(each, node)))
        return Step((SetParameter(node.name, "operation", told.value),), 0.8)
    return None


_CALL = re.compile(r"(?<!\w)(?:call|phone|ring|ruf|anruf\w*|appelle|llama|ligue)(?!\w)")
_TEXTED = re.compile(r"(?<!\w)(?:texts?|texting|sms|messages?|messaging|nachricht|mensaje|mensagem)(?!\w)")


def _called_up(scene: Scene) -> Step | None:
    """“call me instead of a text”: a service that does both."""
    cut = _INSTEAD.search(scene.flat)
    nodes = [node for node in scene.canvas.nodes if node.type.endswith(".twilio")]
    if len(nodes) != 1 or cut is None:
        return None
    new, old = scene.flat[: cut.start()], scene.flat[cut.end() :]
    is_call = nodes[0].parameters.get("resource") == "call"
    if _CALL.search(new) and _TEXTED.search(old) and not is_call:
        return Step((SetParameter(nodes[0].name, "resource", "call"),), 0.9)
    if _TEXTED.search(new) and _CALL.search(old) and is_call:
        return Step((SetParameter(nodes[0].name, "resource", "sms"),), 0.9)
    return None


_ONE_DEED = re.compile(
    r"\W*(?:please |it should )?(?:(?:only|just) (?P<first>insert|append|add|update|create)|(?P<only>insert|append|add|update|create) only)\W*(?:new (?:ones|rows|records|entries)\W*)?"
    r"(?:,? (?:and )?(?:no|not|never|without|don'?t|do not) (?:any )?(?:updates?|updating|overwrit\w+|inserts?|inserting|adding|creating|upserts?)\W*)?$"
)


def one_deed(scene: Scene) -> Step | None:
    """“insert only, no update”: one half of what a step that does both does."""
    match = _ONE_DEED.match(scene.flat)
    if match is None:
        return None
    both = [
        node
        for node in scene.canvas.nodes
        if str(scene.canvas.parameter(node, "operation")) in {"upsert", "appendOrUpdate"}
    ]
    if not both and any(
        str(scene.canvas.parameter(node, "operation")) == (match["first"] or match["only"])
        for node in scene.canvas.nodes
    ):
        # That is all that is done.
        return Step((), 0.8)
    if len(both) != 1:
        return None
    offered = {str(each.value) for each in _operations(scene, both[0])}
    said = match["first"] or match["only"]
    wanted = ("update",) if said == "update" else ("insert", "append", "create")
    told = next((each for each in wanted if each in offered), None)
    return Step((SetParameter(both[0].name, "operation", told),), 0.9) if told is not None else None


def _is_foreign(scene: Scene, key: str) -> bool:
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    return key not in present


def _operations(scene: Scene, node: Node) -> Sequence[Choice]:
    return next((prop.choices for prop in shown(scene, node) if prop.name == "operation"), ())


def _is_said(choice: Choice, node: Node, text: str, *, whole: bool) -> bool:
    """All words of the operation's label, or any of them, stand in the text, as themselves or by their sense."""
    said = re.findall(r"[^\W_]+", text)
    if flat(str(choice.value)) in said:
        return True
    senses = {sense for word in said for sense in _senses(word)}
    found = [
        any(_alike(word, each) for each in said) or bool(_senses(word) & senses)
        for word in _content(choice, node)
    ]
    return bool(found) and (all(found) if whole else any(found))


def _content(choice: Choice, node: Node) -> list[str]:
    label = flat(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(choice.name)))
    resource = flat(str(node.parameters.get("resource", "")))
    words = re.findall(r"[a-z]+", label)
    kept = [word for word in words if word not in STOP | _PLAIN and not _alike(word, resource)]
    return kept or words[:1]


def _senses(word: str) -> set[str]:
    return {concept for category, concept in load_lexicon("en").senses(word) if category == "verbs"}


def _alike(one: str, other: str) -> bool:
    """“forecasts” and “forecast”, “appending” and “append”."""
    least = min(len(one), len(other))
    return least > 2 and one[:least] == other[:least] and abs(len(one) - len(other)) <= 3
