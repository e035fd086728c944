"""Conditions: "the type field is sales", "above 100 euros", "contains 'invoice'", "is down".

A `Test` compares something that a request names with a value; what the name stands for in the data is
found later, when it is known which data there is.
"""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.comparison_reader import ComparisonReader
from nodepilot.composer.reading.comparisons import INVERSE, Condition, Test
from nodepilot.composer.reading.value_kinds import role_of_value

_ASKING = frozenset("is are was has does ist sind war liegt steht hat est es sont".split())
_NAMING = frozenset("field column feld spalte campo champ coluna colonne flag".split())
_EQUAL = frozenset("equal identical igual egal gleich".split())
_FINAL = frozenset("hat ist lautet heisst war wird bekommt erhalt steht".split())
_TRUTH = {
    "true": frozenset("true set checked ticked given wahr gesetzt verdadero verdadeiro vrai".split()),
    "false": frozenset("false unset unchecked unticked falsch falso faux".split()),
}


class ConditionReader(ComparisonReader):
    """Reads conditions of one utterance."""

    def read(self, first: int, last: int) -> tuple[Condition, int] | None:
        """The condition that stands in tokens `first` to `last`, and where it ends."""
        tests: list[Test] = []
        any_of = False
        cursor = first
        left = ""
        end = first
        while cursor < last:
            found = self.read_test(cursor, last, left)
            if tests and (beside := self._beside(cursor, last)) is not None:
                found = beside if found is None or found[0][0].span[0] > beside[0][0].span[0] else found
            if found is None:
                break
            more, end = found
            tests += more
            left = more[-1].left
            if len(more) > 1 and more[0].operator not in {"neq", "not_contains", "gte", "lte"}:
                # “is neither A nor B”, “isn't A or B”: none of them.
                any_of = any_of or more[0].operator != "not_empty" or self._says_or(cursor, end)
            if end < last and self._u.has(end, "words", "or"):
                any_of = True
                cursor = end + 1
            elif end < last and (self._u.has(end, "words", "and") or self._u.tokens[end].norm == ","):
                cursor = end + 1
            else:
                break
        return (Condition(tuple(tests), any_of), end) if tests else None

    def _beside(self, first: int, last: int) -> tuple[list[Test], int] | None:
        """“(amount over 1000 and) country US”: a field's name and its value, behind another comparison."""
        u = self._u
        first += u.has(first, "words", "in", "with")
        first += u.has(first, "words", "det")
        length = u.has(first, "fields") if first < last else 0
        place = first + length
        if not length or place >= last or u.has(place, "words") or u.has(place, "conditions"):
            return None
        token = u.tokens[place]
        if not (token.kind is Kind.QUOTED or (token.kind is Kind.WORD and token.text[:1].isupper())):
            return None
        value, end = self._word_value(place, last)
        return (
            ([Test(u.words(first, place), "eq", value, "string", u.span(first, end))], end) if value else None
        )

    def _says_or(self, first: int, last: int) -> bool:
        return any(self._u.has(i, "words", "or") for i in range(first, last))

    def read_final(self, first: int, last: int) -> tuple[Condition, int] | None:
        """“… der Betreff 'Rechnung' enthält”, “… die Priorität hoch hat”: in German what compares stands last."""
        u = self._u
        end = last - 1
        if u.language != "de" or end - first < 2:
            return None
        sense = u.concept(end, "conditions")
        operator = sense.concept if sense is not None else "eq" if u.tokens[end].norm in _FINAL else ""
        field = next((i for i in reversed(range(first, end)) if u.has(i, "fields")), None)
        if field is None and operator == "eq" and role_of_value(u.tokens[end - 1].norm) is not None:
            # "ein Ticket dringend ist": the value tells what is compared.
            return Condition((Test("", "eq", u.tokens[end - 1].norm, "string", u.span(end - 1, last)),)), last
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
            or int(place + 1 < last and (self._is_naming(place) or self._names_field(place)))
        ):
            place += length
        if place == first + 1:
            return None
        found = self._comparator(name, min(last, name + 5))
        if found is not None and found[0] > name and found[2] not in {"eq", "empty", "not_empty"}:
            return self.read(name, last)
        named = place
        if place + 1 < last and u.tokens[place].norm in _EQUAL:
            place += 1 + bool(
                u.has(place + 1, "words", "to") or u.tokens[place + 1].norm in {"as", "a", "de"}
            )
        if place >= last:
            return None
        left, span = self.name(name, named) or u.words(name, named), u.span(first, place + 1)
        for operator, words in _TRUTH.items():
            if u.tokens[place].norm in words:
                return Condition((Test(left, operator, None, "string", span),)), place + 1
        value, end = self._word_value(place, last)
        return (Condition((Test(left, "eq", value, "string", u.span(first, end)),)), end) if value else None

    def _names_field(self, place: int) -> bool:
        """`shipping country`: a plain word before a field's name."""
        u = self._u
        plain = u.tokens[place].kind is Kind.WORD and not u.has(place, "words")
        return plain and bool(u.has(place + 1, "fields"))

    def _is_naming(self, place: int) -> bool:
        """`field 'consent'`: the word that says that a name follows, and the name."""
        tokens = self._u.tokens
        return tokens[place].norm in _NAMING or (
            tokens[place].kind is Kind.QUOTED and place > 0 and tokens[place - 1].norm in _NAMING
        )
