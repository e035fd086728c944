"""“Translate to Italian instead”, “save them as drafts”: one of the choices that a parameter offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import PLUMBING, at, settable
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.language.tokens import Kind
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_SHORT = 3
_VERB = 7
"""Letters of the longest word in capitals that names a way of calling."""


def choose(scene: Scene) -> Step | None:
    """“translate to Italian instead”, “save them as drafts”: a choice that one parameter alone offers."""
    named = {hit.key for hit in scene.u.services if not hit.is_generic}
    spoken_of = [
        node
        for node in scene.canvas.nodes
        if not named or ((service := scene.canvas.service(node)) is not None and service.key in named)
    ]
    if scene.says("also") is not None or _TOLD_TO.match(scene.flat) or _NEW_ONE.match(scene.flat):
        return None
    if any(token.kind in {Kind.URL, Kind.EMAIL} for token in scene.u.tokens):
        # What goes with an address is more than a choice.
        return None
    swap = find_swap(scene)
    said = slice(*swap.new) if swap is not None and swap.old is not None else slice(None)
    found: list[tuple[Node, str, Any, Any]] = []
    for node in spoken_of:
        for path, prop in settable(scene, node):
            if prop.type != "options" or prop.name in PLUMBING - {"authentication"}:
                continue
            found += [
                (node, path, choice.value, at(node, path))
                for choice in prop.choices
                if (
                    _is_said(str(choice.name), scene.text[said], scene.flat[said])
                    and not _is_way(scene, node, path, choice.name)
                )
                or _is_meant(str(choice.value), scene.flat[said])
            ]
    meant = {each.node.name for each in nodes_meant(scene)}
    changing = [
        each
        for each in found
        if each[2] != each[3]
        and (each[3] is not None or not meant or each[0].name in meant)
        and (each[3] is not None or "." not in each[1] or scene.says("as_choice") is not None)
    ]
    # What is set already is what is spoken of, rather than an option that nobody has touched.
    changing = [each for each in changing if each[3] is not None] or changing
    if len({(each[0].name, each[1]) for each in changing}) != 1 or len(changing) != 1:
        return None
    node, path, value, _ = changing[0]
    return Step((SetParameter(node.name, path, value), *_signs(scene, node, str(value))), 0.75)


def _signs(scene: Scene, node: Node, value: str) -> Iterator[Edit]:
    """The sign of the unit in the texts that tell what the node gives."""
    sign = _UNITS.get(value)
    below = scene.canvas.workflow.graph.reachable(node.name) if sign is not None else ()
    for each in scene.canvas.nodes:
        for path, held in leaves(each.parameters, ()) if each.name in below else ():
            if isinstance(held, str) and _DEGREES.search(held):
                yield SetParameter(each.name, render_path(path), _DEGREES.sub(str(sign), held))


_UNITS = {"imperial": "°F", "metric": "°C"}
_DEGREES = re.compile(r"°[CF](?!\w)")


_NEW_ONE = re.compile(
    r"\W*(?:please )?(?:(?:send|post|write|mail|create) (?:an?|another) |(?:send|mail|text) (?!it |them |that |this )[\w ]{2,30}? an? )"
)
"""“send a welcome email to …”: something new."""
_TOLD_TO = re.compile(
    r"\W*(?:please )?(?:text|mail|e-?mail|call|message) (?:me|us|him|her|them|the|our|\+\d)(?!\w)"
)
"""“text me”: an order to tell somebody, no choice of that name."""


def _is_way(scene: Scene, node: Node, path: str, name: object) -> bool:
    """“send the person an email”: how somebody is told, and no option that nobody has touched."""
    spans = [scene.flat[hit.mention.start : hit.mention.end] for hit in scene.u.services]
    return at(node, path) is None and any(
        re.fullmatch(rf"{re.escape(flat(str(name)))}s?", each) for each in spans
    )


def _is_meant(value: str, plain: str) -> bool:
    """A choice by what it stands for: "fahrenheit" is the imperial one."""
    words = table("stands_for").get(value)
    return words is not None and re.search(rf"(?<!\w)(?:{words})(?!\w)", plain) is not None


def _is_said(name: str, text: str, plain: str) -> bool:
    """A choice by its name; short names only in capitals ("PUT")."""
    if name.isupper() and len(name) <= _VERB:
        # "PUT", "POST": a word of everyday speech unless it is written so.
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
    if len(name) > _SHORT:
        said = flat(name)
        return said in plain and re.search(rf"(?<!\w){re.escape(said)}s?(?!\w)", plain) is not None
    return False
