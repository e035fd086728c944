"""Several places read at once: "the customers from Postgres and the invoices from MySQL, joined by id"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument, parse_arguments
from nodepilot.composer.reading.neighbours import is_of
from nodepilot.composer.reading.role_words import JOINS, NO_APPS
from nodepilot.composer.reading.story import Act, Item
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_READING = frozenset({"get", "download", "copy", "call", "search"})
_SIGNS = frozenset({",", "&", "+", "/"})
_WEAVING = JOINS | {"dedupe", "enrich"}
_POINTING = frozenset(
    "both two lists sources sets datasets data results result tables sheets records rows beide beiden listen daten "
    "ambos ambas listas datos deux listes donnees dois duas dados entrambi due".split()
)


def apart(u: Utterance, verbs: Verbs, items: Sequence[Item]) -> list[Item]:
    """The items, where an act that reads several places becomes one act for each, joined by an act behind them."""
    told: list[Item] = []
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        woven = isinstance(following, Act) and weaves(u, following) and following.verb in JOINS
        places = _places(u, item, woven=woven) if isinstance(item, Act) else []
        if not isinstance(item, Act) or len(places) < 2:
            told.append(item)
            continue
        told += _parts(u, verbs, item, places)
        if not woven:
            told.append(Act("merge", item.first, item.last, verb_at=item.verb_at))
        if item.target is not None:
            written = [a for a in item.arguments if item.target in a.services or a.role == "object"]
            told.append(replace(item, verb="add", source=None, arguments=written))
    return told


def weaves(u: Utterance, act: Act) -> bool:
    """“join them by id”, “compare both”: of what was read before, no place is named."""
    if act.verb not in _WEAVING or act.source is not None or act.ai:
        return False
    if any(not hit.is_generic for a in act.arguments if a.role != "to" for hit in a.services):
        return False
    said = act.argument("object")
    if said is None or said.pronoun or said.is_empty:
        return True
    words = [u.tokens[i].norm for i in range(said.first, said.last)]
    return act.verb in JOINS and (bool(_POINTING & set(words)) or not said.literals)


def place_of(act: Act) -> str | None:
    """What an act reads, as a name of its own: a service, an address or a file; None where it reads nothing."""
    if act.ai or act.target is not None or act.verb not in _READING | {"add"}:
        return None
    token = next((t for t in act.literals if t.kind in {Kind.URL, Kind.PATH, Kind.FILE}), None)
    if token is not None:
        return token.text
    if act.source is None:
        return None
    return " ".join([act.source.key, *(t.text for t in act.literals)])


@dataclass(frozen=True, slots=True)
class _Place:
    """Tokens `first` to `last` name a place: a service, or an address."""

    first: int
    last: int
    hit: ServiceHit | None
    name: str


def _places(u: Utterance, act: Act, *, woven: bool) -> list[_Place]:
    """Where a reading act takes from, joined by “and”; fewer than two where it is one, or addresses alone.

    `woven`: what follows joins them, so that “the HubSpot contacts and the Shopify orders” are places, too.
    """
    if act.verb not in _READING or act.ai or act.source is None:
        return []
    found: list[_Place] = []
    for argument in act.arguments:
        if argument.role not in {"from", "in", "object"} or (argument.role == "in" and act.verb == "copy"):
            continue
        for hit in argument.services:
            if argument.role == "object" and not (woven or is_of(u, argument, hit)):
                continue
            is_place = hit.key not in NO_APPS and hit is not act.target
            if is_place and (not hit.is_generic or hit.mention.need == "spreadsheet"):
                found.append(_Place(hit.first, hit.last, hit, hit.key))
        for token in argument.literals:
            if token.kind is Kind.URL:
                at = next(i for i in range(argument.first, argument.last) if u.tokens[i] is token)
                found.append(_Place(at, at + 1, None, token.text))
    found.sort(key=lambda place: place.first)
    if len({place.name for place in found}) < len(found) or act.source not in [p.hit for p in found]:
        return []
    joined = all(_joint(u, a.last, b.first) is not None for a, b in pairwise(found))
    return found if joined else []


def _joint(u: Utterance, first: int, last: int) -> int | None:
    """Where “and” or a comma stands between two places; None where nothing joins them."""
    places = [i for i in range(first, last) if u.has(i, "words", "and") or u.tokens[i].norm in _SIGNS]
    return places[-1] if places else None


def _parts(u: Utterance, verbs: Verbs, act: Act, places: list[_Place]) -> list[Act]:
    """One reading act for each place, with what is said of it."""
    bounds = [_joint(u, a.last, b.first) or b.first for a, b in pairwise(places)]
    ends = [*bounds, act.last]
    starts = [act.verb_at + 1, *(bound + 1 for bound in bounds)]
    hits = [place.hit for place in places if place.hit is not None]
    parts: list[Act] = []
    for place, first, last in zip(places, starts, ends, strict=True):
        pinned = _pinned(place.hit, hits) if place.hit is not None else None
        arguments = [_with(a, place.hit, pinned) for a in parse_arguments(u, verbs, first, last)]
        if not any(a.role == "object" for a in arguments) and (thing := act.argument("object")) is not None:
            arguments.insert(0, thing)
        parts.append(
            replace(
                act,
                verb="get",
                source=pinned,
                target=None,
                first=act.first if place is places[0] else first,
                last=last,
                arguments=arguments,
                condition=None,
            )
        )
    return parts


def _pinned(hit: ServiceHit, hits: Sequence[ServiceHit]) -> ServiceHit:
    """“the sheet” beside Airtable is no table of Airtable."""
    meant = {each.service for each in hit.mention.candidates}
    if not hit.is_generic or not any(other.key in meant for other in hits if other is not hit):
        return hit
    return replace(hit, mention=replace(hit.mention, candidates=(hit.mention.best,), need=None))


def _with(argument: Argument, hit: ServiceHit | None, pinned: ServiceHit | None) -> Argument:
    """The argument with one place alone."""
    services = [pinned for each in argument.services if each is hit and pinned is not None]
    return replace(argument, services=services)
