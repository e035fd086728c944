"""Conditions in verbs of their own: “it ships to Germany”, “they agreed to the newsletter”, “it belongs to project X”.

No word of comparison stands in them. What a value tells by itself, or the name right before it, says what is compared;
without a value, what is spoken of is true or false.
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.value_kinds import role_of_value

_VALUES = frozenset({Kind.QUOTED, Kind.EMAIL, Kind.SLUG, Kind.DOTTED, Kind.HANDLE, Kind.PATH, Kind.URL})
_VAGUE = frozenset(
    "possible necessary needed required so wanted something anything nothing everything problem error please like".split()
)
_SAYING = frozenset("says said wants wanted asks asked agrees agreed accepts accepted needs needed".split())
_LONGEST_NAME = 3
_LONGEST = 14


def loose_condition(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """What tokens `first` to `last` say of the thing at hand; None where they say nothing that data could tell."""
    if not 3 <= last - first <= _LONGEST or any(u.tokens[i].norm in _VAGUE for i in range(first, last)):
        return None
    verb = _verb(u, first, last)
    if verb is None:
        return None
    negated = any(u.has(i, "words", "not") for i in range(first, last))
    tests = _valued(u, verb + 1, last, "neq" if negated else "eq")
    if not tests:
        tests = _flagged(u, verb + 1, last, "false" if negated else "true")
    return (Condition(tuple(tests), any_of=len(tests) > 1 and not negated), last) if tests else None


def relative_condition(u: Utterance, first: int, last: int) -> Condition | None:
    """“(people) who answered yes to the newsletter question”: what tells some of them, from its verb at `first` on."""
    negated = any(u.has(i, "words", "not") for i in range(first, last))
    tests = _valued(u, first + 1, last, "neq" if negated else "eq") or _flagged(
        u, first + 1, last, "false" if negated else "true"
    )
    return Condition(tuple(tests), any_of=len(tests) > 1 and not negated) if tests else None


def told_of(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """“(When somebody fills in the form and) says they want a demo”: what they say, without a subject of its own."""
    if u.tokens[first].norm not in _SAYING:
        return None
    place = first
    while place < last and (
        u.has(place, "words", "pronoun", "that", "to") or u.has(place, "verbs", "want") or place == first
    ):
        place += 1
    negated = any(u.has(i, "words", "not") for i in range(first, last))
    tests = _flagged(u, place, last, "false" if negated else "true")
    return (Condition(tuple(tests)), last) if tests else None


def _verb(u: Utterance, first: int, last: int) -> int | None:
    """Where the verb stands: behind a subject of a pronoun, or of an article and its noun."""
    place = first
    while place < last and (
        u.has(place, "words", "det", "pronoun", "adj", "only", "adv")
        or (u.has(place, "nouns") and place > first and not u.has(place - 1, "words", "pronoun"))
        or u.has(place, "nouns", "person", "customer", "user")
    ):
        place += 1
    while place < last and u.has(place, "words", "modal", "not", "adv"):
        place += 1
    if place == first or place >= last - 1:
        return None
    if (length := u.has(place, "words", "from")) > 1:
        # "it comes from chat id 12345".
        return place + length - 1
    plain = u.tokens[place].kind is Kind.WORD and u.service_at(place) is None
    return place if plain and not u.has(place, "words", "and", "or", "in", "to", "from", "with") else None


def _valued(u: Utterance, first: int, last: int, operator: str) -> list[Test]:
    """A value with the name before it, or one that tells by itself what it is; several where "or" joins them."""
    tests: list[Test] = []
    for place in range(first, last):
        token = u.tokens[place]
        named = token.text[:1].isupper() and token.kind is Kind.WORD and u.service_at(place) is None
        number = parse_number(token)
        role = role_of_value(token.text)
        tagged = token.kind is Kind.WORD and bool(u.has(place - 1, "nouns", "label")) and place - 1 >= first
        if tagged and not u.has(place, "words"):
            return [Test("labels", "contains", token.text, "string", u.span(first, place + 1))]
        if not (named or role or token.kind in _VALUES or number is not None):
            continue
        name = _name_before(u, first, place) or role or (tests[0].left if tests else "")
        if not name:
            continue
        end = place + 1
        while named and end < last and u.tokens[end].kind is Kind.WORD and u.tokens[end].text[:1].isupper():
            end += 1
        if tests and not u.has(place - 1, "words", "or") and u.tokens[place - 1].norm != ",":
            continue
        text = u.words(place, end).strip("'\"“”„«»‘’`")
        kind, right = ("number", number) if number is not None else ("string", text)
        tests.append(Test(name, operator, right, kind, u.span(first, end)))
    return tests


def _name_before(u: Utterance, first: int, place: int) -> str:
    """`the project | Website`: the noun or field right before a value."""
    before = place - 1
    if before < first or u.tokens[before].norm == ",":
        return ""
    if u.has(before, "words", "called") and before > first:
        before -= 1
    if u.tokens[before].norm == "id":
        return u.words(max(before - 1, first), place)
    named = u.has(before, "fields") or u.has(before, "nouns")
    return u.tokens[before].text if named and u.service_at(before) is None else ""


def _flagged(u: Utterance, first: int, last: int, operator: str) -> list[Test]:
    """`agreed to the newsletter`, `wants a call back`: what is spoken of last names a yes or no."""
    names = [
        place
        for place in range(first, last)
        if u.tokens[place].kind is Kind.WORD
        and not u.has(place, "words")
        and not u.has(place, "verbs", "be", "go", "get")
        and (u.service_at(place) is None or u.has(place, "fields") or u.has(place, "nouns"))
    ]
    if not names:
        return []
    start = names[-1]
    while start - 1 in names and names[-1] - start < _LONGEST_NAME - 1:
        start -= 1
    return [Test(u.words(start, names[-1] + 1), operator, None, "string", u.span(first, last))]
