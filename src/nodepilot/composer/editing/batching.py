"""“Only 100 rows at a time”, “process them in batches of 50”: a loop around what is done with the items."""

from __future__ import annotations

import re
from uuid import NAMESPACE_OID, uuid5

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.data_places import behind_data
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import AddNode, Connect, Disconnect, Edit
from nodepilot.workflow.model import Connection

_SIZE = re.compile(
    r"(?<!\w)(?P<count>\d{1,5})(?: [a-z]{3,})?(?: each)? (?:at a time|at once|per batch|per loop|auf einmal|pro durchgang|a la fois|a la vez|por vez|de cada vez)(?!\w)|"
    r"(?<!\w)(?:batch(?:es)?|chunks?|groups?|portions?|stapeln?|gruppen|blocken|lots?|paquets?|lotes|bloques|blocos|grupos)(?: of| von| zu| mit| a| de)? (?P<size>\d{1,5})(?!\w)"
)
_LOOP = BASE + "splitInBatches"


def batch(scene: Scene) -> Step | None:
    """Some items at a time go through all that follows, and back to the loop."""
    match = _SIZE.search(scene.flat)
    canvas = scene.canvas
    if match is None or any(node.type == _LOOP for node in canvas.nodes):
        return None
    links = behind_data(scene)
    targets = dict.fromkeys((link.target, link.target_index) for link in links)
    if not links or any(canvas.is_trigger(canvas.workflow.get(link.source)) for link in links):
        return None
    inside = {name for target, _ in targets for name in (target, *canvas.workflow.graph.reachable(target))}
    ends = [node for node in canvas.ends if node.name in inside]
    name = free_name(canvas.workflow, "Loop over batches")
    version = canvas.catalog.get(_LOOP).latest.version
    node = {
        "id": str(uuid5(NAMESPACE_OID, f"{name}:{match.group()}")),
        "name": name,
        "type": _LOOP,
        "typeVersion": version,
        "parameters": {"batchSize": int(match["count"] or match["size"]), "options": {}},
    }
    edits: list[Edit] = [AddNode(node), *(Disconnect(link) for link in links)]
    edits += [
        Connect(Connection(source, name, source_index=index))
        for source, index in dict.fromkeys((link.source, link.source_index) for link in links)
    ]
    edits += [
        Connect(Connection(name, target, source_index=1, target_index=index)) for target, index in targets
    ]
    edits += [Connect(Connection(end.name, name)) for end in ends]
    return Step(tuple(edits), 0.85)
