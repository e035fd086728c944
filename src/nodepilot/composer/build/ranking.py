"""Lists in an order, and the first few of them: "sorted by date", "top 10", "the 5 cheapest"."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.known_paths import known_paths
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.transforms import field_in, field_path, plain_name, stays_same
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.superlatives import superlative_at
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."
_NEWEST = frozenset(
    "newest latest best top biggest highest cheapest neuesten neusten besten derniers dernieres ultimos ultimas mejores".split()
)
_BEST = frozenset(
    {"top", "best", "highest", "biggest", "besten", "hochsten", "mejores", "meilleurs", "melhores"}
)
_FIRST = frozenset(
    "top best first latest last newest next only up bottom ersten letzten primeros primeras ultimos ultimas premiers premieres derniers dernieres primeiros primeiras neuesten neusten".split()
)
_ONE_OF_THEM = frozenset({"top", "best", "latest", "newest", "neueste", "neuesten", "ultimo", "ultima"})
_MASSES = frozenset(
    "news data weather info information price rate status value content feedback forecast temperature version release".split()
)
"""Words that are no plural and yet no single thing, and things that are one anyway."""
_HAVING = frozenset("with having mit con avec com".split())
_BY = frozenset("by nach por par".split())
_COLUMN = frozenset("column field spalte feld columna campo colonne champ coluna".split())
_FIGURES = frozenset({"amount", "price", "quantity"})
_ENDS = frozenset({".", ";", ",", "and"})
_FURTHEST = 7
"""Tokens between a number and what it counts by."""
_BEHIND = frozenset(
    "primeros primeras premiers premieres primeiros primeiras ultimas dernieres ersten".split()
)
"""What tells which of them, behind their number: “las 10 primeras”."""
_LAST = ("last", "letzte", "ultim", "últim", "dernier")


def sort_items(draft: Draft, flow: Flow, act: Act) -> None:
    """In the order asked for."""
    u = draft.utterance
    words = [u.tokens[i].norm for i in range(act.first, act.last)]
    newest = bool({"newest", "latest", "recent", "neueste", "neuste"} & set(words))
    oldest = "oldest" in words
    data = flow.data
    if newest or oldest:
        known = data.roles.get("date") if data is not None else None
        name = plain_name(known.path) if known is not None and not known.is_code else "date"
        order = "descending" if newest else "ascending"
    else:
        counted = _counted(draft, flow, act)
        found = field_in(draft, act) or _column_behind(u, act)
        figure = (
            data.roles.get("amount")
            if found is None and data is not None and draft.steps[data.step].node_type.endswith("summarize")
            else None
        )
        name = (
            counted
            if counted is not None
            else field_path(flow, *found)
            if found is not None
            else plain_name(figure.path)
            if figure is not None
            else (
                "title" if data is None or "title" not in data.roles else plain_name(data.roles["title"].path)
            )
        )
        order = (
            "descending"
            if {"descending", "desc", "highest", "biggest", "largest", "most", "absteigend", "descendente"}
            & set(words)
            or ("high" in words and "low" in words[words.index("high") :])
            or ("ascending" not in words and _best_are_taken(draft, act))
            else "ascending"
        )
    parameters: dict[str, Value] = {
        "sortFieldsUi": {"sortField": [{"fieldName": name, "order": order}]},
        "options": {},
    }
    key = draft.add(_BASE + "sort", parameters, name="Sort", span=u.span(act.first, act.last))
    draft.hook(flow, key)
    stays_same(flow, key)
    _is_list(flow)


def _counted(draft: Draft, flow: Flow, act: Act) -> str | None:
    """“by number of tracks”: the field that holds how many there are, by what the service gives or by their name."""
    u, data = draft.utterance, flow.data
    start, end = u.span(act.first, act.last)
    found = _NUMBER_OF.search(u.text, start, end)
    if found is None or data is None:
        return None
    thing = found.group(1).lower()
    stem = singular(thing)
    told = [
        each.path
        for each in known_paths(draft, data)
        if stem in each.path.lower() and {"integer", "number"} & set(each.types)
    ]
    return min(told, key=len) if told else thing


_NUMBER_OF = Pattern(
    r"\b(?:number|count|amount|anzahl|zahl|número|nombre) (?:of|der|de|d[’'])\s*(?:the |its |their )?([a-z_]+)",
    re.IGNORECASE,
)


def _column_behind(u: Utterance, act: Act) -> tuple[str, str | None] | None:
    """“by the column created”: a column whose name is another word, too."""
    for index in range(act.first, act.last - 1):
        if u.tokens[index].norm in _BY:
            place = index + 1
            while place < act.last and (u.has(place, "words", "det") or u.tokens[place].norm in _COLUMN):
                place += 1
            if place < act.last and u.tokens[place].kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED}:
                return u.tokens[place].text.strip("'\"“”"), None
    return None


def _is_list(flow: Flow) -> None:
    """What is put in order, or cut to the first few, is a list, whatever is known of the answer."""
    if flow.data is not None and flow.data.open and not flow.data.many:
        flow.data = replace(flow.data, many=True)
        flow.history[-1] = flow.data


def _best_are_taken(draft: Draft, act: Act) -> bool:
    """“sort by amount and send me the top 10”: the highest come first."""
    u = draft.utterance
    found = limit_of(draft, act.first, len(u.tokens))
    if found is None:
        return False
    best = _BEST | {"newest", "latest"}
    said = [i for i in range(act.first, len(u.tokens)) if u.tokens[i].start < found[1][1]]
    orders = [order for i in said if (known := superlative_at(u, i)) is not None for order in known[1:2]]
    return "descending" in orders or any(u.tokens[i].norm in best for i in said)


def limit_of(draft: Draft, first: int, last: int) -> tuple[int, tuple[int, int]] | None:
    """“top 10”, “first 5”, “latest 3”, “the 5 cheapest”, “the 10 products with the lowest stock”."""
    u = draft.utterance
    for index in range(first, last - 1):
        here, following = _count(u, index), _count(u, index + 1)
        if u.tokens[index].norm in _FIRST and following is not None:
            unit = u.concept(index + 2, "time") if index + 2 < last else None
            if unit is not None and unit.concept in {"day", "week", "hour", "month", "minute"}:
                continue
            return following, u.span(index, index + 2)
        if here is not None and u.tokens[index + 1].norm in _NEWEST | _BEHIND:
            return here, u.span(index, index + 2)
    if (one := _only_one(u, first, last)) is not None:
        return one
    best = superlative_in(u, first, last)
    return (best.count, best.span) if best is not None and best.count is not None else None


def _only_one(u: Utterance, first: int, last: int) -> tuple[int, tuple[int, int]] | None:
    """“the top story”, “the latest article”: one, where “the latest articles” are several."""
    for index in range(first + 1, last - 1):
        last_row = u.tokens[index].norm == "last" and u.has(
            index + 1, "nouns", "row", "record", "entry", "item"
        )
        one = last_row or u.tokens[index].norm in _ONE_OF_THEM
        if not one or not u.has(index - 1, "words", "det"):
            continue
        end = index + 1
        while end < last and u.tokens[end].kind is Kind.WORD and not u.has(end, "words"):
            end += 1
        head = u.tokens[end - 1].norm
        if u.has(end - 1, "nouns") and singular(head) == head and head not in _MASSES:
            return 1, u.span(index, end)
    return None


def _count(u: Utterance, index: int) -> int | None:
    """The whole number there, in digits or as a word."""
    token = u.tokens[index] if index < len(u.tokens) else None
    if token is None or u.is_scheduled(index):
        return None
    if token.kind is Kind.NUMBER and token.norm.isdigit():
        return int(token.norm)
    found = NUMBER_WORDS.get(token.norm, 0)
    return found if found > 1 else None


def limit_to(draft: Draft, act: Act) -> tuple[int, tuple[int, int]] | None:
    """“limit to 10”, “limit the list to 25 entries”: the number that an act of limiting names."""
    tokens = draft.utterance.tokens
    for index in range(act.first, min(act.last, len(tokens))) if act.verb == "limit" else ():
        if tokens[index].kind is Kind.NUMBER and tokens[index].norm.isdigit():
            return int(tokens[index].norm), draft.utterance.span(index, index + 1)
    return None


def limit(draft: Draft, flow: Flow, count: int, span: tuple[int, int]) -> None:
    """Only the first few; the last ones of a list whose order is its own (services give the newest first).

    What is the best of a list by one of its values is found by that value: the list is sorted first.
    """
    if any(draft.steps[step].parameters.get("maxItems") == count for step, _ in flow.tails):
        return
    said = draft.utterance.text[slice(*span)].lower()
    _sort_for(draft, flow, span)
    data = flow.data
    last = any(word.startswith(_LAST) for word in said.split()) and data is not None and data.open
    parameters: dict[str, Value] = {"maxItems": count, "keep": "lastItems"} if last else {"maxItems": count}
    key = draft.add(_BASE + "limit", parameters, name=f"{'Last' if last else 'First'} {count}", span=span)
    draft.hook(flow, key)
    stays_same(flow, key)
    if count > 1:
        _is_list(flow)


def _sort_for(draft: Draft, flow: Flow, span: tuple[int, int]) -> None:
    """Puts the list at hand in the order that the best of it are chosen by, unless it is in an order."""
    if any(draft.steps[step].node_type.endswith(".sort") for step, _ in flow.tails):
        return
    u, data = draft.utterance, flow.data
    at = next((i for i, token in enumerate(u.tokens) if token.start >= span[0]), 0)
    end = next((i for i in range(at, len(u.tokens)) if u.tokens[i].norm in _ENDS), len(u.tokens))
    best = superlative_in(u, at, end) or _top_by(u, at, end)
    if best is None or data is None:
        return
    words, role = best.field, role_of_words(best.field, u.languages)
    if not best.is_said:
        figure = data.roles.get("amount")
        if role == "date" and not (data.open or "date" in data.roles):
            return  # Services give the newest first.
        if draft.steps[data.step].node_type.endswith("summarize") and figure is not None:
            words, role = "amount", "amount"
    parameters: dict[str, Value] = {
        "sortFieldsUi": {"sortField": [{"fieldName": field_path(flow, words, role), "order": best.order}]},
        "options": {},
    }
    key = draft.add(_BASE + "sort", parameters, name="Sort", span=best.span)
    draft.hook(flow, key)
    stays_same(flow, key)


@dataclass(frozen=True, slots=True)
class Superlative:
    """“the 5 cheapest”, “10 customers with the highest revenue”: by which value, in which order, how many."""

    field: str
    order: str
    count: int | None
    span: tuple[int, int]
    is_said: bool
    """The request names the field; else it is the usual one of that superlative."""


def superlative_in(u: Utterance, first: int, last: int) -> Superlative | None:
    """The first superlative of the stretch that tells how many are wanted, or that names a field behind “with”."""
    for index in range(first, last):
        found = superlative_at(u, index)
        if found is None:
            continue
        field, order, length = found
        behind = index + length
        named = _field_behind(u, behind, last)
        by = _told_by(u, behind, min(last, behind + _FURTHEST)) if not named else None
        named = by[0] if by is not None else named
        counts = (
            _count(u, index - 1) if index > first else None,
            _count(u, behind) if behind < last else None,
        )
        begin = index
        count = next((each for each in counts if each is not None), None)
        if count is not None and counts[0] is not None:
            begin = index - 1
        if count is None and named:
            begin, count = _count_before(u, first, index)
        if count is not None:
            return Superlative(
                named or field, order, count, u.span(begin, max(behind, begin + 1)), bool(named)
            )
    return None


def _field_behind(u: Utterance, index: int, last: int) -> str:
    """“(the highest) revenue”: the value that is compared, "" where things follow."""
    if index >= last or u.tokens[index].kind is not Kind.WORD or u.service_at(index) is not None:
        return ""
    before = [i for i in range(max(0, index - 4), index) if u.tokens[i].norm in _HAVING]
    sense = u.concept(index, "fields")
    if sense is not None and (before or sense.concept in _FIGURES):
        return u.words(index, index + sense.length)
    if before and not u.has(index, "words", "and", "in", "to", "from"):
        return u.words(index, index + 1)
    return ""


def _count_before(u: Utterance, first: int, index: int) -> tuple[int, int | None]:
    """“the 10 | products with the lowest stock”: where the number stands, and which it is."""
    for place in range(index - 1, max(first, index - _FURTHEST) - 1, -1):
        if (count := _count(u, place)) is not None:
            return place, count
    return index, None


def _top_by(u: Utterance, first: int, last: int) -> Superlative | None:
    """“top 10 customers by revenue”, “the best 5 by score”."""
    if first >= last or u.tokens[first].norm not in _BEST | {"bottom"}:
        return None
    by = _told_by(u, first + 1, min(last, first + _FURTHEST + 1))
    if by is None:
        return None
    order = "ascending" if u.tokens[first].norm == "bottom" else "descending"
    return Superlative(by[0], order, None, u.span(first, by[1]), is_said=True)


def _told_by(u: Utterance, first: int, last: int) -> tuple[str, int] | None:
    """“(the 10 biggest) by market cap”: the value that is compared, and the token behind its first word."""
    for index in range(first, last - 1):
        if u.tokens[index].norm not in _BY:
            continue
        start = index + 1
        while start < last - 1 and u.has(start, "words", "det"):
            start += 1
        if u.service_at(start) is not None:
            # "the top story by Pushover": how it is sent.
            return None
        sense = u.concept(start, "fields")
        return u.words(start, start + (sense.length if sense is not None else 1)), start + 1
    return None


def pick_random(draft: Draft, flow: Flow, act: Act) -> None:
    """One of the list by chance, or as many as are asked for."""
    if flow.data is not None and not flow.data.many:
        # "a random joke": whoever was asked has chosen one.
        return
    u = draft.utterance
    span = u.span(act.first, act.last)
    count = next(
        (int(t.norm) for t in u.tokens[act.first : act.last] if t.kind is Kind.NUMBER and t.norm.isdigit()), 1
    )
    draft.hook(flow, draft.add(_BASE + "sort", {"type": "random"}, name="In random order", span=span))
    draft.hook(flow, draft.add(_BASE + "limit", {"maxItems": count}, name=f"First {count}", span=span))
    if flow.data is not None:
        flow.give(replace(flow.data, step=flow.tails[0][0], many=count > 1))
