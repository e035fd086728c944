"""“Hamburg instead of Berlin”, “from 500 to 1000”, “it should check https://…”: other values in parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.cues import flat, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.knobs import turn_knob
from nodepilot.composer.editing.literals import set_literal
from nodepilot.composer.editing.parameters import settable, unit_said
from nodepilot.composer.editing.pausing import waits_for_new
from nodepilot.composer.editing.replacing_nothing import has_bound_of_its_own
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.editing.swaps import Swap
from nodepilot.composer.editing.wording import copy_to
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparisons import parse_number, whole
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits import Edit, SetParameter
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_ARTICLES = re.compile(
    r"(?i)^(?:the|a|an|my|our|that|this|it|der|die|das|den|le|la|les|el|los|o|os|make|use|set|change|to)\s+"
)
_QUOTES = "\"'“”„«»‘’`"
Place = tuple[Node, tuple[str | int, ...], Any]


def change_value(scene: Scene) -> Step | None:
    """A value that stands in parameters, replaced."""
    if has_bound_of_its_own(scene) and any(t.kind in {Kind.CHANNEL, Kind.EMAIL} for t in scene.u.tokens):
        # "orders above 1000 should go to #vip instead": a further case.
        return None
    if waits_for_new(scene):
        return None
    return _swapped(scene) or _other_span(scene) or copy_to(scene) or set_literal(scene) or turn_knob(scene)


def _swapped(scene: Scene) -> Step | None:
    swap = find_swap(scene) or _name_told_off(scene)
    if swap is not None and swap.old is None and (named := _other_name(scene, swap.new)) is not None:
        return named
    if swap is None and (place := _other_place(scene)) is not None:
        return place
    if swap is None or swap.old is None or scene.says("remove") is not None:
        return None
    if _is_kind_of_text(scene, swap):
        return None
    old, new = _value(scene, swap.old), _value(scene, swap.new)
    if not old or not new or len(old) > 300 or flat(old) == flat(new):
        return None
    new = _like(scene, swap.new, old, new)
    edits: list[Edit] = []
    meant = [each.node.name for each in nodes_meant(scene)]
    places = list(_places(scene, old))
    if meant and any(node.name in meant for node, _, _ in places) and _is_number(old):
        places = [place for place in places if place[0].name in meant]
    if _is_number(old):
        places = _of_unit(scene, swap, old, places)
    for node, path, value in places:
        changed = _with(value, old, new)
        if (choices := _choices(scene, node, path)) and changed not in choices:
            # "publish right away instead of draft": one of those that can be chosen, or none.
            said = [
                each
                for each in choices
                if each != value and re.search(rf"(?<!\w){re.escape(flat(each))}", scene.flat)
            ]
            changed = said[0] if len(said) == 1 else value
        if changed != value:
            edits.append(SetParameter(node.name, render_path(path), changed))
    return Step(tuple(edits), 0.95) if edits else None


_SPAN = re.compile(
    r"\W*(?:(?:please|and|but|no|make it|make that|rather|after|only|use|set it to|change it to|older than|bitte|lieber|nach|apres|despues de),? )*(?P<count>\d{1,4}) (?P<unit>[a-z]+)(?: (?:instead|please|old|rather|is enough|are enough|bitte|reichen))*\W*"
)


def _other_span(scene: Scene) -> Step | None:
    """“60 days”: the one span of time in that unit which stands in a text or an expression."""
    match = _SPAN.fullmatch(scene.flat)
    unit = unit_said(scene.flat, match.end("count")) if match is not None else None
    words = table("units").get(unit or "")
    if match is None or words is None:
        return None
    told = re.compile(
        rf"(?i)(?<![\w.])(?P<one>\d+)(?=\s*(?:{words})(?!\w))|(?<!\w)(?:{words})['\"]?:\s*(?P<two>\d+)(?!\w)"
    )
    held = [
        (node, path, value)
        for node in scene.canvas.nodes
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str) and told.search(value)
    ]
    spans = {found["one"] or found["two"] for _, _, value in held for found in told.finditer(value)}
    if len(spans) != 1 or spans == {match["count"]}:
        return None
    old = spans.pop()
    edits: list[Edit] = [
        SetParameter(
            node.name,
            render_path(path),
            told.sub(lambda found: re.sub(rf"\b{old}\b", match["count"], found.group()), value),
        )
        for node, path, value in held
    ]
    return Step(tuple(edits), 0.85)


def _is_kind_of_text(scene: Scene, swap: Swap) -> bool:
    """“change the message to "…"”: what is told, and no word that stands somewhere."""
    first, last = scene.tokens_in(*swap.new)
    quoted = last - first == 1 and scene.u.tokens[first].kind is Kind.QUOTED
    old = re.sub(r"^(?:the|its|our|den|die|das|le|la|el|o) ", "", scene.flat[slice(*(swap.old or swap.new))])
    return quoted and any(re.fullmatch(words, old) for words in table("said").values())


def _of_unit(scene: Scene, swap: Swap, old: str, places: list[Place]) -> list[Place]:
    """“7 days instead of 1”: where days are counted, if that is told anywhere, and no hour of the day."""
    unit = unit_said(scene.flat, swap.old[1] if swap.old is not None else 0)
    for span in (swap.new, swap.old or swap.new):
        number = re.search(r"\d+", scene.flat[slice(*span)])
        if unit is None and number is not None:
            unit = unit_said(scene.flat, span[0] + number.end())
    words = table("units").get(unit or "")
    if words is None:
        return places
    told = re.compile(rf"(?<!\w){re.escape(old)}\s*(?:{words})(?!\w)")
    counted = [place for place in places if isinstance(place[2], str) and told.search(flat(place[2]))]
    return counted or places


_TOLD_OFF = re.compile(
    r"(?P<new>[^,;]+?),?\s+(?:and |but |und |et |y |e )?(?:not|nicht|pas|no|nao|instead of)\s+(?:the |in |for |to |die |der |das |le |la |el |o )?(?P<old>[^,;.!?]+?)\W*$"
)


def _name_told_off(scene: Scene) -> Swap | None:
    """“the forecast for Rome, not Berlin”: what is told off stands in a parameter."""
    match = _TOLD_OFF.match(scene.flat)
    if match is None or not any(True for _ in _places(scene, scene.text[slice(*match.span("old"))])):
        return None
    return Swap(match.span("new"), match.span("old"))


_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*(?:,\s?\w\w)?")


_FOR_PLACE = re.compile(
    r"(?:get|check|show|use|take|make it|read|fetch|it'?s)?\b.*?\b(?:for|in|of|fur|pour|para|en|em|de)\s+(?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)\W*"
)
_MAKE_IT = re.compile(
    r"(?:(?i:make|change) (?i:it|that)(?i: to)?|(?i:use|take|nimm|prends|usa)) (?P<name>[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)\W*"
)
_POLITE_END = re.compile(r"(?i)[\s,]*(?:please|pls|bitte|s'il (?:te|vous) plait|por favor)\W*$")
_BRIEF = 8


def _other_place(scene: Scene) -> Step | None:
    """“get the weather for Paris”: the one name that is set is another, where that is all that is said."""
    text = _POLITE_END.sub("", scene.text.strip())
    match = _FOR_PLACE.fullmatch(text) or _MAKE_IT.fullmatch(text)
    if match is None or len(scene.u.tokens) > _BRIEF or scene.says("also") is not None:
        return None
    start = scene.text.find(match["name"])
    return _other_name(scene, (start, start + len(match["name"])))


def _other_name(scene: Scene, span: Span) -> Step | None:
    """“Munich instead”: a name takes the place of the only one that is set, in other texts, too."""
    new = scene.text[span[0] : span[1]].strip(" .,!?")
    new = re.sub(r"^(?:[a-z]+ )+(?=[A-Z])", "", new)
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    if any(re.fullmatch(words, flat(new)) for words in table("tongues").values()):
        # "make it French" asks for another language.
        return None
    if not _NAME.fullmatch(new) or any(hit.key not in present for hit in scene.u.services):
        return None
    places = [
        (node, name, value)
        for node in scene.canvas.nodes
        for name, value in node.parameters.items()
        if isinstance(value, str) and _NAME.fullmatch(value) and slot_of(name) not in _TEXTS
    ]
    if len(places) != 1:
        return None
    old = re.split(r",", str(places[0][2]))[0]
    edits: list[Edit] = [
        # "Berlin,de": the country goes with the city.
        SetParameter(node.name, render_path(path), new if value == places[0][2] else _with(value, old, new))
        for node, path, value in _places(scene, old)
    ]
    return Step(tuple(edits), 0.75) if edits else None


_TEXTS = frozenset({"message", "body", "subject", "title", "description"})


def _choices(scene: Scene, node: Node, path: tuple[str | int, ...]) -> list[str]:
    """What can be chosen where that value stands; nothing for a text."""
    dotted = ".".join(str(part) for part in path)
    found = next((prop for name, prop in settable(scene, node) if name == dotted), None)
    return (
        [str(choice.value) for choice in found.choices]
        if found is not None and found.type == "options"
        else []
    )


def _value(scene: Scene, span: Span) -> str:
    """The value in a span: a literal or number that stands in it, else the words without articles."""
    first, last = scene.tokens_in(*span)
    tokens = scene.u.tokens[first:last]
    special = [t for t in tokens if t.is_literal or t.kind in {Kind.NUMBER, Kind.MONEY}]
    if len(special) == 1:
        token = special[0]
        if token.kind is Kind.QUOTED:
            return token.text[1:-1]
        if token.kind in {Kind.NUMBER, Kind.MONEY}:
            number = parse_number(token)
            if number is not None:
                return str(whole(number))
        return token.text
    text = scene.text[span[0] : span[1]].strip().strip(_QUOTES)
    if (said := _SHOULD_BE.match(flat(text))) is not None:
        text = text[said.end() :].strip(_QUOTES)
    while (match := _ARTICLES.match(text)) is not None:
        text = text[match.end() :]
    return text


_SHOULD_BE = re.compile(
    r"(?:[\w'-]+ ){0,4}(?:(?:should|must|shall|has to|needs to|is to|ought to)(?: now)? (?:be|read|say|look for|check for|test for|go to)|soll(?:te)?(?: jetzt)?|"
    r"doit etre|debe ser|deve ser)\s+"
)
"""“the path should be …”: what is told stands behind it."""


def _like(scene: Scene, span: Span, old: str, new: str) -> str:
    """“look at project WEB instead of OPS”: of a phrase the part that is such a value as the old one is."""
    first, last = scene.tokens_in(*span)
    place = first
    while last - place > len(old.split()) and (
        scene.verbs.is_verb(place)
        or scene.u.tokens[place].norm in {"by", "on", "match", "via", "per"}
        or scene.u.has(
            place, "words", "to", "in", "from", "at", "for", "with", "det", "pronoun", "by", "of", "modal"
        )
        or (scene.u.tokens[place].text.islower() and not old.islower())
        or (place > first and scene.u.has(place, "nouns") and scene.u.tokens[place].text.islower())
    ):
        place += 1
    if place == first or place >= last or len(new.split()) <= len(old.split()):
        return new
    return scene.text[scene.u.tokens[place].start : span[1]].strip(" .,!?" + _QUOTES)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None


def is_value(scene: Scene, words: str) -> bool:
    """Whether a parameter here holds just these words."""
    wanted = flat(words).strip(" .,!?" + _QUOTES)
    return any(
        isinstance(value, str) and flat(value).strip("/#") == wanted and path[-1] not in _FORMAL
        for node in scene.canvas.nodes
        for path, value in leaves(node.parameters, ())
    )


def _places(scene: Scene, old: str) -> Iterator[Place]:
    for node in scene.canvas.nodes:
        for path, value in leaves(node.parameters, ()):
            if path[-1] not in _FORMAL and _holds(value, old):
                yield node, path, value


_FORMAL = frozenset(
    {"mode", "__rl", "id", "mappingMode", "type", "operation", "resource", "combinator", "select"}
)
"""Parameters that say how another is kept or what a node is: nobody means their values by a word of a swap."""


def _holds(value: Any, old: str) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return _is_number(old) and float(old) == value
    return isinstance(value, str) and _pattern(old).search(_STEP_NAMED.sub("", value)) is not None


def _pattern(old: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w]){re.escape(old)}(?![\w])")


def _with(value: Any, old: str, new: str) -> Any:
    if isinstance(value, int | float):
        if not _is_number(new):
            return new
        return float(new) if "." in new else int(new)
    if re.fullmatch(rf"(?i){re.escape(old)},\s?[a-z]{{2}}", value):
        # "Berlin,de": the country goes with the city.
        return new
    # What names a step in an expression stays: it is no value.
    parts = _STEP_NAMED.split(value)
    return "".join(
        part if place % 2 else _pattern(old).sub(lambda _: new, part) for place, part in enumerate(parts)
    )


_STEP_NAMED = re.compile(r"(\$\((?:'[^']*'|\"[^\"]*\")\))")
