"""“Wait 2 seconds after each batch”, “tell me when everything is done”: inside a loop that is there, and behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.transforms import pause
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import grow, insert
from nodepilot.composer.editing.named_values import TEXT
from nodepilot.composer.editing.pausing import time_told
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import AddNode, Edit, SetNodeKey
from nodepilot.workflow.model import Node

_LOOP = BASE + "splitInBatches"
_DONE, _EACH = 0, 1
_PAUSED = re.compile(
    r"\W*(?:please |also |and )*(?:wait|pause|sleep|(?:add|put|insert) an? (?:[\w-]+ ){0,3}?(?:wait|pause|delay|break)|take a break|warte)(?!\w).*?(?<!\w)(?:between|after|before|per|for|in|zwischen|nach) "
    r"(?:each |every |the |all |den |die |jede[rmns]? )*(?:batch(?:es)?|requests?|calls?|rows?|items?|iterations?|rounds?|loops?|one|cycles?|api calls?|anfragen?|durchlaufe?n?)\W*$"
)


def in_loop(scene: Scene) -> Step | None:
    """A pause before the next round; what is told once, when all rounds are over."""
    loops = [node for node in scene.canvas.nodes if node.type == _LOOP]
    if len(loops) != 1 or float(loops[0].raw.get("typeVersion", 1)) < _FIRST_WITH_DONE:
        return None
    return _paused(scene, loops[0]) or _told_at_last(scene, loops[0])


_FIRST_WITH_DONE = 3
"""The version from which the first output is that for the end."""


def _paused(scene: Scene, loop: Node) -> Step | None:
    told = time_told(scene) if _PAUSED.match(scene.flat) else None
    graph = scene.canvas.workflow.graph
    if told is None or any(node.type == BASE + "wait" for node in scene.canvas.nodes):
        return None
    back = [
        link
        for link in scene.canvas.links(loop.name)
        if link.source
        in {each for first in graph.successors(loop.name, _EACH) for each in (first, *graph.reachable(first))}
    ]

    def build(draft: Draft, flow: Flow) -> None:
        pause(draft, flow, *told)

    return insert(scene, back, build, sure=0.9) if back else None


def _told_at_last(scene: Scene, loop: Node) -> Step | None:
    """Behind the loop's end; once, however many items there were."""
    done = scene.says("when_done") or _AT_LAST.search(scene.flat)
    if done is None:
        return None
    rest = scene.without(done.span())
    acts = rest.acts()
    made = grow(rest, [Way(loop.name, _DONE)], building(acts)) if acts else None
    if made is None:
        return None
    new = [str(edit.node["name"]) for edit in made.edits if isinstance(edit, AddNode)]
    once: list[Edit] = [SetNodeKey(name, "executeOnce", True) for name in new[:1]]
    return replace(made, edits=(*(_of_all(edit) for edit in made.edits), *once))


def _of_all(edit: Edit) -> Edit:
    """A message that is told once says how many there were, rather than what one of them holds."""
    if not isinstance(edit, AddNode):
        return edit
    parameters = {
        name: _HOW_MANY if slot_of(name) in TEXT and "JSON.stringify(" in str(held) else held
        for name, held in dict(edit.node["parameters"]).items()
    }
    return replace(edit, node={**edit.node, "parameters": parameters})


_HOW_MANY = "=Done: {{ $input.all().length }}"


_AT_LAST = re.compile(
    r"(?<!\w)(?:(?:when|once|after|as soon as) (?:all|everything|every (?:row|item|batch)|the (?:loop|whole list)|all (?:rows|items|batches|companies|of them))(?: (?:is|are|was|were|has|have))?(?: been)? (?:done|finished|processed|through|handled|complete[d]?|over|ready)|at the (?:very )?end|after the loop)(?!\w)"
)
