"""One comparison in words: what is compared, how, and with which value."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.compared_names import FILLERS, ComparedNames
from nodepilot.composer.reading.comparisons import INVERSE, Test, parse_number
from nodepilot.composer.reading.idle_times import read_day
from nodepilot.composer.reading.moments import day_test, read_moment
from nodepilot.composer.reading.now_tests import read_now
from nodepilot.composer.reading.quantities import QuantityReader
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.composer.reading.worded_values import WordedValues
from nodepilot.composer.reading.written_values import (
    BOUNDS,
    DATED,
    FORESEEN,
    other_field,
    several_numbers,
    spelt_sign,
    status_class,
    written_value,
)

_LABELLED = frozenset("labeled labelled tagged etiquetado etiquetada gelabelt markiert etiquete".split())
_OWNING = frozenset(
    "there there's comes came has have no without lacks lacking doesn't does with hat keine kein ohne mit tiene sin con sans avec sem tem com".split()
)
_PHONE = 7
"""Digits that a phone number has at least."""
_VALUELESS = frozenset({"empty", "not_empty", "true", "false", "failing", "working"})
_POINTING = frozenset("they he she we i you someone somebody it".split())
_FIELDS = frozenset("field fields feld feldern campo campos champ champs".split())
_OWNED = frozenset({"its", "his", "her", "their"})


class ComparisonReader(WordedValues, ComparedNames):
    """Reads single comparisons of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        super().__init__(utterance, verbs)
        self._quantities = QuantityReader(utterance)

    def read_test(self, first: int, last: int, before: str = "") -> tuple[list[Test], int] | None:
        """One comparison from `first` on; several tests when the value is a list ("red or blue")."""
        if (now := read_now(self._u, first, last)) is not None:
            return [now[0]], now[1]
        if (between := self._quantities.range(first, last)) is not None:
            return between
        if (day := read_day(self._u, first, last)) is not None:
            return [day[0]], day[1]
        place = self._comparator(first, last)
        if place is not None and self._u.has(place[0] - 1, "verbs", "loop"):
            # "loop over 1000 contacts": through them.
            place = None
        if place is None:
            return self._weather(first, last) or self._coming(first, last)
        at, length, operator = place
        if operator in {"stocked", "sold_out"}:
            bound = "gt" if operator == "stocked" else "lte"
            return [Test("stock", bound, 0.0, "number", self._u.span(at, at + length))], at + length
        if operator == "overdue":
            return self._quantities.overdue(at, at + length, last)
        if operator in {"eq", "neq"} and (sky := self._weather(first, last)) is not None:
            return sky
        if operator in BOUNDS and (said := self._quantities.said_before(first, at)) is not None:
            number, start, unit = said
            left = self.name(first, start) or unit or before
            return [Test(left, operator, number, "number", self._u.span(start, at + length))], at + length
        left = self.name(first, self._end_of_name(first, at, operator)) or before
        if any(
            self._u.has(i, "nouns", "label") or self._u.tokens[i].norm in _LABELLED
            for i in range(at, at + length)
        ):
            left = "labels"
        if self._negated(first, at) and operator in INVERSE:
            operator = INVERSE[operator]
        span_start = first
        if operator == "working" and (answered := self._answered_with(at + length, last, span_start)):
            return answered
        if (
            operator == "working"
            and self._u.tokens[at].norm == "answers"
            and not self._u.has(at - 1, "words", "pronoun")
            and not self._calls()
        ):
            # "HR answers go to …": what was answered, nothing that is asked whether it is up.
            return None
        if operator in {"failing", "working"}:
            return [Test(left, operator, None, "state", self._u.span(span_start, at + length))], at + length
        if operator in {"empty", "not_empty"} and (names := self._names(first, at)):
            span = self._u.span(span_start, at + length)
            return [Test(each, operator, None, "string", span) for each in names], at + length
        if operator in _VALUELESS:
            return self._owned(at, length, operator, last, span_start) or self._valueless(
                left, operator, at + length, last, span_start
            )
        return self._valued(left, operator, at + length, last, span_start)

    def _is_filler(self, index: int) -> bool:
        return self._u.tokens[index].norm in FILLERS and self._u.tokens[index].kind is Kind.WORD

    def _end_of_name(self, first: int, at: int, operator: str) -> int:
        """“paid | set to true”: what joins a name and a truth is no part of the name."""
        if operator not in {"true", "false"}:
            return at
        joints = (
            i
            for i in range(first + 1, at)
            for s in self._u.concepts(i, "conditions")
            if s.concept == "eq" and s.length > 1
        )
        return next(joints, at)

    def _calls(self) -> bool:
        """Whether an address is called, or a site or server spoken of."""
        u = self._u
        return any(t.kind in {Kind.URL, Kind.DOTTED} for t in u.tokens) or any(
            u.has(i, "nouns", "website", "api", "server") for i in range(len(u.tokens))
        )

    def _names(self, first: int, last: int) -> list[str]:
        """“the email or the amount (is missing)”: several fields of which the same is said; none where it is one."""
        u = self._u
        names: list[str] = []
        start = first
        for place in range(first, last + 1):
            if place < last and not (u.has(place, "words", "and", "or") or u.tokens[place].norm == ","):
                continue
            name = self.name(start, place)
            if name:
                names.append(name)
            start = place + 1
        return names if len(names) > 1 else []

    def _weather(self, first: int, last: int) -> tuple[list[Test], int] | None:
        """“if it will rain”: what a forecast speaks of."""
        for index in range(first, min(first + 6, last)):
            sense = self._u.concept(index, "conditions_of_sky")
            if sense is not None:
                end = index + sense.length
                while end < last and (
                    self._u.has(end, "verbs", "be") or self._u.tokens[end].norm in FORESEEN
                ):
                    end += 1
                return [Test(sense.concept, "eq", "expected", "string", self._u.span(first, end))], end
        return None

    def _owned(
        self, at: int, length: int, operator: str, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        """“(a row) has no email”, “without a phone number”, “has an empty email”: what is there, or not, stands behind."""
        u = self._u
        lacks = u.has(at - 1, "words", "det") and u.tokens[at - 2].norm in _OWNING
        if operator not in {"empty", "not_empty"} or not (u.tokens[at].norm in _OWNING or lacks):
            return None
        place = at + length
        while place < last and u.has(place, "words", "det", "adj"):
            place += 1
        named = max(u.has(place, "fields"), u.has(place, "nouns")) if place < last else 0
        if not named:
            return None
        while named and self._goes_on_naming(place + named, last):
            named += u.has(place + named, "fields")
        name, end = u.words(place, place + named), place + named
        return [Test(name, operator, None, "string", u.span(start, end))], end

    def _goes_on_naming(self, place: int, last: int) -> bool:
        """“has a company | email send …”: the rest of the field's name, no order."""
        u = self._u
        following = place + 1
        return (
            place < last
            and bool(u.has(place, "fields"))
            and not (following < last and u.has(following, "words", "det", "me", "object_pronoun", "pronoun"))
        )

    def _valueless(
        self, left: str, operator: str, after: int, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        end = after
        if not left:
            while (
                end < last
                and end - after < 4
                and not self._verbs.is_verb(end)
                and not self._orders(end, last)
                and self._u.tokens[end].norm != ","
            ):
                end += 1
            left = self.name(after, end)
        if not left:
            return None
        return [Test(left, operator, None, "string", self._u.span(start, end))], end

    def _valued(
        self, left: str, operator: str, after: int, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        u = self._u
        moment = read_moment(u, after, last) if operator in DATED and after < last else None
        if moment is not None:
            return [day_test(left, operator, moment, u.span(start, moment.end))], moment.end
        while after < last and self._is_filler(after) and not self._quantities.is_one(after, last):
            after += 1
        if after >= last and u.tokens[last - 1].norm == "text" and operator in {"eq", "neq"}:
            # "it is text": a kind, no word that leads to a value.
            after = last - 1
        if after >= last:
            return None
        if (written := written_value(self._u, left, operator, after, last, start)) is not None:
            return written
        if operator == "between" or (operator in BOUNDS):
            return self._quantities.numeric(left, operator, after, last, start) or other_field(
                self._u, left, operator, after, last, start
            )
        if operator in {"eq", "neq"} and (placed := self._placed(left, operator, after, last, start)):
            return placed
        if operator in {"eq", "neq"} and after + 1 < last and u.has(after, "words", "from"):
            # "is from boss@…": who sent it.
            sent = after + u.has(after, "words", "from")
            if u.tokens[sent].kind is Kind.WORD and u.tokens[sent].text[:1].isupper():
                return self._valued(role_of_value(u.tokens[sent].text) or "city", operator, sent, last, start)
            operator = "contains" if operator == "eq" else "not_contains"
            return self._valued("sender", operator, sent, last, start)
        if operator in {"eq", "neq", "one_of"} and (
            numbers := several_numbers(self._u, left, operator, after, last, start)
        ):
            return numbers
        if (
            operator == "neq"
            and (field := other_field(self._u, left, operator, after, last, start)) is not None
        ):
            return field
        if operator in {"contains", "not_contains"} and (tag := self._tagged(operator, after, last, start)):
            return tag
        if operator == "contains" and u.has(after, "conditions", *BOUNDS):
            # "contains more than 5 items".
            return self.read_test(after, last)
        named = (
            u.has(after, "fields")
            or u.has(after, "nouns", "label", "status", "category")
            or int(u.tokens[after].norm in {"type", "kind"})
        )
        if operator == "contains" and named and u.has(after + named, "conditions", *BOUNDS):
            return self.read_test(after, last)
        valued = after + named < last and (
            not u.has(after + named, "words") or u.has(after + named, "words", "adj")
        )
        if operator == "contains" and named and valued:
            # "has priority high": the field's value, nothing that is contained.
            name = u.words(after, after + named)
            if u.tokens[after + named].norm in {"=", ":", "of"} and after + named + 1 < last:
                # A sign of equality before the value.
                named += 1
            several = u.has(after, "nouns", "label") > 0
            return self._valued(name, "contains" if several else "eq", after + named, last, start)
        said = u.has(after, "fields") if operator in {"eq", "neq"} else 0
        plain = after + said < last and not u.has(after + said, "words") and not u.has(after + said, "nouns")
        if said and plain and not self._verbs.is_verb(after + said) and left.lower() != u.tokens[after].norm:
            # "picks the role designer": the field's value.
            return self._valued(u.words(after, after + said), operator, after + said, last, start)
        if operator in {"eq", "neq"} and (
            told := self._graded(operator, after, last, start)
            or self._done_by(operator, after, last, start)
            or self._held_in(operator, after, last, start)
        ):
            return told
        if (of_class := status_class(u, after, u.span(start, after + 1))) is not None:
            return [of_class], after + 1
        tests: list[Test] = []
        cursor = after
        while cursor < last:
            value, end = spelt_sign(u, operator, cursor, last) or self._word_value(cursor, last)
            if not value or (fold(value) in _POINTING and not value.isupper()):
                # In capitals it is a department.
                break
            tests.append(
                Test(left, "eq" if operator == "one_of" else operator, value, "string", u.span(start, end))
            )
            joint = (
                1
                if end < last
                and (
                    u.has(end, "words", "or")
                    or u.tokens[end].norm == "nor"
                    or (operator == "one_of" and u.tokens[end].norm == ",")
                )
                else 0
            )
            if not joint or self._comparator(end + joint, min(last, end + joint + 4)) is not None:
                cursor = end
                break
            cursor = end + joint
        if tests and operator in {"contains", "not_contains"}:
            tests, cursor = self._in_field(tests, cursor, last)
        return (tests, cursor) if tests else None

    def _answered_with(self, place: int, last: int, start: int) -> tuple[list[Test], int] | None:
        """“it answers with 500 or more”, “returns a 404”: the status code itself."""
        u = self._u
        while place < last and u.has(place, "words", "with", "det"):
            place += 1
        number = parse_number(u.tokens[place]) if place < last else None
        if number is None or not 100 <= number < 600:
            return None
        length = u.has(place + 1, "conditions", "gte", "lte") if place + 1 < last else 0
        sense = u.concept(place + 1, "conditions") if length else None
        operator, end = sense.concept if sense is not None else "eq", place + 1 + length
        return [Test("status code", operator, number, "number", u.span(start, end))], end

    def _tagged(self, operator: str, after: int, last: int, start: int) -> tuple[list[Test], int] | None:
        """“has the bug label”, “has an urgent tag”: the value stands before what it is."""
        u = self._u
        label = after + 1
        plain = u.tokens[after].kind in {Kind.WORD, Kind.QUOTED, Kind.SLUG}
        if label >= last or not plain or u.has(after, "nouns", "label") or not u.has(label, "nouns", "label"):
            return None
        value = u.tokens[after].text.strip("'\"“”„«»‘’`")
        return [Test("labels", operator, value, "string", u.span(start, label + 1))], label + 1

    def _comparator(self, first: int, last: int) -> tuple[int, int, str] | None:
        """The comparison words nearest to the start: (place, tokens, concept). Bounds win over a plain "is"."""
        u = self._u
        best: tuple[int, int, str] | None = None
        for index in range(first, last):
            if u.tokens[index].is_literal or u.is_scheduled(index):
                continue
            senses = u.concepts(index, "conditions")
            if not senses or self._is_phone(index):
                continue
            sense = max(senses, key=lambda s: (s.length, s.concept not in {"eq", "not_empty"}))
            if index + sense.length > last and sense.concept != "failing":
                continue
            if u.tokens[index].norm in _OWNED and (u.has(index + 1, "fields") or u.has(index + 1, "nouns")):
                # "its name starts with …": whose name it is.
                continue
            if sense.length == 1 and self._names_a_field(index):
                # "ein Formular mit Feld Budget": what it has, no text that it contains.
                continue
            if sense.concept in {"before", "after"} and u.has(index + sense.length, "conditions", *BOUNDS):
                # "after less than 30 days": the bound is what is compared.
                continue
            if (
                sense.concept in {"empty", "not_empty"}
                and sense.length == 1
                and not self._is_missing(index, last)
            ):
                continue
            if (
                sense.concept == "between"
                and sense.length == 1
                and u.tokens[index].norm in {"from", "de", "von"}
            ):
                continue
            if best is None:
                best = (index, sense.length, sense.concept)
                if sense.concept not in {"eq", "not_empty"}:
                    break
                continue
            if index == best[0] + best[1] and sense.concept == "eq" and sense.length > 1:
                # "it's | moved to Blocked".
                return (index, sense.length, "eq")
            near = (
                best[0]
                + best[1]
                + (
                    3
                    if sense.concept in {"gte", "lte"} and parse_number(u.tokens[index - 1]) is not None
                    else 1
                )
            )
            if index <= near and sense.concept not in {"eq", "not_empty"}:
                return (index, sense.length, sense.concept)
            break
        return best

    def _names_a_field(self, index: int) -> bool:
        tokens = self._u.tokens
        naming = index + 1 < len(tokens) and tokens[index + 1].norm in _FIELDS
        return naming and bool(self._u.has(index, "words", "with"))

    def _is_phone(self, index: int) -> bool:
        """`+4915112345678`: the sign belongs to the number."""
        tokens = self._u.tokens
        if tokens[index].norm != "+" or index + 1 >= len(tokens):
            return False
        number = tokens[index + 1]
        return number.start == tokens[index].end and sum(c.isdigit() for c in number.text) >= _PHONE

    def _is_missing(self, index: int, last: int) -> bool:
        """Single words such as "missing" or "no" say something only beside a field."""
        norm = self._u.tokens[index].norm
        if norm in {"no", "without", "with", "ohne", "sans", "sin", "sem", "kein", "keine"}:
            return index + 1 < last
        return True

    def _negated(self, first: int, at: int) -> bool:
        return any(self._u.has(i, "words", "not") for i in range(max(first, at - 2), at))
