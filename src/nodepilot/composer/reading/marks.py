"""What tells the things that an act reads from others of their kind: “urgent tickets”, “contacts without a phone number”.

An adjective stands for a field and its value (`data/marks.json`); “without …” names a field that is empty; a name behind
“from” or “in” that is no place of the service tells where they are from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.said_fields import told_field
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.records import dataclass

_ROLES = frozenset({"object", "subject", "from", "for", "about", "with", "via"})
_LONGEST = 4
_JUST_NOW = frozenset("recently newly just lately freshly".split())
_EMPTY_WORDS = frozenset("without no missing lacking ohne sin sans sem".split())


_LIVING = frozenset({"contact", "customer", "person", "company", "lead", "order"})
"""What has an address."""
_CITIES = frozenset({"city", "town"})
_ADDRESSES = frozenset({"email", "requester_email", "from_email"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One test that the things fulfil; `names` are what a service's own parameter for it may be called."""

    test: Test
    names: frozenset[str] = frozenset()


@cache
def _adjectives() -> Mapping[tuple[str, ...], tuple[str, str, str | None, frozenset[str], frozenset[str]]]:
    """(field, operator, value, names, nouns that it is said of) by its words."""
    facts: dict[str, dict[str, str]] = packaged_json("composer", "data/marks.json")
    return {
        tuple(words.split()): (
            fact["field"],
            fact["operator"],
            fact["values"] or None,
            frozenset(filter(None, fact.get("names", "").lower().split(", "))),
            frozenset(filter(None, fact.get("of", "").split(", "))),
        )
        for fact in facts.values()
        for words in fact["words"].split(", ")
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _adjectives())


def find_marks(u: Utterance, act: Act) -> list[Mark]:
    """All marks of what the act reads, in the order of the request; none that its condition tests already."""
    found = [*_by_adjective(u, act), *_lacking(u, act), *_from_where(u, act)]
    found += [mark for mark in marks_by_field(u, act) if not any(_overlap(mark, each) for each in found)]
    tested = [test.span for test in act.condition.tests] if act.condition is not None else []
    return [
        mark
        for mark in sorted(found, key=lambda each: each.test.span)
        if not any(first < mark.test.span[1] and mark.test.span[0] < last for first, last in tested)
    ]


def _by_adjective(u: Utterance, act: Act) -> Iterator[Mark]:
    table, opening = _adjectives(), _first_words()
    for argument in act.arguments:
        if argument.role not in _ROLES:
            continue
        index = argument.first
        while index < argument.last:
            length = 1
            if u.tokens[index].norm in opening and index != act.verb_at and not u.is_scheduled(index):
                for size in range(min(_LONGEST, argument.last - index), 0, -1):
                    words = tuple(token.norm for token in u.tokens[index : index + size])
                    if (known := table.get(words)) is not None and _tells_things(
                        u, argument, index, size, known[4]
                    ):
                        length = size
                        span = u.span(index, index + size)
                        field, operator, value, names, _ = known
                        yield Mark(Test(field, operator, value, "string", span), names)
                        break
            index += length


_CALLED = {
    "assignee": frozenset({"assignee", "assignee_id", "assigneeid", "assigned_to", "assignedto", "owner"}),
    "author": frozenset({"author", "creator", "reporter", "user", "created_by", "createdby", "requester"}),
    "labels": frozenset({"labels", "label"}),
    "tags": frozenset({"tags", "tag"}),
    "stage": frozenset({"stage", "dealstage", "stage_id", "status"}),
}
"""What services call a field, where that is not its own name."""


