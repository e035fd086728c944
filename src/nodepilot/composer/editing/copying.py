"""“Also send it to +15005550003”, “post it to #dev and #ops”: the same once more, for somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.copies import copied
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.literals import CHAT
from nodepilot.composer.editing.named_values import names_new_service
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Node

_PHONE = re.compile(r"\+\d[\d ()/-]{6,}\d")
_SEVERAL = 2


def copy(scene: Scene) -> Step | None:
    """A copy of the step that tells it already, for each further number or channel."""
    if names_new_service(scene) or any(
        scene.says(each) is not None for each in ("when", "before", "after", "instead_of", "only", "skip")
    ):
        return None
    return _for_another_phone(scene) or _for_another_chat(scene) or _for_channels(scene)


def _beside(scene: Scene, node: Node, changed: Mapping[str, Any], mark: str) -> list[Edit]:
    raw = copied(scene, node, changed, mark)
    return [
        AddNode(raw),
        *(
            Connect(Connection(link.source, str(raw["name"]), source_index=link.source_index))
            for link in scene.canvas.links(node.name)
        ),
    ]


def _for_another_phone(scene: Scene) -> Step | None:
    phones = _PHONE.findall(scene.text)
    if len(phones) != 1 or not (scene.says("also") or scene.says("both")):
        return None
    called = [
        (node, name)
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        for name, held in node.parameters.items()
        if isinstance(held, str)
        and _PHONE.fullmatch(held)
        and slot_of(name) in {"recipient", "recipient_phone"}
    ]
    called = called or [
        (node, "to")
        for node in scene.canvas.nodes
        if isinstance(node.parameters.get("to"), str) and _PHONE.fullmatch(node.parameters["to"])
    ]
    if len(called) != 1:
        return None
    node, name = called[0]
    return Step(tuple(_beside(scene, node, {name: phones[0]}, phones[0])), 0.85)


def _for_another_chat(scene: Scene) -> Step | None:
    match = CHAT.search(scene.flat)
    nodes = [node for node in scene.canvas.nodes if isinstance(node.parameters.get("chatId"), str)]
    if (
        match is None
        or not (scene.says("also") or scene.says("both"))
        or len(nodes) != 1
        or scene.canvas.is_trigger(nodes[0])
    ):
        return None
    return Step(tuple(_beside(scene, nodes[0], {"chatId": match["id"]}, match["id"])), 0.85)


def _for_channels(scene: Scene) -> Step | None:
    """“to #dev and #ops”: the first one where it is posted so far, the others beside it."""
    channels = list(dict.fromkeys(t.text for t in scene.u.tokens if t.kind is Kind.CHANNEL))
    nodes = [
        node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and isinstance(node.parameters.get("channelId"), Mapping)
    ]
    if len(channels) < _SEVERAL or len(nodes) != 1 or _JOINED.search(scene.flat) is None:
        return None
    node, edits = nodes[0], list[Edit]()
    held = node.parameters["channelId"]
    now = str(held.get("value", ""))
    if now in channels:
        channels.remove(now)
    elif scene.says("also") is None:
        edits.append(SetParameter(node.name, "channelId.value", channels.pop(0)))
    if len(channels) != 1:
        return None
    return Step(
        (*edits, *_beside(scene, node, {"channelId": {**held, "value": channels[0]}}, channels[0])), 0.85
    )


_JOINED = re.compile(
    r"#[\w-]+(?:\s*,\s*#[\w-]+)*,?\s+(?:and|und|et|y|e|plus|as well as)\s+(?:also )?(?:to |in |into )?#[\w-]+"
)
