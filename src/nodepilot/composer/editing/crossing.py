"""“Swap the branches”: what was done in one case is done in the other."""

from __future__ import annotations

from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Connect, Disconnect, Edit
from nodepilot.workflow.model import Connection


def cross(scene: Scene) -> Step | None:
    """The two outputs of an If change places."""
    if scene.says("swap_ways") is None:
        return None
    forks = [node for node in scene.canvas.nodes if node.type == BASE + "if"]
    meant = [each.node for each in nodes_meant(scene) if each.node in forks]
    if not forks:
        return None
    name = (meant or forks)[0].name
    yes, no = scene.canvas.leaving(Way(name, 0)), scene.canvas.leaving(Way(name, 1))
    edits: list[Edit] = [Disconnect(link) for link in (*yes, *no)]
    for links, output in ((yes, 1), (no, 0)):
        edits += [
            Connect(Connection(name, link.target, source_index=output, target_index=link.target_index))
            for link in links
        ]
    return Step(tuple(edits), 0.9) if yes or no else None
