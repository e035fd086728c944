"""Conditions that stand in no comparison: the case is told by what happens, or to what.

If a new order ships to Germany | …, otherwise | …      when a pipeline fails | …, when it succeeds | …
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.value_kinds import role_of_value

_PLACES = frozenset({"to", "from", "in", "nach", "aus", "a", "de", "en", "vers", "para", "em"})


def implied_condition(u: Utterance, clause: Clause) -> Condition | None:
    """What an "otherwise" behind the clause is the opposite of: a value that the event is narrowed down to."""
    return _narrowed(u, clause) or _qualified(u, clause)


def state_condition(u: Utterance, clause: Clause) -> Condition | None:
    """“… fails”, “it succeeds”: the state that the clause ends in."""
    for place in reversed(range(clause.first, clause.last)):
        if u.service_at(place) is not None or u.tokens[place].is_literal:
            continue
        if u.has(place, "events") or u.has(place, "words", "adj"):
            return _is(u, "status", place, place + 1)
    return None


def _narrowed(u: Utterance, clause: Clause) -> Condition | None:
    """“ships to Germany”, “is about billing”, “asks for a refund”: what stands last behind a preposition."""
    for place in reversed(range(clause.first + 1, clause.last - 1)):
        length = u.has(place, "words", "to", "from", "in", "about", "for", "with")
        if not length:
            continue
        first = place + length
        while first < clause.last and u.has(first, "words", "det"):
            first += 1
        if first >= clause.last or u.has(first, "words", "pronoun"):
            return None
        if u.service_at(first) is not None or u.tokens[first].kind in {Kind.CHANNEL, Kind.EMAIL}:
            # Where it goes: what it is narrowed down to stands before.
            continue
        if u.tokens[first].kind in {Kind.URL, Kind.PATH}:
            return None
        if any(u.has(i, "verbs", "go", "be", "get", "ignore") for i in range(first + 1, clause.last)):
            # What is done with it is told, too: this is no event alone.
            return None
        field = "country" if u.tokens[place].norm in _PLACES and u.tokens[first].text[:1].isupper() else ""
        return _is(u, field, first, clause.last, "eq" if field else "contains")
    return None


def _qualified(u: Utterance, clause: Clause) -> Condition | None:
    """“an urgent ticket”, “a paid order”: the word that tells this kind from the others."""
    for place in range(clause.first, clause.last - 1):
        if (
            (u.has(place, "words", "adj") or u.has(place, "events"))
            and not u.has(place, "events", "created")
            and u.has(place + 1, "nouns")
            and u.service_at(place) is None
        ):
            return _is(u, role_of_value(u.tokens[place].norm) or "status", place, place + 1)
    return None


def _is(u: Utterance, field: str, first: int, last: int, operator: str = "eq") -> Condition:
    value = u.words(first, last).strip(" .,'\"")
    return Condition((Test(field, operator, value, "string", u.span(first, last)),))
