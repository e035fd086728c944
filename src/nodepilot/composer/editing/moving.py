"""“Telegram first, then ClickUp”, “the sheet should come before the mail”: steps change places."""

from __future__ import annotations

from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Connect, Disconnect, Edit
from nodepilot.workflow.model import Connection, Node

_SURE = 1.5


def move(scene: Scene) -> Step | None:
    """One step that is there goes in front of another that is there, or behind it."""
    pair = _first_then(scene) or _before(scene)
    if pair is None:
        return None
    earlier, later = pair
    canvas = scene.canvas
    if canvas.is_trigger(earlier) or canvas.is_trigger(later) or canvas.is_sub_node(earlier):
        return None
    graph = canvas.workflow.graph
    if earlier.name == later.name or earlier.name not in graph.reachable(later.name):
        return None
    into, out = canvas.links(earlier.name), graph.outgoing(earlier.name, "main")
    ahead = canvas.links(later.name)
    edits: list[Edit] = [Disconnect(link) for link in dict.fromkeys((*into, *out, *ahead))]
    for link in into:
        source = link.source
        edits += [
            Connect(
                Connection(
                    source, each.target, source_index=link.source_index, target_index=each.target_index
                )
            )
            for each in out
        ]
    edits += [
        Connect(Connection(link.source, earlier.name, source_index=link.source_index)) for link in ahead
    ]
    edits.append(Connect(Connection(earlier.name, later.name)))
    return Step(tuple(dict.fromkeys(edits)), 0.85)


def _first_then(scene: Scene) -> tuple[Node, Node] | None:
    """“A first, then B”."""
    first = scene.says("first_of_all")
    if first is None:
        return None
    then = next((m for m in cue("then").finditer(scene.flat, first.end())), None)
    if then is None:
        return None
    start = 0 if nodes_meant(scene, (0, first.start())) else first.end()
    return _pair(scene, (start, then.start()), (then.end(), len(scene.text)))


def _before(scene: Scene) -> tuple[Node, Node] | None:
    """“move A before B”, “A should come after B”."""
    if scene.says("moving") is None:
        return None
    for name in ("before", "after"):
        match = scene.says(name)
        if match is None:
            continue
        one, other = (0, match.start()), (match.end(), len(scene.text))
        return _pair(scene, one, other) if name == "before" else _pair(scene, other, one)
    return None


def _pair(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> tuple[Node, Node] | None:
    first, second = nodes_meant(scene, one), nodes_meant(scene, other)
    if not first or not second or min(first[0].score, second[0].score) < _SURE:
        return None
    return first[0].node, second[0].node
