"""“Remember the last 30 messages”, “batches of 50”: a number for a parameter that is known by what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.catalog import Property
from nodepilot.composer.editing.calling import call_by_name, identify, translate_to
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.choices import choose
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.parameters import at, converted, counted_in, settable, unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.wording import change_wording
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.composer.time_words import as_number
from nodepilot.workflow.edits import SetParameter
from nodepilot.workflow.model import Node

_WAITED = frozenset({"seconds", "minutes", "hours", "days"})


def turn_knob(scene: Scene) -> Step | None:
    """The parameter that the words name, set to the value that they give."""
    if _REPLYING.match(scene.flat) and not any(_ANSWERS.search(node.type) for node in scene.canvas.nodes):
        # "reply to technical mails with …": something is sent, and no address for replies is set.
        return None
    readers = (set_number, translate_to, call_by_name, change_wording, identify, choose)
    return next((step for reader in readers if (step := reader(scene)) is not None), None)


_REPLYING = re.compile(r"\W*(?:please |also |then )*(?:reply|respond|answer) (?:to )?(?!address)\w+")
_ANSWERS = re.compile(r"respondToWebhook|\.agent|\.chat")


def tune(scene: Scene) -> Step | None:
    """“keep only the last 6 messages in memory”: a number of a sub-node, whatever "only" says elsewhere."""
    return set_number(scene, sub_nodes=True)


def set_number(scene: Scene, *, sub_nodes: bool = False) -> Step | None:
    """A number for a parameter that is known by what it does."""
    numbers = [(token, number) for token in scene.u.tokens if (number := figure_of(scene, token)) is not None]
    numbers = [each for each in numbers if not _DENIED.search(scene.flat[: each[0].start])] or numbers
    if len(numbers) != 1:
        return None
    token, number = numbers[0]
    unit = unit_said(scene.flat, token.end)
    if unit is None and (measured := _measured(scene, token, number)) is not None:
        return measured
    if unit is None and _WEEKS.match(scene.flat, token.end) is not None:
        number, unit = number * 7, "days"
    meant = [each.node.name for each in nodes_meant(scene)]
    candidates = []
    for node in scene.canvas.nodes:
        for path, prop in _numeric(scene, node):
            words = table("knobs").get(prop.name)
            if sub_nodes and not _is_plain(scene, node, prop, token.end, meant):
                continue
            if unit is not None and not is_time(node, path, prop):
                # "5 seconds between the batches" says nothing of how many are in one.
                continue
            timed = unit is not None and node.name in meant and at(node, path) is not None
            is_said = words is not None and re.search(rf"(?<!\w)(?:{words})(?!\w)", scene.flat) is not None
            if timed or is_said:
                candidates.append((is_said, node.name in meant, at(node, path) is not None, node, path, prop))
    if not candidates:
        return None
    *_, node, path, prop = max(candidates, key=lambda each: each[:3])
    if node.type == BASE + "wait" and path == "amount":
        unit_set = (SetParameter(node.name, "unit", unit),) if unit in _WAITED else ()
        return Step((SetParameter(node.name, path, whole(number)), *unit_set), 0.9)
    if unit is not None:
        number = converted(number, unit, counted_in(prop))
    return Step((SetParameter(node.name, path, whole(number)),), 0.9)


_PIXELS = re.compile(
    r"\s*(?:px|pixels?|pixel)(?!\w)|\s+(?:wide|high|tall|breit|hoch|de large|de haut|de ancho|de alto|de largura|de altura)(?!\w)"
)
_HIGH = re.compile(r"(?<!\w)(?:high|tall|height|hoch|hohe|haut|hauteur|alto|altura)(?!\w)")


def _measured(scene: Scene, token: Token, number: float) -> Step | None:
    """“1200 px”: how wide a picture becomes, or how high."""
    if _PIXELS.match(scene.flat, token.end) is None:
        return None
    name = "height" if _HIGH.search(scene.flat) else "width"
    nodes = [node for node in scene.canvas.nodes if isinstance(node.parameters.get(name), int)]
    return Step((SetParameter(nodes[0].name, name, whole(number)),), 0.9) if len(nodes) == 1 else None


_DENIED = re.compile(
    r"(?<!\w)(?:not|nicht|no|pas|nao|instead of|statt)(?: just| only| nur| solo| seulement)?\s+$"
)
"""“10, not just five”: the number that was."""
_WEEKS = re.compile(r"[\s-]*(?:weeks?|wochen?|semaines?|semanas?)(?!\w)")
_UNIT = re.compile(
    r"\s+(?:milliseconds?|seconds?(?!\s+\w)|minutes?|hours?|days?|weeks?|sekunden?|minuten?|stunden?|tage?n?|wochen?|secondes?|"
    r"heures?|jours?|semaines?|segundos?|minutos?|horas?|dias?|semanas?)(?!\w)"
)


def figure_of(scene: Scene, token: Token) -> float | None:
    """A number in digits or as a word ("ten"); "a" in "a week"."""
    if (number := parse_number(token)) is not None:
        return number
    if token.kind is Kind.WORD and (said := as_number(token)) is not None:
        is_article = token.norm in _ARTICLES
        return float(said) if not is_article or _UNIT.match(scene.flat, token.end) else None
    return 1.0 if token.norm in _ARTICLES and _UNIT.match(scene.flat, token.end) else None


_ARTICLES = frozenset("a an one ein eine einen einer un une una uno um uma".split())


def is_time(node: Node, path: str, prop: Property) -> bool:
    """It counts time, by its name or by the unit beside it."""
    if node.type == BASE + "wait" and path == "amount":
        return True
    named = flat(f"{re.sub(r'(?<=[a-z])(?=[A-Z])|_', ' ', prop.name)} {prop.display_name}")
    return _TIMED.search(named) is not None


_TIMED = re.compile(r"time|interval|delay|wait|duration|seconds?|minutes?|hours?|ttl|age|pause")


def _is_plain(scene: Scene, node: Node, prop: Property, end: int, meant: list[str]) -> bool:
    """A number of a sub-node that is named, or one with the parameter's own word right behind it."""
    if scene.canvas.is_sub_node(node):
        return node.name in meant
    words = table("knobs").get(prop.name, "")
    return prop.name in _OWN_WORD and re.match(rf"\s*(?:{words})(?!\w)", scene.flat[end:]) is not None


_OWN_WORD = frozenset({"maxIterations", "maxTokens", "temperature", "topK", "batchSize"})


def _numeric(scene: Scene, node: Node) -> Iterator[tuple[str, Property]]:
    """Number parameters that the node shows, those in its options too, with their paths."""
    for path, prop in settable(scene, node):
        if prop.type == "number" or (prop.type == "string" and isinstance(at(node, path), int)):
            yield path, prop
