"""“Does it create duplicates?”: what a step does when the thing is there already."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.sentences import say
from nodepilot.workflow.model import Node

_ASKED = re.compile(
    r"\b(?:duplicates?|twice|double|doubled|more than once|several times|again and again|doppelt|mehrfach|duplikate|doublons?|deux fois|duplicad\w*|dos veces|duas vezes)\b"
)
_QUESTION = re.compile(
    r"\W*(?:does|do|will|would|can|could|is|are|what|how|erzeugt|macht|legt|wird|werden|est-ce|va|crea|puede|cria|pode)\b"
)
_UPDATING = re.compile(r"(?i)upsert|update|merge")


def repeats_asked(scene: Scene) -> str | None:
    """For each step that writes: whether it adds or renews; None for another question."""
    if _ASKED.search(scene.flat) is None or _QUESTION.match(scene.flat) is None:
        return None
    canvas = scene.canvas
    writing = [node for node in canvas.steps if canvas.is_writing(node)]
    named = any(not hit.is_generic for hit in scene.u.services)
    meant = [each.node for each in nodes_meant(scene) if each.node in writing] if named else []
    lines = [f"- **{node.name}**: {_then(scene, node)}" for node in meant[:1] or writing]
    once = [node.name for node in canvas.nodes if node.type == BASE + "removeDuplicates"]
    lines += [f"- {say('**{node}** lets the same thing through only once.', node=name)}" for name in once]
    return "\n".join(lines) if lines else None


def _then(scene: Scene, node: Node) -> str:
    operation = str(scene.canvas.parameter(node, "operation") or "")
    if _UPDATING.search(operation):
        return say("what is there already is updated, not made once more.")
    return say("it makes a new one each time; it does not look whether there is one.")
