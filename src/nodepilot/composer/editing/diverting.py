"""“Everything else should go to #triage”: a way for what no case of a Switch takes."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.branches import case_labels
from nodepilot.composer.editing.canvas import BASE, LANGCHAIN, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter, apply
from nodepilot.workflow.model import Node


def divert(scene: Scene) -> Step | None:
    """The output for the rest, and what is done there."""
    match = scene.says("ways_rest")
    forks = [node for node in scene.canvas.nodes if node.type in {BASE + "switch", BASE + "if", _SORTER}]
    graph = scene.canvas.workflow.graph
    if len(forks) > 1:
        # Of forks behind each other the last one has what is left.
        forks = [
            fork for fork in forks if not any(other.name in graph.reachable(fork.name) for other in forks)
        ]
    if match is None or len(forks) != 1 or scene.says("at_start") is not None:
        return None
    fork = forks[0]
    way = Way(fork.name, 1 if fork.type == BASE + "if" else len(case_labels(fork)))
    opened = _opened(fork) if not scene.canvas.leaving(way) else ()
    canvas = scene.canvas
    # The output is there only once the Switch is told to have it.
    ready = canvas.with_workflow(apply(canvas.workflow, opened))
    rest = replace(scene, canvas=ready).without(match.span())
    acts = rest.acts()
    made = grow(rest, [way], building(acts)) if acts else None
    if made is None:
        return None
    return Step((*opened, *made.edits), made.sure, made.notes, made.setup)


_SORTER = LANGCHAIN + "textClassifier"


def _opened(fork: Node) -> tuple[SetParameter, ...]:
    """A Switch or classifier sends the rest nowhere unless it is told to."""
    if fork.type == BASE + "if":
        return ()
    options = fork.parameters.get("options")
    known = options if isinstance(options, dict) else {}
    if fork.type == _SORTER:
        return (SetParameter(fork.name, "options", {**known, "fallback": "other"}),)
    return (SetParameter(fork.name, "options", {**known, "fallbackOutput": "extra"}),)
