"""“Add the start time of each event”: one value more of every item in a list that is told at once."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.transforms import of_item
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.named_values import names_new_service, tells_list, values_listed
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.telling_only import telling_steps
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_MORE = re.compile(
    r"\W*(?:please |also |and )*(?:add|include|show|mention|put|write|list|give|tell|fuge|zeig|schreib|anade|incluye|ajoute|inclus|adicione?|inclua)(?: me| us| also| too| auch)* "
    r"(?:the|their|its|den|die|das|la|el|los|le|les|o|os|as?) (?P<values>[\w' ,&-]{3,50}?)"
    r"(?: (?:of|for|to|in|from|von|de|des|zu) (?:each|every|all|jede[nmrs]?|cada|chaque|the|them|it)(?: (?:of )?(?:the )?[\w-]+){0,2})?(?: (?:in|to|on) (?:the )?[\w-]+)?(?: too| as well| also| please)*\W*"
)
_LINE = re.compile(r"\.map\((?P<var>\w+) => (?P<body>`[^`]*`|(?P=var)(?:\??\.\w+|\[\d+\])+(?: \?\? '')?)\)")


def list_more(scene: Scene) -> Step | None:
    """The value in the line of each item."""
    match = _MORE.fullmatch(scene.flat)
    if match is None or names_new_service(scene) or scene.says("when") is not None:
        return None
    telling = [(node, name) for node, name in telling_steps(scene) if tells_list(str(node.parameters[name]))]
    values = values_listed(scene, scene.text[slice(*match.span("values"))])
    if len(telling) != 1 or not values:
        return None
    node, name = telling[0]
    text = str(node.parameters[name])
    lines = _LINE.search(text)
    items = _listed(scene, node)
    told = [_of_item(scene, items, words) for words in values] if items is not None else [None]
    if lines is None or None in told:
        return None
    new = [each for each in told if each is not None and each not in lines["body"]]
    if not new:
        return Step((), 0.8)
    line = f".map({lines['var']} => {_longer(lines['body'], new, lines['var'])})"
    return Step((SetParameter(node.name, name, text.replace(lines[0], line)),), 0.85)


def _listed(scene: Scene, node: Node) -> Output | None:
    """What each item of the list is: the last thing above that comes in numbers and is known."""
    sources = [link.source for link in scene.canvas.links(node.name)]
    many = [scene.canvas.output(above) for above in scene.canvas.above(sources)]
    many = [each for each in many if each.many and each.roles]
    return many[-1] if many else None


def _of_item(scene: Scene, items: Output, words: str) -> str | None:
    named = words.lower().replace(" ", "_")
    role = named if named in items.roles else role_of_words(words, scene.u.languages)
    known = items.roles.get(role or "")
    if known is None:
        return None
    plain = replace(known, path=known.path.replace("?.", "."))
    return of_item(plain)


_ITEM = re.compile(r"(?<![.\w])i(?=[?.\[])")


def _longer(body: str, told: list[str], var: str) -> str:
    values = " – ".join(f"${{{_ITEM.sub(var, each)} ?? ''}}" for each in told)
    if body.startswith("`"):
        return f"{body[:-1]} – {values}`"
    return f"`${{{body}}} – {values}`"
