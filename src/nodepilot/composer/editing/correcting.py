"""“No, 150”, “back to 500”, “2 hours”: a value alone, said of what the last change has set."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.further_tests import with_value
from nodepilot.composer.editing.literals import FITS
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.replacing import replace_service
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import tests_of
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.composer.time_words import as_number
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.model import Node

_LEAD = re.compile(
    r"\W*(?:(?:no|nope|nah|sorry|oops|ups|wait|hm+|ah|oh|actually|i mean|i meant|make (?:it|that)|rather|better|let'?s (?:say|make it)|say|change (?:it|that) to|set (?:it|that) to|(?:go |and )?back to|"
    r"not [\w#@.]+,? ?(?:but)?|nein|ach|doch|lieber|besser|mach|mache?|sagen wir|zuruck auf|zuruck zu|non|plutot|disons|mets|non pas|perdon|mejor|digamos|pon|que sean?|nao|melhor|digamos|de volta (?:a|para)|better make (?:it|that)|it should be|should be|"
    r"correction|do|das|es|it|that|daraus|draus)(?![\w'])[\s,.:;–-]*)+"
)
_TAIL = re.compile(
    r"[\s,]*(?:(?:instead|please|bitte|rather|then|now|again|wieder|lieber|better|is better|would be better|is enough|is fine|plutot|s'il (?:te|vous) plait|por favor|mejor|melhor|euros?|eur|dollars?|usd|bucks)[\s.!]*)+$"
)
Place = tuple[Node, tuple[str | int, ...], Any]


def correct(scene: Scene) -> Step | None:
    """Another value in the place of the one that was set last; None where that is not clear."""
    recent = scene.canvas.recent
    if not recent.values or scene.blanked:
        return None
    lead = _LEAD.match(scene.flat)
    start = lead.end() if lead is not None else len(scene.flat) - len(scene.flat.lstrip(" ,."))
    tail = _TAIL.search(scene.flat, start)
    end = tail.start() if tail is not None and tail.start() > start else len(scene.flat.rstrip(" .!?"))
    tokens = [token for token in scene.u.tokens if start <= token.start < end]
    if not tokens or (lead is None and len(tokens) > _BARE):
        return None
    places = list(recent.values)
    if (further := _one_more(scene, places)) is not None:
        return further
    if lead is not None and (other := _service(scene, start, end)) is not None:
        return other
    return (
        _waited(scene, tokens, places)
        or _number(tokens, places)
        or _literal(tokens, places)
        or _name(scene, scene.text[start:end], lead is not None, places)
        or _word(scene, tokens, lead is not None, places)
    )


_BARE = 2
"""Words of a value that stands alone: “2 hours”."""


_BY = re.compile(
    r"\s*(?:(?:in|on|to|via|with|by|into|use|per|mit|uber|auf|en|dans|sur|avec|par|a|con|por|no|em)\s+)?(?:the |an? )?"
)


def _service(scene: Scene, start: int, end: int) -> Step | None:
    """“no, in Teams”: another service than the one that came with the last change."""
    hits = [hit for hit in scene.u.services if start <= hit.mention.start and hit.mention.end <= end]
    by = _BY.match(scene.flat, start)
    if len(hits) != 1 or by is None or by.end() != hits[0].mention.start or hits[0].mention.end != end:
        return None
    canvas = scene.canvas
    new = canvas.services.get(hits[0].key)
    came = [
        node
        for node in canvas.recent.nodes
        if (service := canvas.service(node)) is not None
        and service.key != new.key
        and not canvas.is_trigger(node)
    ]
    if len(came) != 1:
        return None
    return replace_service(replace(scene, text=f"replace {came[0].name} with {new.name}", blanked=()))


def _number(tokens: list[Token], places: list[Place]) -> Step | None:
    number = parse_number(tokens[0]) if len(tokens) == 1 else None
    held = [each for each in places if _is_figure(each[2]) and not str(each[1][-1]).endswith("Minute")]
    if number is None or len(held) != 1:
        return None
    node, path, old = held[0]
    value: Any = whole(number)
    return _set(node, path, str(value) if isinstance(old, str) else value)


def _waited(scene: Scene, tokens: list[Token], places: list[Place]) -> Step | None:
    """“2 hours”, “a day”: how long a pause is that was made or changed just now."""
    if len(tokens) != _BARE:
        return None
    count = parse_number(tokens[0]) or as_number(tokens[0])
    count = 1 if count is None and _ONE.fullmatch(tokens[0].norm) else count
    unit = unit_said(scene.flat, tokens[0].end)
    if count is None or unit is None:
        return None
    nodes = {
        node.name: node
        for node, path, _ in places
        if node.type.endswith(".wait") and path[-1] in {"amount", "unit"}
    }
    if len(nodes) != 1:
        return None
    name = next(iter(nodes))
    edits: list[Edit] = [SetParameter(name, "amount", whole(float(count)))]
    if unit in _WAITED:
        edits.append(SetParameter(name, "unit", unit))
    return Step(tuple(edits), 0.9)


_ONE = re.compile(r"an?|one|eine?[nmr]?|une?|una?|uma?")
_WAITED = frozenset({"seconds", "minutes", "hours", "days"})


def _literal(tokens: list[Token], places: list[Place]) -> Step | None:
    """“no, #ops”, “no, anna@acme.io”."""
    if len(tokens) != 1:
        return None
    token = tokens[0]
    if token.kind is Kind.QUOTED:
        said = [each for each in places if isinstance(each[2], str) and "{{" not in each[2]]
        return _set(*said[0][:2], token.text[1:-1]) if len(said) == 1 else None
    pattern = FITS.get(token.kind)
    if pattern is None or token.kind is Kind.PATH:
        # A path may leave the file its name: that is known elsewhere.
        return None
    fitting = [
        each
        for each in places
        if isinstance(each[2], str)
        and pattern.match(each[2])
        and (token.kind is not Kind.CHANNEL or "channel" in str(each[1][0]).lower())
    ]
    return _set(*fitting[0][:2], token.text) if len(fitting) == 1 else None


