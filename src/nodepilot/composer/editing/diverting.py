"""“Everything else should go to #triage”: a way for what no case of a Switch takes."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Canvas, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import rules_of
from nodepilot.workflow.edits import SetParameter, apply
from nodepilot.workflow.model import Node


def divert(scene: Scene) -> Step | None:
    """The output for the rest, and what is done there."""
    match = scene.says("ways_rest")
    forks = [node for node in scene.canvas.nodes if node.type in {BASE + "switch", BASE + "if"}]
    if match is None or len(forks) != 1:
        return None
    fork = forks[0]
    way = Way(fork.name, len(rules_of(fork)) if fork.type == BASE + "switch" else 1)
    if scene.canvas.leaving(way):
        return None
    opened = _opened(fork)
    canvas = scene.canvas
    # The output is there only once the Switch is told to have it.
    ready = Canvas(apply(canvas.workflow, opened), canvas.catalog, canvas.services)
    rest = replace(scene, canvas=ready).without(match.span())
    acts = rest.acts()
    made = grow(rest, [way], building(acts)) if acts else None
    if made is None:
        return None
    return Step((*opened, *made.edits), made.sure, made.notes, made.setup)


def _opened(fork: Node) -> tuple[SetParameter, ...]:
    """A Switch sends the rest nowhere unless it is told to."""
    if fork.type != BASE + "switch":
        return ()
    options = fork.parameters.get("options")
    known = options if isinstance(options, dict) else {}
    return (SetParameter(fork.name, "options", {**known, "fallbackOutput": "extra"}),)
