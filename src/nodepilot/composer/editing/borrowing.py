"""What a new step takes over from the step of the same service that is there: sheet, board, account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.named import named_value
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import BASE, Canvas
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.workflow.edits import AddNode, Connect, Edit
from nodepilot.workflow.model import Node

_INDEFINITE = frozenset(
    "a an another new other ein eine einen einem einer un una uma une otro otra outro outra".split()
)
_OPEN = re.compile(r"^(?:YOUR_[A-Z_]+|\+15550100)$")
"""What stands where nobody said a value; the number is that of a sender or of somebody to be told."""
_SAID = ("message", "body")


def borrow(scene: Scene, step: Step) -> Step:
    """The step with its open values filled from nodes of the same type, where nothing else was asked for."""
    edits: list[Edit] = []
    filled: set[tuple[str, str]] = set()
    for edit in step.edits:
        if not isinstance(edit, AddNode):
            edits.append(edit)
            continue
        node, names = with_ids(scene, dict(edit.node))
        filled |= {(str(node["name"]), name) for name in names}
        lender = _lender(scene, node)
        if lender is not None:
            node, names = _lent(scene, node, lender)
            filled |= {(str(node["name"]), name) for name in names}
        edits.append(replace(edit, node=node))
    edits = _same_words(scene, edits)
    left = tuple(
        each
        for each in step.setup.placeholders
        if (each.step, re.split(r"[.\[]", each.parameter, maxsplit=1)[0]) not in filled
    )
    return replace(step, edits=tuple(edits), setup=replace(step.setup, placeholders=left))


def with_ids(scene: Scene, node: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The node with ids that the text gives by their word ("chat id 99887766"), and the parameters that took one."""
    version = scene.canvas.catalog.get(str(node["type"])).latest
    parameters = dict(node.get("parameters") or {})
    names: set[str] = set()
    for name, value in parameters.items():
        prop = version.property(name)
        if prop is None or not _is_open(value):
            continue
        found = named_value(prop, scene.u, 0, len(scene.u.tokens))
        if found is not None:
            parameters[name] = (
                {**value, "mode": "id", "value": found[0]} if isinstance(value, dict) else found[0]
            )
            names.add(name)
    return {**node, "parameters": parameters}, names


def _lender(scene: Scene, new: Mapping[str, Any]) -> Node | None:
    """A node of the type, unless the text speaks of "a" sheet or "another" board."""
    kinds = {new["type"], f"{new['type']}Trigger"}
    same = sorted(
        (node for node in scene.canvas.nodes if node.type in kinds), key=lambda node: node.type == new["type"]
    )
    if not same or _is_another(scene, new):
        return None
    return same[-1]


def _is_another(scene: Scene, new: Mapping[str, Any]) -> bool:
    service = scene.canvas.services.of_type(str(new["type"]))
    for hit in scene.u.services:
        if service is None or hit.key != service.key:
            continue
        before = [token.norm for token in scene.u.tokens[max(0, hit.first - 2) : hit.first]]
        if any(word in _INDEFINITE for word in before):
            return True
    return False


def _lent(scene: Scene, node: dict[str, Any], lender: Node) -> tuple[dict[str, Any], set[str]]:
    parameters = dict(node.get("parameters") or {})
    names = {
        name
        for name, value in parameters.items()
        if _is_open(value) and name in lender.parameters and _is_set(lender.parameters[name])
    }
    if _is_guess(scene, parameters.get("channelId")) and _is_set(lender.parameters.get("channelId")):
        names.add("channelId")
    for name in names:
        parameters[name] = lender.parameters[name]
    if (
        "sheetName" in lender.parameters
        and _is_default_tab(parameters.get("sheetName"))
        and parameters.get("documentId") == lender.parameters.get("documentId")
    ):
        parameters["sheetName"] = lender.parameters["sheetName"]
        names.add("sheetName")
    if "authentication" in lender.parameters and "authentication" in parameters:
        parameters["authentication"] = lender.parameters["authentication"]
    node = {**node, "parameters": parameters}
    if lender.raw.get("credentials") and not node.get("credentials"):
        node["credentials"] = lender.raw["credentials"]
    return node, names


def _is_open(value: Any) -> bool:
    held = value.get("value") if isinstance(value, Mapping) and value.get("__rl") else value
    return isinstance(held, str) and _OPEN.match(held) is not None


