"""Comparisons with numbers: bounds, ranges, what is counted, times ago and ahead."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test, number_said
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verb_like import begins_object

_FROM = frozenset("from de von between entre zwischen".split())
_SINCE = frozenset("by since seit um for desde depuis ha".split())
_TIME_UNITS = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
_UNITS = frozenset(
    "euros euro eur usd dollars % percent degrees celsius ° points c km kg mb prozent grad".split()
)

_ONE = frozenset("a an one ein eine einen einem einer un une una um uma".split())
_LETTERS = frozenset("characters chars letters zeichen buchstaben caracteres".split())


class QuantityReader:
    """Reads the numeric halves of conditions of one utterance."""

    def __init__(self, utterance: Utterance) -> None:
        self._u = utterance

    def range(self, first: int, last: int) -> tuple[list[Test], int] | None:
        """`50 to 200`, `14 - 30 days`: a range that no word announces."""
        u = self._u
        if first < last and u.tokens[first].norm in _FROM:
            first += 1
        lower, joint = self._number(first, last)
        if lower is None or joint >= last:
            return None
        upper, end = self._number(joint + 1, last)
        joined = (
            u.has(joint, "words", "to") or u.has(joint, "time", "until") or u.tokens[joint].norm in {"-", "–"}
        )
        if upper is None or not joined:
            return None
        end, unit = self._unit(end, last)
        name, end = self._counted(end, last)
        return [Test(name, "between", lower, "number", u.span(first, end), unit, upper)], end

    def said_before(self, first: int, end: int) -> tuple[float, int, str] | None:
        """The number right before a bound (`5 | or more`, `3 days | or less`): its value, its place, what it counts."""
        u = self._u
        for place in (end - 1, end - 2):
            if place < first:
                break
            if (number := number_said(u.tokens[place])) is not None:
                unit = u.words(place + 1, end)
                return number, place, "" if unit.lower() in _UNITS else unit
            counts = any(u.has(place, category) for category in ("nouns", "fields", "time"))
            if not counts and u.tokens[place].norm not in _UNITS:
                break
        return None

    def overdue(self, first: int, place: int, last: int) -> tuple[list[Test], int]:
        """`overdue`, `overdue by more than 14 days`, `more than 14 days overdue`: how long ago it was due."""
        u = self._u
        span = (first, place)
        after = place
        while after < last and (u.has(after, "words", "via") or u.tokens[after].norm in _SINCE):
            after += 1
        bound = u.has(after, "conditions", "gt", "gte") if after < last else 0
        for start in (after + bound, first - 2):
            number, end = self._number(start, last) if start >= 0 else (None, 0)
            unit_end, unit = self._unit(end, last) if number is not None else (0, "")
            if number is not None and unit and (start >= place or unit_end == first):
                end = max(unit_end, place)
                return [Test("due date", "gt", number, "date", u.span(min(start, first), end), unit)], end
        return [Test("due date", "gt", 0.0, "date", u.span(*span), "days")], place

    def _number(self, place: int, last: int) -> tuple[float | None, int]:
        """The number at a place, and where it ends (`10k` is written in one)."""
        tokens = self._u.tokens
        number = number_said(tokens[place]) if place < last else None
        end = place + 1
        if number is None and self.is_one(place, last):
            return 1.0, end
        if (
            number is not None
            and end < last
            and tokens[end].norm == "k"
            and tokens[end].start == tokens[place].end
        ):
            return number * 1000, end + 1
        return number, end

    def length_of_time(self, place: int, last: int) -> tuple[float, str, int] | None:
        """`90 days`, `a year`: how many, of what, and where it ends."""
        number, end = self._number(place, last)
        end, unit = self._unit(end, last) if number is not None else (end, "")
        return (number, unit, end) if number is not None and unit else None

    def is_one(self, place: int, last: int) -> bool:
        """“(older than) a | week”: an article that counts."""
        return (
            place + 1 < last and self._u.tokens[place].norm in _ONE and bool(self._unit(place + 1, last)[1])
        )

    def _unit(self, place: int, last: int) -> tuple[int, str]:
        """Where the unit behind a number ends, and what it is called if it is one of time."""
        u = self._u
        if place < last and (sense := u.concept(place, "time")) is not None and sense.concept in _TIME_UNITS:
            return place + sense.length, _TIME_UNITS[sense.concept]
        if place < last and u.tokens[place].norm in _UNITS:
            return place + 1, ""
        return place, ""

    def _is_money(self, first: int, last: int) -> bool:
        """“ab 500 Euro | Nachricht an …”: a sum counts nothing that stands behind it."""
        tokens = self._u.tokens[first:last]
        return any(t.kind is Kind.MONEY or role_of_value(t.text) == "currency" for t in tokens)

    def _counted(self, place: int, last: int) -> tuple[str, int]:
        """What a number counts ("more than 200 employees"): plain words behind it."""
        u = self._u
        end = place
        while (
            end < last
            and end - place < 2
            and u.tokens[end].kind is Kind.WORD
            and not u.has(end, "words")
            and not u.has(end, "verbs", "go", "be")
            and (u.has(end, "nouns") or not u.has(end, "verbs"))
            # Below 20 a call is ordered, and no calls are counted.
            and not (u.has(end, "verbs") and begins_object(u, end + 1))
            # "less than 3 stars | comes in": what happens is no part of what is counted.
            and not (end > place and u.has(end, "events"))
            and u.service_at(end) is None
            and (u.language != "en" or end > place or self._is_counted(end))
        ):
            end += 1
        return (u.words(place, end), end) if end > place else ("", place)

    def _is_counted(self, index: int) -> bool:
        """Several things, or a word that is known for one: “(over 80) critical alert” counts nothing."""
        u = self._u
        if u.has(index, "nouns", "message", "email", "sms"):
            # "(between 60 and 80) warning in Slack".
            return False
        return u.tokens[index].norm.endswith("s") or bool(u.has(index, "nouns") or u.has(index, "fields"))

    def _ahead(self, place: int, last: int) -> tuple[str, int] | None:
        """“(less than 24 hours) before the appointment”: the time left until then."""
        u = self._u
        if place + 1 >= last or not u.has(place, "words", "before", "until"):
            return None
        first = place + 1
        while first < last and u.has(first, "words", "det"):
            first += 1
        end = first
        while end < last and end - first < 3 and (u.has(end, "nouns") or u.has(end, "fields")):
            end += 1
        return (u.words(first, end), end) if end > first else None

    def numeric(
        self, left: str, operator: str, after: int, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        u = self._u
        number, end = self._number(after, last)
        if number is None:
            return None
        upper = None
        if (
            operator == "between"
            and end + 1 < last
            and (u.has(end, "words", "and", "to") or u.tokens[end].norm in {"-", "–"})
        ):
            upper = number_said(u.tokens[end + 1])
            end += 2
        if end < last and (factor := _BYTES.get(u.tokens[end].norm)) is not None:
            # "bigger than 10 MB": of files.
            test = Test("size", operator, number * factor, "number", u.span(start, end + 1))
            return [test], end + 1
        behind = end
        end, unit = self._unit(end, last)
        if unit and (ahead := self._ahead(end, last)) is not None:
            name, end = ahead
            return [Test(name, operator, number, "until", u.span(start, end), unit)], end
        if end == behind and end < last and u.tokens[end].norm in _LETTERS:
            return [Test(left or "text", operator, number, "length", u.span(start, end + 1))], end + 1
        if end == behind and not left and not self._is_money(after, end):
            left, end = self._counted(end, last)
        ago = end < last and u.tokens[end].norm in {"ago", "old"}
        aged = _age_like(u, start, after) or ago or _of_age(u, start, after)
        end += ago
        kind = "date" if unit and operator != "between" and aged else "number"
        return [Test(left, operator, number, kind, u.span(start, end), unit, upper)], end


_BYTES = {"kb": 1024, "mb": 1024**2, "gb": 1024**3, "megabytes": 1024**2, "megabyte": 1024**2, "mib": 1024**2}


def _age_like(utterance: Utterance, first: int, last: int) -> bool:
    return any(
        utterance.tokens[i].norm
        in {"older", "newer", "younger", "ago", "alter", "ans", "antiguo", "after", "nach"}
        for i in range(first, last)
    )


_KEPT = (
    "row",
    "record",
    "file",
    "email",
    "message",
    "document",
    "image",
    "ticket",
    "task",
    "execution",
    "lead",
)


def _of_age(u: Utterance, first: int, last: int) -> bool:
    """“filas de más de 30 días”, “lignes de plus de 30 jours”: how old they are."""
    return u.language in {"es", "fr", "pt"} and any(
        u.has(i, "conditions", "gt", "gte", "lt", "lte")
        and u.has(i - 1, "words", "of", "with")
        and u.has(i - 2, "nouns", *_KEPT)
        for i in range(max(2, first), last)
    )
