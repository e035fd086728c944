"""How long something has not been done: “who haven't ordered for 90 days”, “not contacted in the last 30 days”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.moments import read_expiry, read_yearly
from nodepilot.composer.reading.quantities import QuantityReader

_NOT = frozenset("haven't hasn't havent hasnt not never didn't didnt weren't wasn't".split())
_SINCE = frozenset("for in since within during over".split())
_LAST = frozenset("the last past previous more than at least".split())
_LASTLY = {
    word: field
    for field, words in {
        "last order": "ordered order bought buy",
        "last purchase": "purchased purchase",
        "last payment": "paid pay",
        "last login": "logged log signed sign",
        "last reply": "replied reply answered answer responded respond",
        "last visit": "visited visit",
        "last contacted": "contacted contact",
        "last opened": "opened open",
        "last used": "used use",
        "last donation": "donated donate",
        "last booking": "booked book",
        "last post": "posted post",
        "updated": "updated changed touched edited modified moved",
    }.items()
    for word in words.split()
}
"""What tells when somebody did it last."""
_LONGEST = 6


def read_day(u: Utterance, first: int, last: int) -> tuple[Test, int] | None:
    """A day that comes back, one when something is over, or a time in which nothing was done."""
    return read_yearly(u, first, last) or read_expiry(u, first, last) or read_idle(u, first, last)


def read_idle(u: Utterance, first: int, last: int) -> tuple[Test, int] | None:
    """The time since when it has not been done, and where it ends."""
    for place in range(first, last - 3):
        if u.tokens[place].norm not in _NOT:
            continue
        deed = _deed(u, place + 1, last)
        if deed is None:
            continue
        for since in range(deed + 1, min(deed + _LONGEST, last - 1)):
            if u.tokens[since].norm not in _SINCE:
                continue
            number = since + 1
            while number < last and u.tokens[number].norm in _LAST:
                number += 1
            told = QuantityReader(u).length_of_time(number, last)
            if told is not None:
                field = _LASTLY.get(u.tokens[deed].norm, f"last {u.tokens[deed].norm}")
                return Test(field, "gt", told[0], "date", u.span(place, told[2]), told[1]), told[2]
    return None


def _deed(u: Utterance, place: int, last: int) -> int | None:
    """The participle behind the negation."""
    while place < last and (u.tokens[place].norm in {"been", "yet"} or u.has(place, "words", "adv")):
        place += 1
    if place >= last:
        return None
    word = u.tokens[place].norm
    return place if word in _LASTLY or word.endswith("ed") else None