def _is_set(value: Any) -> bool:
    held = value.get("value") if isinstance(value, Mapping) and value.get("__rl") else value
    return held not in (None, "") and not _is_open(value)


def _is_guess(scene: Scene, value: Any) -> bool:
    """A channel that every workspace has, where nobody named it."""
    held = value.get("value") if isinstance(value, Mapping) else None
    return held == _GENERAL and _GENERAL.lstrip("#") not in scene.flat


_GENERAL = "#general"


def _is_default_tab(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("value") in {"Sheet1", "YOUR_SHEET_NAME"}


def _same_words(scene: Scene, edits: Sequence[Edit]) -> list[Edit]:
    """“also send it to …”: a message beside another one says the same, unless the text tells what it says."""
    forwards = any(scene.u.has(index, "verbs", "forward") for index in range(len(scene.u.tokens)))
    if forwards or scene.says("also") is None or any(token.kind.name == "QUOTED" for token in scene.u.tokens):
        return list(edits)
    edits = _without_gathering(scene.canvas, edits)
    sources = {edit.connection.target: edit.connection for edit in edits if isinstance(edit, Connect)}
    made: list[Edit] = []
    for edit in edits:
        link = sources.get(str(edit.node["name"])) if isinstance(edit, AddNode) else None
        if (
            not isinstance(edit, AddNode)
            or link is None
            or not is_message(scene.canvas, str(edit.node["type"]))
        ):
            made.append(edit)
            continue
        words = _words_beside(scene.canvas, link.source, link.source_index, edit.node["parameters"])
        name = next((n for n in edit.node["parameters"] if slot_of(n) in _SAID), None)
        if words is None or name is None or _is_said(edit.node["parameters"][name]):
            made.append(edit)
            continue
        parameters = {**edit.node["parameters"], name: words}
        made.append(replace(edit, node={**edit.node, "parameters": parameters}))
    return made


def is_message(canvas: Canvas, node_type: str) -> bool:
    """It tells people something: a message, a mail, a post for everybody."""
    service = canvas.services.of_type(node_type)
    return service is not None and bool(service.needs & (MESSAGING | {"social_post"}))


def _without_gathering(canvas: Canvas, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Where a message is sent for what comes already, one more of the kind needs no list made of it."""
    gathers = {
        str(edit.node["name"])
        for edit in edits
        if isinstance(edit, AddNode) and edit.node["type"] == _GATHERING
    }
    into = {e.connection.target: e.connection for e in edits if isinstance(e, Connect)}
    idle = {
        name
        for name in gathers & into.keys()
        if _words_beside(canvas, into[name].source, into[name].source_index) is not None
    }
    made: list[Edit] = []
    for edit in edits:
        if isinstance(edit, AddNode) and edit.node["name"] in idle:
            continue
        if isinstance(edit, Connect) and edit.connection.target in idle:
            continue
        if isinstance(edit, Connect) and edit.connection.source in idle:
            above = into[edit.connection.source]
            moved = replace(edit.connection, source=above.source, source_index=above.source_index)
            made.append(replace(edit, connection=moved))
            continue
        made.append(edit)
    return made


def _is_said(text: Any) -> bool:
    """Words of its own ("Welcome!"), without a value of the data."""
    return isinstance(text, str) and text != "" and "{{" not in text


_GATHERING = BASE + "aggregate"


def _words_beside(
    canvas: Canvas, source: str, output: int, new: Mapping[str, Any] | None = None
) -> str | None:
    """What the message says that leaves the same output; what it says to a person is for nobody else."""
    for link in canvas.workflow.graph.outgoing(source, "main"):
        node = canvas.workflow.get(link.target)
        if link.source_index != output or not canvas.is_writing(node) or not is_message(canvas, node.type):
            continue
        if new is not None and is_for_person(node.parameters) and not is_for_person(new):
            continue
        for name, value in node.parameters.items():
            if slot_of(name) in _SAID and isinstance(value, str) and value:
                return value
    return None


def is_for_person(parameters: Mapping[str, Any]) -> bool:
    """Its recipient is whoever the data is about."""
    return any(
        slot_of(name) in {"recipient", "recipient_phone"} and isinstance(held, str) and held.startswith("=")
        for name, held in parameters.items()
    )
