"""Values of conditions that stand as they are written: patterns, days, numbers, other fields."""

from __future__ import annotations

import re

from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test, number_said

BOUNDS = frozenset({"gt", "gte", "lt", "lte"})
FORESEEN = frozenset(
    "expected likely forecast forecasted predicted coming mentioned erwartet gemeldet angesagt attendu prevu prévu "
    "esperada esperado prevista previsto prevista".split()
)
"""What is said of weather that comes."""
DATED = frozenset({"eq", "neq", "before", "after"})
_PATTERN = re.compile(r"[\[\]^$\\|]|\.[*+]")
_AGED = frozenset({"older", "newer", "younger"})
_OF_TIME = {"gt": "after", "gte": "after", "lt": "before", "lte": "before"}
_OF_AGE = {"gt": "before", "gte": "before", "lt": "after", "lte": "after"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


def written_value(
    u: Utterance, left: str, operator: str, after: int, last: int, start: int
) -> tuple[list[Test], int] | None:
    """A pattern or a day, taken as it is written: `INV-[0-9]+`, `2025-01-31`."""
    begin = u.tokens[after].start
    said = re.match(r"\S+", u.text[begin:])
    if said is None or u.tokens[after].kind is Kind.QUOTED:
        return None
    raw = said.group().rstrip(",;:.!?")
    end = next((i for i in range(after, last) if u.tokens[i].end >= begin + len(raw)), last - 1) + 1
    span = u.span(start, end)
    if operator in {"eq", "regex"} and _PATTERN.search(raw):
        return [Test(left, "regex", raw, "string", span)], end
    if (day := _DAY.match(raw)) is not None and operator in {*BOUNDS, *DATED}:
        aged = any(u.tokens[i].norm in _AGED for i in range(start, after))
        sides = _OF_AGE if aged else _OF_TIME
        # "orders older than …": the things themselves are old, none of their fields is named.
        return [Test("" if aged else left, sides.get(operator, operator), day.group(), "calendar", span)], end
    return None


_SIGNS = {
    "slash": "/",
    "hash": "#",
    "hashtag": "#",
    "question mark": "?",
    "exclamation mark": "!",
    "at sign": "@",
    "dash": "-",
    "hyphen": "-",
    "dollar sign": "$",
    "star": "*",
    "asterisk": "*",
    "schragstrich": "/",
    "fragezeichen": "?",
}
_LETTERED = frozenset({"starts", "not_starts", "ends", "not_ends", "contains", "not_contains"})


def spelt_sign(u: Utterance, operator: str, place: int, last: int) -> tuple[str, int] | None:
    """“starts with a slash”: the sign that is told by its name, and where that ends."""
    if operator not in _LETTERED or not u.has(place - 1, "words", "det"):
        return None
    ends = (end for end in (place + 2, place + 1) if end <= last)
    return next(((sign, end) for end in ends if (sign := _SIGNS.get(fold(u.words(place, end))))), None)


def status_class(u: Utterance, index: int, span: tuple[int, int]) -> Test | None:
    """`5xx`: all status codes that begin so."""
    found = re.fullmatch(r"(?i)([1-5])xx", u.tokens[index].text)
    if found is None:
        return None
    lowest = float(found[1]) * 100
    return Test("status code", "between", lowest, "number", span, upper=lowest + 99)


def several_numbers(
    u: Utterance, left: str, operator: str, after: int, last: int, start: int
) -> tuple[list[Test], int] | None:
    """`3`, `zero`, `4 or 5`, `18+`."""
    tests: list[Test] = []
    place = after
    while place < last:
        number = number_said(u.tokens[place])
        if number is None:
            break
        place += 1
        if place < last and u.tokens[place].norm == "+" and operator == "eq":
            return [Test(left, "gte", number, "number", u.span(start, place + 1))], place + 1
        wanted = "neq" if operator == "neq" else "eq"
        tests.append(Test(left, wanted, number, "number", u.span(start, place)))
        joined = place + 1 < last and (
            u.has(place, "words", "or") or (operator == "one_of" and u.tokens[place].norm == ",")
        )
        if not joined or number_said(u.tokens[place + 1]) is None:
            break
        if u.has(place + 2, "conditions", *BOUNDS) or u.has(place + 1, "conditions", *BOUNDS):
            break
        place += 1
    return (tests, place) if tests else None


def other_field(
    u: Utterance, left: str, operator: str, after: int, last: int, start: int
) -> tuple[list[Test], int] | None:
    """“lower than min_stock”, “different from the billing country”: with another field."""
    if not left:
        return None
    token = u.tokens[after]
    named = token.kind is Kind.DOTTED or "_" in token.norm
    if token.kind in {Kind.SLUG, Kind.DOTTED} and named and not token.norm[:1].isdigit():
        return [Test(left, operator, token.text, "field", u.span(start, after + 1))], after + 1
    end = after
    while (
        end < last
        and end - after < 3
        and u.tokens[end].kind is Kind.WORD
        and not u.has(end, "words", "and", "or")
    ):
        end += 1
        if u.tokens[end - 1].norm == left.rsplit(maxsplit=1)[-1].lower() and end - after > 1:
            return [Test(left, operator, u.words(after, end), "field", u.span(start, end))], end
    return None
