"""“Log all expenses, not only the small ones”: what is done in one case is done in every case."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.named_values import names_new_service
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Connect, Edit
from nodepilot.workflow.model import Connection, Node

_EVERY = re.compile(
    r"(?<!\w)(?:all|every|each|alle|jede[nrs]?|tous|toutes|chaque|tod[oa]s|cada)(?!\w).*(?<!\w)(?:not|and not|nicht|pas|no|nao)\s+(?:only|just|nur|seulement|"
    r"que|solo|so|apenas)(?!\w)|(?<!\w)(?:in|on|for) (?:both|all|either|every) (?:cases?|branches|branch|ways?|outcomes?)(?!\w)|(?<!\w)(?:either way|in any case|regardless)(?!\w)"
)


def widen(scene: Scene) -> Step | None:
    """The step that is named is reached by the other outputs of the branching step in front of it, too."""
    match = _EVERY.search(scene.flat)
    if match is None or names_new_service(scene):
        return None
    canvas = scene.canvas
    forks = {node.name for node in canvas.forks}
    end = scene.flat.find(",", match.start())
    span = (0, end) if end > 0 else (0, len(scene.text))
    for found in nodes_meant(scene, span):
        first = _first(scene, found.node)
        links = [link for link in canvas.links(first.name) if link.source in forks]
        if len(links) != 1 or not canvas.is_writing(found.node):
            continue
        link = links[0]
        outputs = {each.source_index for each in canvas.workflow.graph.outgoing(link.source, "main")}
        edits: list[Edit] = [
            Connect(Connection(link.source, first.name, source_index=output))
            for output in sorted(outputs - {link.source_index})
            if not any(each.target == first.name for each in canvas.leaving(Way(link.source, output)))
        ]
        if edits:
            return Step(tuple(edits), 0.85)
    return None


def _first(scene: Scene, node: Node) -> Node:
    """The step, or the first of those that only shape the items for it."""
    canvas = scene.canvas
    while len(links := canvas.links(node.name)) == 1:
        above = canvas.workflow.get(links[0].source)
        if above.type != BASE + "set" or len(canvas.leaving(Way(above.name))) != 1:
            break
        node = above
    return node
