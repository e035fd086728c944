"""What the label of a listed case says: a bound, a range, a value, that something was found, all the rest.

`over 500`  `9-10`  `'Stuck'`  `column Plan = gold`  `not found`  `any other type`  `1 or 2`  `VIP customers`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.cases import CaseHead
from nodepilot.composer.reading.checkboxes import ticked
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.contrast_heads import ELSE
from nodepilot.composer.reading.found import answer_at, found_condition
from nodepilot.composer.reading.guard_start import COMPARATIVES
from nodepilot.composer.reading.guards import BAD, GOOD, Guard, GuardReader
from nodepilot.composer.reading.happening import depends_at
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_BEFORE = 24  # tokens before a list in which the name of what the cases differ in may stand
_BY = frozenset("by nach por par per".split())
_UP = frozenset("up online reachable erreichbar".split())
_DOWN = frozenset("down offline unreachable".split())
_DEFAULT = frozenset("default * any others misc sonstige standard defecto defaut padrao".split())
_BOUNDED = frozenset({"number", "date", "until", "found", "state"})

_STATES_WITH_IN = frozenset("progress review transit stock testing production development use".split())
"""“In Progress” is what a state is called, where “In Germany” tells a place."""


@dataclass(frozen=True, slots=True)
class LabelReader:
    """Reads labels of one utterance; `asked` is what a “yes” or “no” would answer."""

    u: Utterance
    verbs: Verbs

    def guard(
        self, head: CaseHead, heads: Sequence[CaseHead], *, asked: Condition | None, on: str = ""
    ) -> Guard:
        """When the case of this label is taken. `on` names what the cases depend on, if that was said."""
        u = self.u
        first, last = self._trimmed(head)
        span, text = u.span(first, last), u.words(first, last).strip(" '\"“”„«»‘’")
        if self._is_rest(first, last):
            return Guard(None, span, rest=True, label="other")
        if (box := ticked(u, first, last)) is not None:
            return Guard(box, span, label=text)
        if self._lacks(head.first, last) and u.has(last - 1, "nouns"):
            # "label bug -> …, no label -> …".
            return Guard(
                Condition((Test(u.tokens[last - 1].text, "empty", None, "string", span),)), span, label=text
            )
        if (answer := answer_at(u, first)) is not None and last - first <= 2:
            condition = asked if asked is not None else Condition((Test("", "found", None, "found", span),))
            return Guard(condition if answer else condition.inverted(), span, label=text)
        if (turned := self._opposite(first, last, heads)) is not None:
            return Guard(turned, span, label=text)
        if last - first == 1 and u.tokens[first].norm in _UP | _DOWN:
            operator = "working" if u.tokens[first].norm in _UP else "failing"
            return Guard(Condition((Test("", operator, None, "state", span),)), span, label=text)
        if (found := found_condition(u, first, last)) is not None and found[1] >= last:
            return Guard(found[0], span, label=text)
        if asked is not None and last - first == 1 and u.tokens[first].norm in BAD | GOOD:
            # "Validate that there is an address. Missing → …, present → …".
            return Guard(asked if u.tokens[first].norm in GOOD else asked.inverted(), span, label=text)
        on = on or self._named_before(heads[0].first) or self._named_by_rest(heads)
        if (compared := self._compared(first, last, on)) is not None:
            return Guard(compared, span, label=text)
        verdict = GuardReader(u, self.verbs).verdict(first, last)
        if verdict is not None:
            return verdict[0]
        return Guard(self._values(first, last, on or self._named_first(heads), heads), span, label=text)

    def _opposite(self, first: int, last: int, heads: Sequence[CaseHead]) -> Condition | None:
        """“verified = true -> …, false -> …”: what the first label says, the other way round."""
        said = self.u.tokens[first].norm
        if last - first != 1 or said not in {"true", "false"}:
            return None
        opening = self._trimmed(heads[0])
        if opening[1] - opening[0] == 1 and self.u.tokens[opening[0]].norm in {"true", "false"}:
            name = self._named_before(heads[0].first)
            return Condition((Test(name, said, None, "string", self.u.span(first, last)),)) if name else None
        if first <= heads[0].first:
            return None
        read = ConditionReader(self.u, self.verbs).read(*self._trimmed(heads[0]))
        if read is None or read[0].tests[0].operator not in {"true", "false"}:
            return None
        test = replace(read[0].tests[0], operator=said, span=self.u.span(first, last))
        return Condition((test,))

    def _trimmed(self, head: CaseHead) -> tuple[int, int]:
        u, first, last = self.u, head.first, head.last
        while first < last - 1 and (
            (
                u.has(first, "words", "if", "when", "and", "but", "for", "det")
                or (
                    u.has(first, "words", "in", "from")
                    and u.tokens[first + 1].text[:1].isupper()
                    and u.tokens[first + 1].norm not in _STATES_WITH_IN
                )
            )
            and not u.has(first, "words", "rest", "otherwise")
            and not u.has(first, "conditions_of_finding")
            and not u.has(first, "conditions")
            and not u.tokens[first].text.isupper()
        ):
            first += 1
        return first, last

    def _is_rest(self, first: int, last: int) -> bool:
        u = self.u
        if u.has(first, "words", "rest", "otherwise") or u.tokens[first].norm in ELSE | _DEFAULT:
            return True
        if last - first == 1 and (
            u.tokens[first].norm in COMPARATIVES or u.has(first, "conditions", "gt", "lt")
        ):
            return True
        if u.has(first, "words", "not") and last - first == 2 and u.has(first + 1, "conditions", "contains"):
            # "tagged 'x' -> …, not tagged -> …".
            return True
        found = GuardReader(u, self.verbs).rest(first, last)
        return found is not None

    def _compared(self, first: int, last: int, on: str) -> Condition | None:
        u = self.u
        if (told := self._beside_field(first, last)) is not None:
            return told
        read = ConditionReader(u, self.verbs).read(first, last)
        if read is None or read[1] < last - 2:
            return None
        tests = read[0].tests
        if tests[0].kind not in _BOUNDED and tests[0].right is None and not tests[0].left:
            return None
        del u
        return Condition(
            tuple(test if test.left else replace(test, left=on) for test in tests), read[0].any_of
        )

    def _beside_field(self, first: int, last: int) -> Condition | None:
        """`phone number given`, `priority urgent`, `amount 100-1000`, `shipping country CH`: a field, then what it holds."""
        u = self.u
        place = next((i for i in range(first, min(first + 2, last)) if u.has(i, "fields")), None)
        if place is None or any(u.has(i, "conditions") for i in range(first, place)):
            return None
        end = place + u.has(place, "fields")
        if end >= last:
            return None
        name = u.words(first, end)
        if (told := self._presence(first, end, last)) is not None:
            return told
        if any(u.has(i, "conditions") for i in range(end, last)):
            return None
        read = ConditionReader(u, self.verbs).read(end, last)
        if read is not None and read[1] >= last:
            return Condition(tuple(replace(test, left=name) for test in read[0].tests), read[0].any_of)
        return self._values(end, last, name, ())

    def _presence(self, first: int, end: int, last: int) -> Condition | None:
        """`phone number given`, `address missing`: whether the field holds anything."""
        u = self.u
        sense = u.concept(end, "conditions")
        if sense is None or sense.concept not in {"empty", "not_empty"} or end + sense.length < last:
            return None
        return Condition((Test(u.words(first, end), sense.concept, None, "string", u.span(first, last)),))

    def _values(self, first: int, last: int, on: str, heads: Sequence[CaseHead]) -> Condition:
        """The values that the label lists, without the word that all labels end in."""
        u = self.u
        shared = self._shared(heads)
        tests: list[Test] = []
        start = first
        if not shared and (opening := self._shared_first(heads)) and last - first > 1:
            start, on = first + 1, on or opening
        for place in range(first, last + 1):
            if place < last and not (
                u.has(place, "words", "or", "and") or u.tokens[place].norm in {"/", ","}
            ):
                continue
            end = place
            while end - start > 1 and singular(u.tokens[end - 1].norm) == shared:
                end -= 1
            if end > start:
                named = u.tokens[end].text if shared and end < place else shared
                tests.append(self._value(start, end, on or named))
            start = place + 1
        return Condition(tuple(tests), any_of=len(tests) > 1)

    def _value(self, first: int, last: int, on: str) -> Test:
        u = self.u
        text = u.words(first, last).strip(" '\"“”„«»‘’")
        number = parse_number(u.tokens[first]) if last - first == 1 else None
        if number is not None and u.tokens[first].kind is Kind.NUMBER:
            return Test(on, "eq", number, "number", u.span(first, last))
        return Test(on, "eq", text, "string", u.span(first, last))

    def _lacks(self, first: int, last: int) -> bool:
        """`no label`, `without a tag`."""
        return last - first > 1 and self.u.tokens[first].norm in {
            "no",
            "without",
            "kein",
            "ohne",
            "sin",
            "sans",
            "sem",
        }

    def _shared_first(self, heads: Sequence[CaseHead]) -> str:
        """The noun that opens every label (`list Doing`, `list Done`)."""
        u = self.u
        told = [
            head
            for head in heads
            if not self._is_rest(*self._trimmed(head)) and not self._lacks(head.first, head.last)
        ]
        opening = {u.tokens[head.first].norm for head in told}
        if len(told) < 2 or len(opening) != 1 or any(head.last - head.first < 2 for head in told):
            return ""
        return u.tokens[told[0].first].text if u.has(told[0].first, "nouns") else ""

    def _shared(self, heads: Sequence[CaseHead]) -> str:
        """The noun that ends every label (“HR requests”, “IT requests”)."""
        ends = {
            singular(self.u.tokens[head.last - 1].norm)
            for head in heads
            if not self._is_rest(*self._trimmed(head)) and not self._lacks(head.first, head.last)
        }
        long = all(head.last - head.first > 1 or self._is_rest(head.first, head.last) for head in heads)
        little = any(self.u.has(head.first, "words") for head in heads if head.last - head.first == 2)
        return ends.pop() if len(ends) == 1 and long and not little and len(heads) > 1 else ""

    def _named_before(self, end: int) -> str:
        """“depending on the plan”, “by country”, “with field size”, “score: …”: what the cases differ in."""
        u = self.u
        start = max(0, end - _BEFORE)
        for place in reversed(range(start, end)):
            if depends := depends_at(u, place) or self._by(place):
                return self._name(place + depends, end)
            if u.tokens[place].norm in {
                "field",
                "column",
                "campo",
                "feld",
                "champ",
                "spalte",
                "coluna",
                "colonne",
            }:
                return self._name(place + 1, end) or self._name(place - 1, place)
        for place in reversed(range(max(start, end - 8), end)):
            if u.tokens[place].norm in {".", ";"}:
                break
            if (
                (length := u.has(place, "fields"))
                and not u.has(place, "verbs")
                and u.service_at(place) is None
            ):
                if u.has(
                    place, "fields", "email", "text", "id", "name", "title", "url", "file", "image", "product"
                ):
                    continue
                return u.words(place, place + length)
        return ""

    def _by(self, place: int) -> int:
        """“by region: …”, “nach Abteilung: …”: what the cases differ in, where nothing is ordered behind it."""
        u = self.u
        named = place + 1 < len(u.tokens) and not u.tokens[place + 1].is_literal
        if u.tokens[place].norm not in _BY or not named or u.service_at(place + 1) is not None:
            return 0
        after = next(
            (i for i in range(place + 1, place + 5) if i >= len(u.tokens) or u.tokens[i].norm == ":"), 0
        )
        return 1 if after and after < len(u.tokens) else 0

    def _name(self, first: int, end: int) -> str:
        """The words of a field's name from `first` on."""
        u = self.u
        while first < end and u.has(first, "words", "det"):
            first += 1
        last = first
        while (
            last < end
            and last - first < 3
            and (u.tokens[last].kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED, Kind.DOTTED})
            and not u.has(last, "words", "of", "in", "from", "to", "and", "via", "with")
            and not self.verbs.is_verb(last)
            and u.service_at(last) is None
        ):
            last += 1
        return u.words(first, last).strip("'\"“”„«»") if last > first else ""

    def _named_by_rest(self, heads: Sequence[CaseHead]) -> str:
        """“any other type”: the rest names what the others are values of."""
        u = self.u
        for head in heads:
            if self._is_rest(head.first, head.last):
                for place in range(head.first, head.last):
                    if length := u.has(
                        place, "fields", "category", "status", "priority", "country", "language"
                    ):
                        return u.words(place, place + length)
        return ""

    def _named_first(self, heads: Sequence[CaseHead]) -> str:
        """`column Plan = gold -> …, silver -> …`: the first label's name goes for those behind it."""
        first, last = self._trimmed(heads[0])
        if (beside := self._beside_field(first, last)) is not None and beside.tests[0].kind == "string":
            return beside.tests[0].left
        read = ConditionReader(self.u, self.verbs).read(first, last)
        return read[0].tests[0].left if read is not None and read[0].tests[0].kind == "string" else ""
