"""“Add a third feed https://…”, “also check https://shop.x.de”: one more of what reads from an address."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE, PASSING
from nodepilot.composer.editing.copies import copied
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import MAIN, Connection, Node

_READING = {BASE + "rssFeedRead": "url", BASE + "httpRequest": "url"}
_MERGE = BASE + "merge"
_ADDED = re.compile(
    r"\W*(?:please |also |and )*(?:add|include|fuge|nimm|anade|agrega|ajoute|adicione?)(?: also| auch)? (?:the |this |that |our |den |die |das |la |el |le |o |a )?"
    r"(?:(?:rss|news|other|second|blog|web)[ -]?)?(?:feed|url|site|website|page|blog|endpoint|address|seite|adresse|pagina|sitio|flux|direccion|endereco)?:? ?https?://"
)
"""“add the feed https://…”: one more of what is read."""


def double(scene: Scene) -> Step | None:
    """A copy of the step with the new address, beside it; a Merge behind them takes one input more."""
    addresses = [token.text for token in scene.u.tokens if token.kind is Kind.URL]
    if (
        len(addresses) != 1
        or (scene.says("one_like_it") is None and _ADDED.match(scene.flat) is None)
        or any(scene.says(each) is not None for each in ("before", "after", "when", "instead"))
        or any(not hit.is_generic and not _is_reading(scene, hit.key) for hit in scene.u.services)
    ):
        return None
    alike = [node for node in scene.canvas.nodes if _is_alike(node)]
    if not alike or (len(alike) > 1 and len({node.type for node in alike}) > 1):
        return None
    lender = alike[-1]
    return Step(tuple(_copied(scene, lender, addresses[0])), 0.85)


def _is_reading(scene: Scene, key: str) -> bool:
    service = scene.canvas.services.get(key)
    return any(name in _READING for name in service.action_types)


def _is_alike(node: Node) -> bool:
    held = node.parameters.get(_READING.get(node.type, ""))
    method = str(node.parameters.get("method", "GET"))
    return isinstance(held, str) and held.startswith("http") and method in {"GET", "HEAD"}


def _copied(scene: Scene, lender: Node, address: str) -> list[Edit]:
    workflow = scene.canvas.workflow
    raw = copied(scene, lender, {_READING[lender.type]: address}, address)
    name = str(raw["name"])
    edits: list[Edit] = [AddNode(raw)]
    edits += [
        Connect(Connection(link.source, name, source_index=link.source_index, target_index=link.target_index))
        for link in scene.canvas.links(lender.name)
    ]
    for link in workflow.graph.outgoing(lender.name, MAIN):
        target, place = workflow.get(link.target), link.target_index
        if target.type == _MERGE:
            place = 1 + max(each.target_index for each in scene.canvas.links(target.name))
            edits.append(SetParameter(target.name, "numberInputs", place + 1))
        edits.append(Connect(Connection(name, target.name, target_index=place)))
    return [*edits, *_of_either(scene, lender)]


def _of_either(scene: Scene, lender: Node) -> list[Edit]:
    """What asked the lender by its name asks whichever of both it was, as far as their items go on unchanged."""
    canvas = scene.canvas
    named = f"$('{lender.name}').item.json"
    edits: list[Edit] = []
    waiting, seen = [link.target for link in canvas.workflow.graph.outgoing(lender.name, MAIN)], set[str]()
    while waiting:
        node = canvas.workflow.get(waiting.pop())
        if node.name in seen or node.type == _MERGE:
            continue
        seen.add(node.name)
        edits += [
            SetParameter(node.name, render_path(path), value.replace(named, "$json"))
            for path, value in leaves(node.parameters, ())
            if isinstance(value, str) and named in value
        ]
        if node.type in PASSING:
            waiting += [link.target for link in canvas.workflow.graph.outgoing(node.name, MAIN)]
    return edits
