"""“Use gpt-4o”: a language model by its id."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.knobs import set_number
from nodepilot.composer.editing.parameters import shown
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_MODEL = re.compile(
    r"(?<![\w.])(?:gpt-[\w.-]+|chatgpt-[\w.-]+|o[1-9](?:-[\w-]+)?|claude-[\w.-]+|gemini-[\w.-]+|llama[\w.:-]+|"
    r"mi[sx]tral[\w.:-]+|deepseek-[\w.-]+|grok-[\w.-]+|qwen[\w.:-]+)(?![\w])"
)


def remodel(scene: Scene) -> Step | None:
    """A model by its id: `gpt-4o`, `claude-sonnet-4-5`; where another maker's model is there, it gives way elsewhere."""
    match = _MODEL.search(scene.flat)
    if match is None:
        return _of_another_size(scene)
    if scene.says("also") is not None:
        return None
    found = [
        (node, name)
        for node in scene.canvas.nodes
        for name in ("model", "modelName", "modelId", "chatModel")
        if _has(scene, node, name) and _makes(node, match)
    ]
    meant = [each.node for each in nodes_meant(scene)]
    roots = {child: root.name for root in meant for child in scene.canvas.workflow.graph.sub_nodes(root.name)}
    best = [each for each in found if each[0] in meant or each[0].name in roots] or found
    if not best:
        return None
    node, name = min(best, key=lambda each: meant.index(each[0]) if each[0] in meant else len(meant))
    chosen = SetParameter(node.name, name, model_value(scene, node, name, match))
    # "… with temperature 0": what else is told of it.
    more = set_number(scene.without(match.span()))
    return Step((chosen, *(more.edits if more is not None else ())), 0.9)


_SIZE = re.compile(
    r"(?<!\w)(?:(?P<less>cheaper|smaller|faster|lighter|quicker|gunstigere[sn]?|billigere[sn]?|kleinere[sn]?|schnellere[sn]?|moins cher|plus (?:petit|rapide)|mas (?:barato|pequeno|rapido)|mais (?:barato|rapido))|"
    r"(?P<more>better|bigger|larger|stronger|smarter|more powerful|bessere[sn]?|grossere[sn]?|starkere[sn]?|meilleur|plus (?:grand|puissant)|mejor|mas (?:grande|potente)|melhor|maior))"
    r"(?: (?:ai|language|llm|ki))?[ -]?(?:model\w*|llm|modele|modelo)|(?<!\w)(?:model\w*|modele|modelo) (?:plus (?P<small>petit|rapide|economique)|mas (?P<barato>barato|rapido|pequeno)|mais (?P<leve>barato|rapido|leve))"
)
_SMALLER = (
    (re.compile(r"^(gpt-4o)-mini$"), "gpt-4.1-nano"),
    (re.compile(r"^(gpt-(?:5(?:\.\d)?|4\.1))-mini$"), r"\1-nano"),
    (re.compile(r"^(gpt-(?:5(?:\.\d)?|4\.1|4o))$"), r"\1-mini"),
    (re.compile(r"^((?:models/)?gemini-[\d.]+)-flash$"), r"\1-flash-lite"),
    (re.compile(r"^((?:models/)?gemini-[\d.]+)-pro$"), r"\1-flash"),
)
_BIGGER = (
    (re.compile(r"^(gpt-[\d.]+)-nano$"), r"\1-mini"),
    (re.compile(r"^(gpt-[\d.]+o?)-mini$"), r"\1"),
    (re.compile(r"^((?:models/)?gemini-[\d.]+)-flash-lite$"), r"\1-flash"),
    (re.compile(r"^((?:models/)?gemini-[\d.]+)-flash$"), r"\1-pro"),
)
"""The next one of the family, for those families whose names tell the size."""


def _of_another_size(scene: Scene) -> Step | None:
    """“use a cheaper model”, “a better model please”: the next of the family that is there."""
    match = _SIZE.search(scene.flat)
    if match is None:
        return None
    steps = _BIGGER if match["more"] else _SMALLER
    for node in scene.canvas.nodes:
        for name in ("model", "modelName", "modelId"):
            held = node.parameters.get(name)
            value = held.get("value") if isinstance(held, dict) else held
            if not isinstance(value, str):
                continue
            for pattern, other in steps:
                if pattern.match(value) is not None:
                    new = pattern.sub(other, value)
                    kept = (
                        {k: v for k, v in held.items() if k != "cachedResultName"}
                        if isinstance(held, dict)
                        else None
                    )
                    chosen = {**kept, "value": new} if kept is not None else new
                    return Step((SetParameter(node.name, name, chosen),), 0.8)
    return None


def model_said(scene: Scene) -> re.Match[str] | None:
    """Where the text names a model by its id."""
    return _MODEL.search(scene.flat)


def _has(scene: Scene, node: Node, name: str) -> bool:
    if scene.canvas.version(node) is None:
        # A node type of another time: what it keeps is what it has.
        return isinstance(node.parameters.get(name), str)
    return any(prop.name == name for prop in shown(scene, node))


def _makes(node: Node, match: re.Match[str]) -> bool:
    """A model of that name is made by whom the node asks; makers of many models are asked for any.

    What turns texts into numbers has models of its own.
    """
    if "embedding" in node.type.lower() and "embed" not in match.group():
        return False
    maker = next((maker for maker, start in table("models").items() if re.match(start, match.group())), None)
    known = "|".join(table("models"))
    of_one = re.search(known, node.type.lower())
    return maker is None or of_one is None or of_one.group() == maker


def model_value(scene: Scene, node: Node, name: str, match: re.Match[str]) -> Any:
    """The model as the parameter keeps it."""
    held = node.parameters.get(name)
    value = scene.text[match.start() : match.end()].rstrip(".")
    if any(prop.name == name and prop.type == "resourceLocator" for prop in shown(scene, node)):
        mode = held.get("mode", "list") if isinstance(held, dict) else "list"
        return {"__rl": True, "mode": mode, "value": value}
    return value
