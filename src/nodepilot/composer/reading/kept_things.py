"""What a filter keeps where no comparison says it: “those with Remote in the title”, “paid set to true”, “Europe only”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.marks import find_marks
from nodepilot.composer.reading.periods import find_period
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.value_kinds import role_of_value

_HOLDING = frozenset(
    "with have has having contain contains containing mention mentions mentioning say says saying mit con avec com".split()
)
_TELLING = frozenset("with that which who whose where".split())
_PLACED = frozenset({"object", "from", "in", "for", "with"})
_QUOTES = "\"'“”‘’„ "


def kept_things(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """What those have that the act keeps, or leaves out; None where its words tell nothing of the kind."""
    return (
        _held_in_field(u, act)
        or _settled(u, reader, act)
        or _marked(u, act)
        or _of_place(u, act)
        or _compared(u, reader, act)
        if act.verb == "filter"
        else None
    )


def _held_in_field(u: Utterance, act: Act) -> Condition | None:
    """“(jobs) with Remote in the title”, “that mention n8n in their text”: what a field contains."""
    field = next((each for each in act.arguments if each.role == "in"), None)
    if field is None:
        return None
    name = field.first
    while name < field.last and u.has(name, "words", "det", "pronoun", "object_pronoun"):
        name += 1
    if name >= field.last or not u.has(name, "fields"):
        return None
    held = next((i for i in range(act.verb_at + 1, field.first - 1) if u.tokens[i].norm in _HOLDING), None)
    if held is None:
        return None
    first, last = held + 1, field.first - 1
    while first < last and (u.has(first, "words", "det") or u.tokens[first].norm in {"word", "text"}):
        first += 1
    value = u.words(first, last).strip(_QUOTES)
    if not value:
        return None
    span = u.span(held, field.last)
    return Condition((Test(u.words(name, field.last).strip(" .,"), "contains", value, "string", span),))


def _settled(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """“those with paid set to true”, “that are marked as done”: a field and its value."""
    for place in range(act.verb_at + 1, act.last - 1):
        sense = u.concept(place, "conditions")
        if sense is None or sense.concept not in {"eq", "neq"} or sense.length == 1:
            continue
        told = [i for i in range(act.verb_at + 1, place) if u.tokens[i].norm in _TELLING]
        found = reader.read(told[-1] + 1, act.last) if told else None
        if found is not None:
            return found[0]
    return None


def _compared(u: Utterance, reader: ConditionReader, act: Act) -> Condition | None:
    """“those with a date after 2025-12-31”: what is compared behind the word that tells which."""
    for place in range(act.verb_at + 1, act.last - 2):
        if u.tokens[place].norm in _TELLING and (found := reader.read(place + 1, act.last)) is not None:
            return found[0]
    return None


def _marked(u: Utterance, act: Act) -> Condition | None:
    """“the urgent ones”, “those in the Books category”: what tells things where they are read."""
    tests = tuple(mark.test for mark in find_marks(u, act))
    return Condition(tests) if tests else None


def _of_place(u: Utterance, act: Act) -> Condition | None:
    """“Europe only”, “the ones from Berlin”: a name that is a value; a city where nobody knows what it is."""
    for argument in act.arguments:
        if argument.role not in _PLACED or argument.services:
            continue
        first = argument.first
        while first < argument.last and u.has(first, "words", "det", "only"):
            first += 1
        last = first
        while last < argument.last and _is_name(u, last):
            last += 1
        rest = argument.last - last
        if last == first or (rest and not all(u.has(i, "words") for i in range(last, argument.last))):
            continue
        words = u.words(first, last)
        role = role_of_value(words) or ("city" if argument.role in {"from", "in"} else "")
        if role and find_period(u, act) is None:
            return Condition((Test(role, "eq", words, "string", u.span(first, last)),))
    return None


def _is_name(u: Utterance, index: int) -> bool:
    token = u.tokens[index]
    return token.kind is Kind.WORD and token.text[:1].isupper()
