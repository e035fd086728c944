"""“Only unread mails”, “just the open issues”: what reads or starts is asked for less, by its own filters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.catalog import Property
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import shown
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_FILTER = re.compile(r"(?i)filters?$")
_ALL = frozenset({"all", "both", "any", "none"})
_MAIL = frozenset({BASE + "gmailTrigger", BASE + "gmail"})
_SEARCHED = {
    "is:starred": r"starred|markierte[nr]?|favoris|destacad[oa]s?|com estrela",
    "is:important": r"important|wichtige[nr]?|importantes?",
    "has:attachment": r"(?:with|having|that have|mit|avec|con|com)(?: an?| einem| une?| un)? (?:attachments?|anhang|anhangen|pieces? jointes?|adjuntos?|anexos?)",
}
"""Kinds of mails as Gmail's search calls them."""
_LABEL = re.compile(
    r"(?:labell?ed|tagged|with(?: the)? label|(?:in|under)(?: the)? label|mit dem label|etiquetad[oa]s?(?: como)?|com a etiqueta|avec le libelle)"
    r"\s+(?:as |with )?[\"'“„«]?(?P<name>[\w/-]+)"
)
_OTHERWISE = re.compile(r"(?<!\w)(?:not|no|non|nicht|keine?|pas|sin|sem)\s+(?:\w+\s+)?$")
_TAKEN = ("also", "before", "after", "skip")


def narrow(scene: Scene) -> Step | None:
    """The filters that the words speak of, set on what brings the items."""
    if (left_out := _label_left_out(scene)) is not None:
        return left_out
    if scene.says("only") is None or any(scene.says(each) is not None for each in _TAKEN):
        return None
    meant = [each.node.name for each in nodes_meant(scene)]
    sources = [node for node in scene.canvas.nodes if not scene.canvas.is_writing(node)]
    for node in sorted(sources, key=lambda each: each.name not in meant):
        edits = [*_chosen(scene, node), *_searched(scene, node)]
        if edits:
            return Step(tuple(edits), 0.85)
    return None


_OUT = re.compile(
    r"(?<!\w)(?:skip|ignore|exclude|leave out|not|no|without|except|ohne|nicht|sauf|sans|sin|sem|ignoriere?)\W(?:\w+\W){0,4}?(?:label|libelle|etiqueta|kategorie|category|tab)s? (?:called |named )?[\"'“„«]?(?P<name>[\w/-]+)"
)


def _label_left_out(scene: Scene) -> Step | None:
    """“exclude the label promotions”: Gmail is asked for mails without it."""
    match = _OUT.search(scene.flat)
    node = next((each for each in scene.canvas.triggers if each.type in _MAIL), None)
    if match is None or node is None:
        return None
    held = node.parameters.get("filters")
    before = str(held.get("q") or "") if isinstance(held, dict) else ""
    name = scene.text[match.start("name") : match.end("name")]
    kind = "category" if name.lower() in _TABS else "label"
    return Step((SetParameter(node.name, "filters.q", f"{before} -{kind}:{name}".strip()),), 0.85)


_TABS = frozenset({"promotions", "social", "updates", "forums"})
"""What Gmail sorts by itself."""


def _chosen(scene: Scene, node: Node) -> Iterator[Edit]:
    for prop in shown(scene, node):
        if prop.type != "collection" or not _FILTER.search(prop.name):
            continue
        for child in prop.children:
            value = _choice(scene, child) or _is_said(scene, child)
            held = node.parameters.get(prop.name)
            if value is not None and not (isinstance(held, dict) and held.get(child.name) == value):
                yield SetParameter(node.name, f"{prop.name}.{child.name}", value)


def _is_said(scene: Scene, child: Property) -> bool | None:
    """“only active workflows”: a filter that is on or off, by all words of its name."""
    words = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", child.name).lower())
    if child.type != "boolean" or len(words) < _SEVERAL:
        return None
    match = re.search(rf"(?<!\w){' '.join(words)}(?!\w)", scene.flat)
    return True if match is not None and not _OTHERWISE.search(scene.flat[: match.start()]) else None


_SEVERAL = 2


def _choice(scene: Scene, child: Property) -> object:
    """The choice that is said by its value."""
    if child.type != "options":
        return None
    for choice in child.choices:
        word = flat(str(choice.value))
        if word in _ALL or not word.isalpha():
            continue
        match = re.search(rf"(?<![\w-]){word}(?![\w-])", scene.flat)
        if match is not None and not _OTHERWISE.search(scene.flat[: match.start()]):
            return choice.value
    return None


def _searched(scene: Scene, node: Node) -> Iterator[Edit]:
    """Gmail is asked for kinds of mails by its search."""
    if node.type not in _MAIL or not any(prop.name == "filters" for prop in shown(scene, node)):
        return
    terms = [term for term, words in _SEARCHED.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat)]
    if (label := _LABEL.search(scene.flat)) is not None:
        terms.append(f"label:{scene.text[label.start('name') : label.end('name')]}")
    held = node.parameters.get("filters")
    before = str(held.get("q") or "") if isinstance(held, dict) else ""
    new = [term for term in terms if term not in before.split()]
    if new:
        yield SetParameter(node.name, "filters.q", " ".join([*before.split(), *new]))
