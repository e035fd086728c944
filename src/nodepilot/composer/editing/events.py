"""“Refunds should trigger it, too”, “react to paid orders instead”: the events that a trigger waits for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from nodepilot.catalog import NodeTypeVersion
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.parameters import at
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.knowledge.triggers import EventMatch, rank_trigger_events
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Node

_CLEAR = 0.25
"""The share that the likeliest event needs to be meant."""
_SHORT = 6
"""Words of an order that names an event and nothing else: "pull requests as well"."""


def change_events(scene: Scene) -> Step | None:
    """One more event, or others, for the trigger that starts the workflow."""
    asked = scene.says("starting_on") is not None
    brief = scene.says("also") is not None and len(_words(scene)) <= _SHORT and not _orders(scene)
    brief = brief or _TOLD_ABOUT.match(scene.flat) is not None
    if not asked and not brief:
        return None
    if any(not hit.is_generic and not _is_present(scene, hit.key) for hit in scene.u.services):
        return None
    if any(token.is_literal or token.kind is Kind.NUMBER for token in scene.u.tokens):
        return None
    for node in scene.canvas.triggers:
        found = _event(scene, node)
        if found is None or not found.values:
            continue
        more = scene.says("also") is not None or scene.says("one_more") is not None
        if more and not found.takes_many:
            if (started := _another_start(scene, node, found)) is not None:
                return started
            continue
        if edits := _edits(node, found, scene.canvas.version(node), more=more):
            return Step(tuple(edits), 0.8)
    return None


_TOLD_ABOUT = re.compile(
    r"\W*(?:and |please )*(?:also )?(?:tell|notify|inform|alert|message|ping|let) (?:me|us)(?: know)?(?: also)? (?:about|of|on|for) (?!it|this|that|them)[\w -]{4,40}?(?: too| as well| also)?\W*$"
)
"""“tell me about failed payments too”: one more thing that happens, to be told in the same way."""


def _another_start(scene: Scene, node: Node, event: EventMatch) -> Step | None:
    """“also for updated orders”: a trigger that waits for one event has another one beside it, which leads to the same."""
    canvas = scene.canvas
    known = {
        name: node.parameters.get(name, _default(canvas.version(node), name)) for name in event.parameters
    }
    is_read_by_name = any(f"$('{node.name}')" in str(each.parameters) for each in canvas.nodes)
    links = canvas.leaving(Way(node.name))
    if known == dict(event.parameters) or is_read_by_name or not links or node.type == BASE + "webhook":
        return None
    happening = " ".join(
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(value)) for value in event.parameters.values()
    )
    name = free_name(canvas.workflow, re.sub(r"[\W_]+", " ", happening).strip().capitalize())
    kept = {
        key: value for key, value in node.raw.items() if key not in {"id", "name", "position", "webhookId"}
    }
    new = {
        **kept,
        "id": str(uuid5(NAMESPACE_OID, f"{node.id}:{happening}")),
        "name": name,
        "parameters": {**node.parameters, **event.parameters},
    }
    joined = [Connect(Connection(name, each.target, target_index=each.target_index)) for each in links]
    return Step((AddNode(new), *joined), 0.8)


def _words(scene: Scene) -> list[str]:
    return [token.norm for token in scene.u.tokens if token.kind is Kind.WORD]


def _orders(scene: Scene) -> bool:
    """It begins with a verb that is no noun, too: something shall be done."""
    u = scene.u
    place = next(
        (i for i in range(len(u.tokens)) if not u.has(i, "words", "polite", "and", "also", "det")), 0
    )
    # "updated orders too": what happened to them.
    is_participle = (
        place + 1 < len(u.tokens) and u.tokens[place].norm.endswith("ed") and bool(u.has(place + 1, "nouns"))
    )
    return scene.verbs.is_verb(place) and not u.has(place, "nouns") and not is_participle


def _is_present(scene: Scene, key: str) -> bool:
    services = (scene.canvas.service(node) for node in scene.canvas.triggers)
    return any(service is not None and service.key == key for service in services)


def _event(scene: Scene, node: Node) -> EventMatch | None:
    """The event that the words mean most, if they say what happens, and it is not waited for already."""
    ranked = rank_trigger_events(node.type, _words(scene), scene.canvas.catalog, language=scene.u.language)
    if not ranked or ranked[0].score < _CLEAR or not ranked[0].reasons:
        return None
    best = ranked[0]
    held = at(node, best.path)
    kin = [each for each in ranked if each.evidence >= best.evidence - _NEAR and _akin(held, each)]
    return kin[0] if kin and not _akin(held, best) else best


_NEAR = 0.8


def _akin(held: Any, event: EventMatch) -> bool:
    """Of the same family as what is waited for: `charge.refunded` beside `charge.succeeded`."""
    names = {re.split(r"[./_]", str(each))[0] for each in (held if isinstance(held, list) else [held])}
    return any(re.split(r"[./_]", value)[0] in names for value in event.values)


def _default(version: NodeTypeVersion | None, name: str) -> Any:
    prop = version.property(name) if version is not None else None
    return prop.default if prop is not None else None


def _edits(node: Node, event: EventMatch, version: NodeTypeVersion | None, *, more: bool) -> list[Edit]:
    held = at(node, event.path)
    if isinstance(held, list):
        wanted = list(dict.fromkeys([*held, *event.values])) if more else list(event.values)
        return [SetParameter(node.name, event.path, wanted)] if wanted != held else []
    changed: Mapping[str, Any] = {
        name: value
        for name, value in event.parameters.items()
        if node.parameters.get(name, _default(version, name)) != value
    }
    if node.type == BASE + "webhook" or more:
        return []
    return [SetParameter(node.name, name, value) for name, value in changed.items()]