def marks_by_field(u: Utterance, act: Act) -> Iterator[Mark]:
    """“tickets with priority P1”, “orders in the Books category”; nothing that is said of where they go."""
    last = act.last
    goes_on = act.source is not None and act.target is not None and act.source.first < act.target.first
    if act.target is not None and goes_on and act.verb_at < act.target.first:
        last = min(last, act.target.first)
    index = max(act.first, act.verb_at + 1)
    if act.verb in _MAKING and act.source is not None and act.source.first > act.verb_at:
        # "create a ticket with priority high for each row": what is made has it.
        index = max(index, act.source.last)
    elif act.verb in _MAKING:
        return
    while index < last:
        found = told_field(u, index, last)
        if found is not None:
            yield Mark(found[0], _CALLED.get(found[0].left, frozenset({found[0].left})))
        index = found[1] if found is not None else index + 1


_MAKING = frozenset("create add update label assign set compose draft reply upload invite schedule".split())


def _overlap(one: Mark, other: Mark) -> bool:
    return one.test.span[0] < other.test.span[1] and other.test.span[0] < one.test.span[1]


def _tells_things(u: Utterance, argument: Argument, index: int, size: int, said_of: frozenset[str]) -> bool:
    """“urgent | tickets”, “urgent | Zendesk tickets”, “tickets | urgentes”, “tickets that are | urgent”: said of things."""
    if any(u.service_at(i) is not None for i in range(index, index + size)):
        return False
    if u.tokens[index - 1].norm in _JUST_NOW or (said_of and not said_of & set(argument.nouns)):
        return False
    behind = range(index + size, min(index + size + 1 + _LONGEST, argument.last))
    for place in behind:
        if u.has(place, "nouns") or (u.service_at(place) is not None):
            return True
        if u.tokens[place].kind is not Kind.WORD or u.has(place, "words", "in", "from", "of", "with", "that"):
            break
    return index > argument.first and (
        u.has(index - 1, "nouns") > 0
        or u.has(index - 1, "verbs", "be") > 0
        or u.service_at(index - 1) is not None
    )


def _lacking(u: Utterance, act: Act) -> Iterator[Mark]:
    """“without a phone number”, “with no owner”: what is left empty."""
    for argument in act.arguments:
        first = argument.first
        if argument.role == "with" and first < argument.last and u.tokens[first].norm in _EMPTY_WORDS:
            first += 1
        elif argument.role != "without":
            continue
        while first < argument.last - 1 and u.has(first, "words", "det"):
            first += 1
        last = first
        while last < argument.last and last - first < _LONGEST and u.tokens[last].kind is Kind.WORD:
            named = u.service_at(last) is not None and not u.has(last, "fields")
            if named or u.has(last, "words", "and", "or", "to", "in"):
                break
            last += 1
        if last == first or u.has(first, "verbs", "go") or u.has(first, "nouns", "file", "media"):
            continue
        if argument.first - 1 < act.verb_at < first:
            continue
        span = u.span(argument.first - 1, last)
        yield Mark(Test(u.words(first, last), "empty", None, "string", span))


def _from_where(u: Utterance, act: Act) -> Iterator[Mark]:
    """“orders from Germany”, “customers in Berlin”, “tickets from acme.com”: what stands there tells the field."""
    for argument in act.arguments:
        if argument.role not in {"from", "in"} or argument.services or argument.first >= argument.last:
            continue
        first = argument.first
        while first < argument.last - 1 and u.has(first, "words", "det"):
            first += 1
        words = u.words(first, argument.last).strip(" .,")
        span = u.span(first, argument.last)
        alone = argument.last == first + 1
        if role_of_value(words) == "country":
            yield Mark(Test("country", "eq", words, "string", span))
        elif alone and u.tokens[first].kind is Kind.DOTTED and argument.role == "from":
            yield Mark(Test("email", "contains", words, "string", span), _ADDRESSES)
        elif alone and argument.role == "in" and _is_city(u, first) and _LIVING & set(act.nouns):
            yield Mark(Test("city", "eq", words, "string", span), _CITIES)


def _is_city(u: Utterance, index: int) -> bool:
    """A name with a capital that means nothing else."""
    token = u.tokens[index]
    return token.kind is Kind.WORD and token.text.istitle() and not u.senses[index]
