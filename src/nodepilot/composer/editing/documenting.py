"""“Save it as a Google Doc instead”: a document is made empty, so that its text is a second step."""

from __future__ import annotations

from nodepilot.composer.build.documents import write_document
from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.carrying import carry
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.story import Act
from nodepilot.workflow.edits import Connect, Edit, RemoveNode
from nodepilot.workflow.model import MAIN, Connection, Node

DOCUMENTS = "googleDocs"


def as_document(scene: Scene, node: Node) -> Step | None:
    """A document with the text that comes to `node`, in its place."""
    canvas = scene.canvas
    growth = Growth(scene)
    flow = growth.flow([Way(link.source, link.source_index) for link in canvas.links(node.name)])
    write_document(growth.draft, flow, Act("create", 0, len(scene.u.tokens), verb_at=0), DOCUMENTS)
    if not growth.new_steps:
        return None
    first, last = growth.new_steps[0], growth.new_steps[-1]
    growth.draft.steps[first] = carry(growth.draft.steps[first], scene, node)
    made = growth.finish(sure=0.9)
    if made is None:
        return None
    following: list[Edit] = [
        Connect(Connection(growth.names[last], link.target, target_index=link.target_index))
        for link in canvas.workflow.graph.outgoing(node.name, MAIN)
    ]
    return Step((RemoveNode(node.name), *made.edits, *following), made.sure, made.notes, made.setup)
