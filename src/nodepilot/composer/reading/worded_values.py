"""The value that something is compared with, as words say it: “draft”, “in EUR”, “in project Website”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs

_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_BY = frozenset("by via with through using".split())
_ITSELF = frozenset("it them there".split())
_SO_FAR = frozenset({"yet", "already", "still", "anymore", "currently", "schon", "noch", "bereits"})


class WordedValues:
    """Reads the values of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs

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
        things = any(u.has(i, "nouns") for i in range(start, after))
        name = left if left and not things else role
        tests = [Test(name, operator, value, "string", u.span(start, end))]
        while end + 1 < last and (u.has(end, "words", "or", "and") or u.tokens[end].norm == ","):
            other, after_it = self._word_value(end + 1, last)
            if role_of_value(other) != role:
                break
            tests.append(Test(name, operator, other, "string", u.span(end + 1, after_it)))
            end = after_it
        return tests, end

    def _held_in(self, operator: str, after: int, last: int, start: int) -> tuple[list[Test], int] | None:
        """“it's in project Website”, “is in the EU”, “is for the team Sales”: the name of what holds it, and which."""
        u = self._u
        length = 0 if u.tokens[after].text.isupper() else u.has(after, "words", "in", "to", "from", "for")
        place = after + length
        while length and place < last and u.has(place, "words", "det") and not u.has(place, "fields"):
            place += 1
        if not length or place >= last:
            return None
        named = max(u.has(place, "fields"), u.has(place, "nouns"))
        name = u.words(place, place + named) if named else ""
        if named and place + named >= last:
            return None
        value, end = self._word_value(place + named, last)
        return ([Test(name, operator, value, "string", u.span(start, end))], end) if value else None

    def _graded(self, operator: str, after: int, last: int, start: int) -> tuple[list[Test], int] | None:
        """“is (of) high priority”: the value stands before the name of its field."""
        u = self._u
        place = after + u.has(after, "words", "of")
        place += u.has(place, "words", "det") if place < last else 0
        if place + 1 >= last or role_of_value(u.tokens[place].norm) is None:
            return None
        end = place + 1 + u.has(place + 1, "fields")
        if end == place + 1:
            return None
        name, value = u.words(place + 1, end), u.words(place, place + 1)
        return [Test(name, operator, value, "string", u.span(start, end))], end

    def _done_by(self, operator: str, after: int, last: int, start: int) -> tuple[list[Test], int] | None:
        """“is paid by bank transfer”, “was sent via DHL”: by which means it is done."""
        u = self._u
        by = after + 1
        told = u.has(after, "verbs") or u.has(after, "events")
        if by + 1 >= last or not told or u.tokens[by].norm not in _BY:
            return None
        if not (u.tokens[after].norm.endswith(("ed", "id", "nt")) and u.tokens[after].kind is Kind.WORD):
            return None
        value, end = self._word_value(by + 1, last)
        name = "payment method" if u.tokens[after].norm == "paid" else f"{u.tokens[after].text} by"
        return ([Test(name, operator, value, "string", u.span(start, end))], end) if value else None

    def _coming(self, first: int, last: int) -> tuple[list[Test], int] | None:
        """“it comes from Germany”: where it is from, though nothing is compared."""
        u = self._u
        place = first
        while place < last and (
            u.has(place, "words", "pronoun", "det", "adj")
            or u.has(place, "nouns")
            or u.service_at(place) is not None
        ):
            place += 1
        return self._placed("", "eq", place, last, first) if u.has(place, "words", "from") else None

    def _in_field(self, tests: list[Test], place: int, last: int) -> tuple[list[Test], int]:
        """“(has 'invoice') in the subject”: the field stands behind the value."""
        u = self._u
        first = place + 1
        if place >= last or not u.has(place, "words", "in"):
            return tests, place
        if first < last and u.tokens[first].norm in _ITSELF:
            # "has 'price' in it".
            return tests, first + 1
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
        while first < last - 1 and u.tokens[first].norm in _SO_FAR:
            # "still open": the state itself.
            first += 1
        index = first
        if u.tokens[index].is_literal:
            return _unquoted(u.tokens[index]), index + 1
        while index < last and index - first < 5:
            token = u.tokens[index]
            if (
                token.norm in {",", ":", "(", ")"}
                or token.kind in {Kind.ARROW, Kind.NEWLINE}
                or u.has(index, "words", "and", "or", "then")
                or token.norm == "nor"
            ):
                break
            if index > first and (
                self._verbs.is_verb(index)
                or u.has(index, "verbs", "go", "be", "get")
                or self._orders(index, last)
                or u.has(index, "words", "in", "to", "from", "with", "via", "pronoun", "modal", "det", "adv")
            ):
                break
            if index > first and token.is_literal:
                break
            index += 1
        start, end = first, index
        while start < index - 1 and (
            u.tokens[start].norm in _SO_FAR
            or (u.has(start, "words", "det") and not u.tokens[start].text[:1].isupper())
        ):
            start += 1
        while end - 1 > start and u.tokens[end - 1].norm in _SO_FAR:
            end -= 1
        return u.words(start, end).strip(" .,") if index > first else "", index

    def _orders(self, index: int, last: int) -> bool:
        """“is fatal | call PagerDuty”, “is error | post in #errors”: an order begins, with what it is about behind it."""
        u = self._u
        length = u.has(index, "verbs")
        plain = u.has(index, "nouns") or u.has(index, "fields") or u.has(index, "words")
        if length and index + length == last and not plain:
            # “is spam, delete” without the comma.
            return not u.has(index, "events") and self._verbs.score(index) >= 1.0
        if not length or u.has(index, "verbs", "be", "go", "want", "let") or index + length >= last:
            return False
        after = index + length
        if u.has(after, "words", "to") and not u.has(index, "words", "adj"):
            return True
        if u.has(after, "words", "in", "via", "with") and after + 1 < last:
            after += 1
        hit = u.service_at(after)
        if u.has(index, "verbs", "reply") and u.tokens[after].kind is Kind.NUMBER:
            # "is missing | answer 400".
            return True
        return (
            u.tokens[after].is_literal
            or u.tokens[after].text in _METHODS
            or (hit is not None and hit.first == after)
            or bool(u.has(after, "words", "det", "object_pronoun", "me"))
        )


def _unquoted(token: Token) -> str:
    return token.text[1:-1] if token.kind is Kind.QUOTED else token.text