_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}")


def _name(scene: Scene, said: str, is_led: bool, places: list[Place]) -> Step | None:
    """“no, Munich”: a name where a name was set."""
    said = said.strip(" .,!?")
    if not is_led or _NAME.fullmatch(said) is None or scene.u.services:
        return None
    if any(re.fullmatch(words, flat(said)) for words in table("tongues").values()):
        return None
    named = [each for each in places if isinstance(each[2], str) and _NAME.fullmatch(each[2])]
    return _set(*named[0][:2], said) if len(named) == 1 else None


_AND = re.compile(
    r"\W*(?:and|or|plus|also|und|oder|auch|et|ou|aussi|y|o|tambien|e|tambem) (?:also |from |of |for |aus |von |de )?(?P<value>[\w-]+(?: [\w-]+)?)(?: too| as well| also| auch| aussi)?\W*"
)


def _one_more(scene: Scene, places: list[Place]) -> Step | None:
    """“and Austria”: one more value beside the one that is compared with since the last change."""
    match = _AND.fullmatch(scene.flat)
    held = [each for each in places if each[1][-1] == "rightValue" and isinstance(each[2], str)]
    if match is None or len(held) != 1 or held[0][2].startswith("=") or scene.u.services:
        return None
    node = held[0][0]
    tests = tests_of(node)
    value = scene.text[slice(*match.span("value"))]
    first = next((i for i, t in enumerate(scene.u.tokens) if t.start == match.start("value")), 0)
    like = value[:1].isupper() == held[0][2][:1].isupper() and len(value.split()) <= len(held[0][2].split())
    if len(tests) != 1 or not like or scene.verbs.is_verb(first):
        return None
    return with_value(node, tests, tests[0], value)


_NO_VALUE = frozenset(
    "thanks thank undo stop wait please nothing sorry ok okay cancel remove delete forget never revert enough all done right wrong it that this "
    "danke bitte stopp nichts falsch merci rien gracias nada obrigado".split()
)


def _word(scene: Scene, tokens: list[Token], is_led: bool, places: list[Place]) -> Step | None:
    """“no, pending”: another word than the one that is compared with since the last change."""
    compared = [each for each in places if each[1][-1] == "rightValue" and isinstance(each[2], str)]
    if not is_led or len(tokens) != 1 or len(compared) != 1 or compared[0][2].startswith("="):
        return None
    token = tokens[0]
    plain = token.kind in {Kind.WORD, Kind.SLUG} and token.norm not in _NO_VALUE
    if not plain or scene.u.service_at(scene.u.tokens.index(token)) is not None:
        return None
    return _set(*compared[0][:2], token.text)


def _is_figure(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (
        isinstance(value, str) and re.fullmatch(r"-?\d+(?:\.\d+)?", value.strip()) is not None
    )


def _set(node: Node, path: tuple[str | int, ...], value: Any) -> Step:
    return Step((SetParameter(node.name, render_path(path), value),), 0.85)
