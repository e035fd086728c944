"""Conditions: "the type field is sales", "above 100 euros", "contains 'invoice'", "is down".

A `Test` compares something that a request names with a value; what the name stands for in the data is
found later, when it is known which data there is.
"""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import INVERSE, Condition, Test, parse_number
from nodepilot.composer.reading.moments import day_test, read_expiry, read_moment, read_yearly
from nodepilot.composer.reading.quantities import QuantityReader
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs

_BOUNDS = frozenset({"gt", "gte", "lt", "lte"})
_DATED = frozenset({"eq", "neq", "before", "after"})
_VALUELESS = frozenset({"empty", "not_empty", "true", "false", "failing", "working"})
_FILLERS = frozenset(
    "the a an its their his her of value field column is are be was it this that word words text string phrase keyword "
    "ein eine der die das den le la les un une el los las o as um uma".split(),
)

_ASKING = frozenset("is are was has does ist sind war liegt steht hat est es sont".split())
_NAMING = frozenset("field column feld spalte campo champ coluna colonne flag".split())
_OWNED = frozenset({"its", "his", "her", "their"})
WHOSE = frozenset("whose where deren dessen cuyo cuya dont onde cujo cuja".split())
_FINAL = frozenset("hat ist lautet heisst war wird".split())
_TRUTH = {
    "true": frozenset("true set checked ticked given wahr gesetzt verdadero verdadeiro vrai".split()),
    "false": frozenset("false unset unchecked unticked falsch falso faux".split()),
}


