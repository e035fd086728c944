"""Figures of a list that a request asks for: "the number of orders and the total revenue per country"."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass

_PER = frozenset({"per", "by", "pro", "por", "par", "je", "nach", "each"})
_OF = frozenset(
    {
        "of",
        "the",
        "all",
        "de",
        "des",
        "der",
        "den",
        "del",
        "da",
        "do",
        "dos",
        "das",
        "les",
        "las",
        "los",
        "d'",
        "a",
        "an",
    }
)
_PERIODS = ("day", "week", "month", "quarter", "year")
_COLUMN = frozenset("column field spalte feld columna campo colonne champ coluna values".split())
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure: `how` it is made (sum, average, count, max, min) and what is measured, in words ("" if open)."""

    how: str
    measured: str


def statistics_in(u: Utterance, first: int, last: int) -> list[Statistic]:
    """The figures that these tokens ask for."""
    found: list[Statistic] = []
    for index in range(first, last):
        sense = u.concept(index, "statistics")
        if sense is None or index + sense.length > last or u.is_scheduled(index) or _ends_name(u, index):
            continue
        measured = _words(u, index + sense.length, last)
        if not found or (sense.concept, measured) != (found[-1].how, found[-1].measured):
            found.append(Statistic(sense.concept, measured))
    return found


def _ends_name(u: Utterance, index: int) -> bool:
    """“phone | number”, “order | total”: the end of a field's name."""
    return any(u.has(before, "fields") > index - before for before in range(max(0, index - _LONGEST), index))


def group_in(u: Utterance, first: int, last: int) -> str:
    """What the figures are made for each of: "per country", "by department"; "" when for all together."""
    for index in range(first, last - 1):
        if u.tokens[index].norm not in _PER or u.is_scheduled(index):
            continue
        place = index + 1
        while place < last and (u.has(place, "words", "det") or u.tokens[place].norm in _COLUMN):
            place += 1
        if place >= last or u.tokens[place].kind is not Kind.WORD:
            continue
        hit = u.service_at(place)
        if (hit is not None and not u.has(place, "fields")) or u.has(place, "time") or u.is_scheduled(place):
            continue
        return u.words(place, _end(u, place, last))
    return ""


_AMOUNTS = ("order", "payment", "invoice", "expense", "refund", "deal", "sale")
_MEASURES = ("amount", "quantity", "price", "total", "hours", "cost", "revenue")


def sums_up(u: Utterance, act: Act) -> bool:
    """“summarize the sales per region”: figures are added up, no text is shortened."""
    said = act.argument("object")
    if said is None or not group_in(u, act.verb_at + 1, act.last):
        return False
    places = range(said.first, said.last)
    return any(u.has(i, "nouns", *_AMOUNTS) or u.has(i, "fields", *_MEASURES) for i in places)


def _words(u: Utterance, first: int, last: int) -> str:
    while first < last and (u.tokens[first].norm in _OF | _COLUMN or u.has(first, "words", "det")):
        first += 1
    end = _end(u, first, last)
    while end > first + 1 and u.tokens[end - 1].norm in _COLUMN:
        end -= 1
    return u.words(first, end)


def _end(u: Utterance, first: int, last: int) -> int:
    """Where plain words end."""
    end = first
    while (
        end < last
        and end - first < _LONGEST
        and u.tokens[end].kind in {Kind.WORD, Kind.SLUG}
        and u.tokens[end].norm not in _PER | _OF
        and not u.has(end, "words", "and", "in", "to", "from", "with", "via", "as", "for", "that", "me")
        and not u.is_scheduled(end)
        and not (u.has(end, "time", *_PERIODS) and not u.tokens[end].norm.endswith("s"))
        and (u.service_at(end) is None or u.has(end, "fields") > 0)
    ):
        end += 1
    return end
