"""“Telegram first, then ClickUp”, “the sheet should come before the mail”: steps change places."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import ENOUGH, nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Connect, Disconnect, Edit
from nodepilot.workflow.model import Connection, Node

_SURE = 1.5


def move(scene: Scene) -> Step | None:
    """One step that is there goes in front of another that is there, or behind it."""
    found = _first_then(scene) or _placed(scene) or _to_the_end(scene) or _to_the_start(scene)
    if found is None:
        return None
    moved, before, after = found
    canvas = scene.canvas
    other = before or after
    if other is None or moved.name == other.name or canvas.is_trigger(moved) or canvas.is_sub_node(moved):
        return None
    if canvas.is_sub_node(other) or (before is not None and canvas.is_trigger(before)):
        return None
    graph = canvas.workflow.graph
    into, out = canvas.links(moved.name), graph.outgoing(moved.name, "main")
    rest = [link for link in canvas.workflow.connections if link not in {*into, *out}]
    rest += [
        Connection(link.source, each.target, source_index=link.source_index, target_index=each.target_index)
        for link in into
        for each in out
    ]
    if before is not None:
        ahead = [link for link in rest if link.target == before.name and link.source_type == "main"]
    else:
        ahead = [link for link in rest if link.source == other.name and link.source_type == "main"][:1]
    if before is not None and not ahead:
        return None
    wanted = [link for link in rest if link not in ahead]
    if before is not None:
        wanted += [Connection(link.source, moved.name, source_index=link.source_index) for link in ahead]
        wanted.append(Connection(moved.name, before.name, target_index=ahead[0].target_index))
    else:
        wanted.append(Connection(other.name, moved.name))
        wanted += [Connection(moved.name, link.target, target_index=link.target_index) for link in ahead]
    return _rewired(canvas.workflow.connections, wanted)


def _rewired(now: Sequence[Connection], wanted: Sequence[Connection]) -> Step | None:
    edits: list[Edit] = [Disconnect(link) for link in now if link not in wanted]
    edits += [Connect(link) for link in dict.fromkeys(wanted) if link not in now]
    return Step(tuple(edits), 0.85) if edits else None


_Placed = tuple[Node, Node | None, Node | None]


def _first_then(scene: Scene) -> _Placed | None:
    """“A first, then B”."""
    first = scene.says("first_of_all")
    if first is None:
        return None
    then = next((m for m in cue("then").finditer(scene.flat, first.end())), None)
    if then is None:
        return None
    start = 0 if nodes_meant(scene, (0, first.start())) else first.end()
    pair = _pair(scene, (start, then.start()), (then.end(), len(scene.text)), _SURE)
    if pair is None or pair[0].name not in scene.canvas.workflow.graph.reachable(pair[1].name):
        return None
    return pair[0], pair[1], None


def _placed(scene: Scene) -> _Placed | None:
    """“move A before B”, “A should come after B”, “put the upload behind the summary”."""
    put = scene.says("put_the")
    if scene.says("moving") is None and put is None:
        return None
    for name in ("before", "after"):
        match = scene.says(name)
        if match is None:
            continue
        start = put.end() if put is not None else 0
        # A step with an article is one that is there: less has to speak for it.
        least = ENOUGH if put is not None else _SURE
        pair = _pair(scene, (start, match.start()), (match.end(), len(scene.text)), least)
        if pair is None:
            return None
        return (pair[0], pair[1], None) if name == "before" else (pair[0], None, pair[1])
    return None


def _to_the_end(scene: Scene) -> _Placed | None:
    """“Discord should come last”."""
    match = scene.says("last_of_all")
    ends = [node for node in scene.canvas.ends if not scene.canvas.is_trigger(node)]
    found = nodes_meant(scene, (0, match.start())) if match is not None else []
    if not found or not ends or found[0].score < _SURE or found[0].node.name == ends[-1].name:
        return None
    return found[0].node, None, ends[-1]


def _to_the_start(scene: Scene) -> _Placed | None:
    """“Slack should come first”: right behind what starts the workflow."""
    match = scene.says("first_place")
    found = nodes_meant(scene, (0, match.start())) if match is not None else []
    if not found or found[0].score < _SURE:
        return None
    following = [
        link.target
        for trigger in scene.canvas.triggers
        for link in scene.canvas.leaving(Way(trigger.name))
        if link.target != found[0].node.name
    ]
    return (found[0].node, scene.canvas.workflow.get(following[0]), None) if following else None


def _pair(
    scene: Scene, one: tuple[int, int], other: tuple[int, int], least: float
) -> tuple[Node, Node] | None:
    first, second = nodes_meant(scene, one), nodes_meant(scene, other)
    if not first or not second or min(first[0].score, second[0].score) < least:
        return None
    return first[0].node, second[0].node