class ConditionReader:
    """Reads conditions of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs
        self._quantities = QuantityReader(utterance)

    def read(self, first: int, last: int) -> tuple[Condition, int] | None:
        """The condition that stands in tokens `first` to `last`, and where it ends."""
        tests: list[Test] = []
        any_of = False
        cursor = first
        left = ""
        end = first
        while cursor < last:
            found = self.read_test(cursor, last, left)
            if found is None:
                break
            more, end = found
            tests += more
            left = more[-1].left
            if len(more) > 1:
                any_of = True
            if end < last and self._u.has(end, "words", "or"):
                any_of = True
                cursor = end + 1
            elif end < last and (self._u.has(end, "words", "and") or self._u.tokens[end].norm == ","):
                cursor = end + 1
            else:
                break
        return (Condition(tuple(tests), any_of), end) if tests else None

    def read_final(self, first: int, last: int) -> tuple[Condition, int] | None:
        """“… der Betreff 'Rechnung' enthält”, “… die Priorität hoch hat”: in German what compares stands last."""
        u = self._u
        end = last - 1
        if u.language != "de" or end - first < 2:
            return None
        sense = u.concept(end, "conditions")
        operator = sense.concept if sense is not None else "eq" if u.tokens[end].norm in _FINAL else ""
        field = next((i for i in reversed(range(first, end)) if u.has(i, "fields")), None)
        literal = end - 1 if u.tokens[end - 1].kind is Kind.QUOTED else None
        if (
            field is None
            and literal is not None
            and operator == "eq"
            and (name := self._u.words(literal - 1, literal))
        ):
            value_said = u.tokens[literal].text[1:-1]
            return Condition((Test(name, "eq", value_said, "string", u.span(literal - 1, last)),)), last
        if operator not in {"eq", "neq", "contains", "not_contains", "starts", "ends"} or field is None:
            return None
        value = field + u.has(field, "fields")
        if not 0 < end - value <= 4:
            return None
        if u.has(value, "words", "not"):
            operator, value = INVERSE.get(operator, operator), value + 1
        text = u.words(value, end).strip(" '\"“”„«»‘’")
        test = Test(
            u.words(field, field + u.has(field, "fields")), operator, text, "string", u.span(field, last)
        )
        return (Condition((test,)), last) if text else None

    def read_inverted(self, first: int, last: int) -> tuple[Condition, int] | None:
        """“is the amount above 5”, “ist der Status offen”: the verb stands before what is compared."""
        u = self._u
        if first >= last or not (u.has(first, "verbs", "be") or u.tokens[first].norm in _ASKING):
            return None
        if "'" in u.tokens[first].norm or u.has(first + 1, "words", "pronoun"):
            # "it's an image": what it is about stands before the verb.
            return None
        place = first + 1
        while place < last and u.has(place, "words", "det"):
            place += 1
        name = place
        while place < last and (
            length := max(u.has(place, "fields"), u.has(place, "nouns"))
            or int(place + 1 < last and self._is_naming(place))
        ):
            place += length
        if place == first + 1:
            return None
        found = self._comparator(name, min(last, name + 5))
        if found is not None and found[0] > name and found[2] not in {"eq", "empty", "not_empty"}:
            return self.read(name, last)
        if place >= last:
            return None
        left, span = self.name(name, place) or u.words(name, place), u.span(first, place + 1)
        for operator, words in _TRUTH.items():
            if u.tokens[place].norm in words:
                return Condition((Test(left, operator, None, "string", span),)), place + 1
        value, end = self._word_value(place, last)
        return (Condition((Test(left, "eq", value, "string", u.span(first, end)),)), end) if value else None

    def _is_naming(self, place: int) -> bool:
        """`field 'consent'`: the word that says that a name follows, and the name."""
        tokens = self._u.tokens
        return tokens[place].norm in _NAMING or (
            tokens[place].kind is Kind.QUOTED and place > 0 and tokens[place - 1].norm in _NAMING
        )

    def read_test(self, first: int, last: int, before: str = "") -> tuple[list[Test], int] | None:
        """One comparison from `first` on; several tests when the value is a list ("red or blue")."""
        if (between := self._quantities.range(first, last)) is not None:
            return between
        if (day := read_yearly(self._u, first, last) or read_expiry(self._u, first, last)) is not None:
            return [day[0]], day[1]
        place = self._comparator(first, last)
        if place is None:
            return self._weather(first, last)
        at, length, operator = place
        if operator == "overdue":
            span = self._u.span(at, at + length)
            return [Test("due date", "gt", 0.0, "date", span, "days")], at + length
        if operator in _BOUNDS and (said := self._quantities.said_before(first, at)) is not None:
            number, start, unit = said
            left = self.name(first, start) or unit or before
            return [Test(left, operator, number, "number", self._u.span(start, at + length))], at + length
        left = self.name(first, at) or before
        if any(self._u.has(i, "nouns", "label") for i in range(at, at + length)):
            left = "labels"
        if self._negated(first, at) and operator in INVERSE:
            operator = INVERSE[operator]
        span_start = first
        if operator in {"failing", "working"}:
            return [Test(left, operator, None, "state", self._u.span(span_start, at + length))], at + length
        if operator in _VALUELESS:
            return self._valueless(left, operator, at + length, last, span_start)
        return self._valued(left, operator, at + length, last, span_start)

    def _weather(self, first: int, last: int) -> tuple[list[Test], int] | None:
        """“if it will rain”: what a forecast speaks of."""
        for index in range(first, min(first + 6, last)):
            sense = self._u.concept(index, "conditions_of_sky")
            if sense is not None:
                span = self._u.span(first, index + 1)
                return [Test(sense.concept, "eq", "expected", "string", span)], index + 1
        return None

    def _valueless(
        self, left: str, operator: str, after: int, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        end = after
        if not left:
            while (
                end < last
                and end - after < 4
                and not self._verbs.is_verb(end)
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
        moment = read_moment(u, after, last) if operator in _DATED and after < last else None
        if moment is not None:
            return [day_test(left, operator, moment, u.span(start, moment.end))], moment.end
        while after < last and u.tokens[after].norm in _FILLERS and u.tokens[after].kind is Kind.WORD:
            after += 1
        if after >= last:
            return None
        if operator == "between" or (operator in _BOUNDS):
            return self._quantities.numeric(left, operator, after, last, start)
        if operator in {"eq", "neq"} and (placed := self._placed(left, operator, after, last, start)):
            return placed
        if operator in {"eq", "neq"} and after + 1 < last and u.has(after, "words", "from"):
            # "is from boss@…": who sent it.
            operator = "contains" if operator == "eq" else "not_contains"
            return self._valued("sender", operator, after + u.has(after, "words", "from"), last, start)
        number = parse_number(u.tokens[after])
        if number is not None and operator in {"eq", "neq"}:
            return [Test(left, operator, number, "number", u.span(start, after + 1))], after + 1
        named = u.has(after, "fields") or u.has(after, "nouns", "label", "status", "category")
        if operator == "contains" and named and after + named < last and not u.has(after + named, "words"):
            # "has priority high": the field's value, nothing that is contained.
            name = u.words(after, after + named)
            several = u.has(after, "nouns", "label") > 0
            return self._valued(name, "contains" if several else "eq", after + named, last, start)
        tests: list[Test] = []
        cursor = after
        while cursor < last:
            value, end = self._word_value(cursor, last)
            if not value:
                break
            tests.append(
                Test(left, "eq" if operator == "one_of" else operator, value, "string", u.span(start, end))
            )
            joint = (
                1
                if end < last
                and (u.has(end, "words", "or") or (operator == "one_of" and u.tokens[end].norm == ","))
                else 0
            )
            if not joint or self._comparator(end + joint, min(last, end + joint + 4)) is not None:
                cursor = end
                break
            cursor = end + joint
        if tests and operator in {"contains", "not_contains"}:
            tests, cursor = self._in_field(tests, cursor, last)
        return (tests, cursor) if tests else None

    def _placed(
        self, left: str, operator: str, after: int, last: int, start: int
    ) -> tuple[list[Test], int] | None:
        """“is in EUR”, “comes from Germany”: the preposition stands before a value that tells what it is."""
        u = self._u
        length = u.has(after, "words", "in", "from")
        if not length or after + length >= last:
            return None
        value, end = self._word_value(after + length, last)
        role = role_of_value(value)
        if role is None:
            return None
        name = left if left and not u.has(start, "nouns") else role
        return [Test(name, operator, value, "string", u.span(start, end))], end

    def _in_field(self, tests: list[Test], place: int, last: int) -> tuple[list[Test], int]:
        """“(has 'invoice') in the subject”: the field stands behind the value."""
        u = self._u
        first = place + 1
        if place >= last or not u.has(place, "words", "in"):
            return tests, place
        while first < last and u.has(first, "words", "det"):
            first += 1
        length = u.has(first, "fields") if first < last else 0
        if not length:
            return tests, place
        name = u.words(first, first + length)
        return [replace(test, left=name) for test in tests], first + length

    def _word_value(self, first: int, last: int) -> tuple[str, int]:
        """A value in words: up to a comma, connector, preposition or verb, at most five words."""
        u = self._u
        index = first
        if u.tokens[index].is_literal:
            return _unquoted(u.tokens[index]), index + 1
        while index < last and index - first < 5:
            token = u.tokens[index]
            if (
                token.norm in {",", ":", "(", ")"}
                or token.kind in {Kind.ARROW, Kind.NEWLINE}
                or u.has(index, "words", "and", "or", "then")
            ):
                break
            if index > first and (
                self._verbs.is_verb(index)
                or self._orders(index, last)
                or u.has(index, "words", "in", "to", "from", "with", "via", "pronoun", "modal", "det", "adv")
            ):
                break
            if index > first and token.is_literal:
                break
            index += 1
        return u.words(first, index).strip(" .,") if index > first else "", index

    def _orders(self, index: int, last: int) -> bool:
        """“is fatal | call PagerDuty”, “is error | post in #errors”: an order begins, with what it is about behind it."""
        u = self._u
        length = u.has(index, "verbs")
        if not length or u.has(index, "verbs", "be", "go", "want", "let") or index + length >= last:
            return False
        after = index + length
        if u.has(after, "words", "to") and not u.has(index, "words", "adj"):
            return True
        if u.has(after, "words", "in", "via", "with") and after + 1 < last:
            after += 1
        hit = u.service_at(after)
        return (
            u.tokens[after].is_literal
            or (hit is not None and hit.first == after)
            or bool(u.has(after, "words", "det", "object_pronoun", "me"))
        )

    def _comparator(self, first: int, last: int) -> tuple[int, int, str] | None:
        """The comparison words nearest to the start: (place, tokens, concept). Bounds win over a plain "is"."""
        u = self._u
        best: tuple[int, int, str] | None = None
        for index in range(first, last):
            if u.tokens[index].is_literal or u.is_scheduled(index):
                continue
            senses = u.concepts(index, "conditions")
            if not senses:
                continue
            sense = max(senses, key=lambda s: (s.length, s.concept not in {"eq", "not_empty"}))
            if index + sense.length > last and sense.concept != "failing":
                continue
            if u.tokens[index].norm in _OWNED and (u.has(index + 1, "fields") or u.has(index + 1, "nouns")):
                # "its name starts with …": whose name it is.
                continue
            if sense.concept in {"before", "after"} and u.has(index + sense.length, "conditions", *_BOUNDS):
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
            if index <= best[0] + best[1] + 1 and sense.concept not in {"eq", "not_empty"}:
                return (index, sense.length, sense.concept)
            break
        return best

    def _is_missing(self, index: int, last: int) -> bool:
        """Single words such as "missing" or "no" say something only beside a field."""
        norm = self._u.tokens[index].norm
        if norm in {"no", "without", "with", "ohne", "sans", "sin", "sem", "kein", "keine"}:
            return index + 1 < last
        return True

    def _negated(self, first: int, at: int) -> bool:
        return any(self._u.has(i, "words", "not") for i in range(max(first, at - 2), at))

    def name(self, first: int, last: int) -> str:
        """What is compared, without articles and the like."""
        u = self._u
        words: list[str] = []
        # "a review with fewer than …", "rows whose price is above …": what stands before tells which things.
        owned = [i + 1 for i in range(first, last) if u.has(i, "words", "with") or u.tokens[i].norm in WHOSE]
        for index in range(max([first, *owned]), last):
            if (
                u.tokens[index].norm in _FILLERS
                or u.has(index, "words", "pronoun", "not", "when", "if", "only", "modal", "adv")
                or u.tokens[index].norm in {"only", ","}
            ):
                continue
            if (
                u.has(index, "conditions", "eq")
                or u.has(index, "verbs", "be", "go")
                or u.has(index, "words", "me")
                or (u.service_at(index) is not None and not u.has(index, "fields"))
                or u.tokens[index].norm in {"my", "our", "in"}
            ):
                continue
            words.append(u.tokens[index].text)
        return " ".join(words[-4:])


def _unquoted(token: Token) -> str:
    return token.text[1:-1] if token.kind is Kind.QUOTED else token.text
