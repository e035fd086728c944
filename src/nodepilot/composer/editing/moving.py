"""“Telegram first, then ClickUp”, “the sheet should come before the mail”: steps change places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nodepilot.composer.editing.canvas import LISTING, PASSING, Canvas, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import ENOUGH, nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter, apply
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Connection, Node

_SURE = 1.5


def move(scene: Scene) -> Step | None:
    """One step that is there goes in front of another that is there, or behind it."""
    found = (
        _first_then(scene)
        or _placed(scene)
        or _out_of_order(scene)
        or _to_the_end(scene)
        or _to_the_start(scene)
    )
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
    edits = _rewired(canvas.workflow.connections, wanted)
    if not edits:
        return None
    now = canvas.with_workflow(apply(canvas.workflow, edits))
    return Step((*edits, *_reading_on(canvas, now)), 0.85)


def _rewired(now: Sequence[Connection], wanted: Sequence[Connection]) -> list[Edit]:
    edits: list[Edit] = [Disconnect(link) for link in now if link not in wanted]
    edits += [Connect(link) for link in dict.fromkeys(wanted) if link not in now]
    return edits


def _reading_on(before: Canvas, now: Canvas) -> Iterator[Edit]:
    """What read the items that came to it reads them where they still are, once others come."""
    for node in before.nodes:
        old, new = _giver(before, node), _giver(now, node)
        if old is None or new is None or old.name == new.name or before.is_sub_node(node):
            continue
        if not now.workflow.graph.reaches(old.name, node.name):
            continue
        for path, value in leaves(node.parameters, ()):
            if isinstance(value, str) and value.startswith("=") and _ITEM.search(value):
                yield SetParameter(node.name, render_path(path), _read_from(old, value))


def _read_from(source: Node, value: str) -> str:
    named = source.name.replace("'", "\\'")
    return f"$('{named}').item.json".join(_ITEM.split(value))


_ITEM = re.compile(r"\$json\b")


def _giver(canvas: Canvas, node: Node) -> Node | None:
    """The one step whose items come to the node; None where there are several, or none."""
    sources = canvas.workflow.graph.predecessors(node.name)
    if len(sources) != 1:
        return None
    source = canvas.workflow.get(sources[0])
    return _giver(canvas, source) if source.type in PASSING | LISTING else source


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


_DEED = re.compile(
    r"\W*(?:please |first )*(?!(?:insert|also|another|wait|check)(?!\w))[a-z]+ (?:the|it|them|him|her)(?!\w)"
)
"""“log the order”: a deed on something that is known already."""


def _out_of_order(scene: Scene) -> _Placed | None:
    """“log the order before messaging the customer”, where that is done the other way round so far."""
    if scene.says("also") is not None:
        return None
    match = scene.says("before")
    if match is None or _DEED.match(scene.flat) is None:
        return None
    pair = _pair(scene, (0, match.start()), (match.end(), len(scene.text)), ENOUGH)
    if (
        pair is None
        or not _names_those(scene, pair)
        or pair[0].name not in scene.canvas.workflow.graph.reachable(pair[1].name)
    ):
        return None
    return pair[0], pair[1], None


def _names_those(scene: Scene, pair: tuple[Node, Node]) -> bool:
    """Whether no other service is named than those of the two steps."""
    known = {service.key for node in pair if (service := scene.canvas.service(node)) is not None}
    return all(hit.is_generic or hit.key in known for hit in scene.u.services)


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
