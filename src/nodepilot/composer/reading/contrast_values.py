"""What the head of a contrasting clause compares in words of its own: a sender, a topic, a bound, a condition in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.attributes import AttributeReader
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.contrast_heads import TELLING, Head, HeadFinder
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.verbs import Verbs

_JOINTS = re.compile(r"\s*,\s*|\s+(?:or|and|oder|und|o|y|ou|et|e)\s+", re.IGNORECASE)
_ONES = frozenset({"", "ones", "one", "those", "that"})


class ToldValues(HeadFinder):
    """Finds what heads compare in one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        super().__init__(utterance, verbs)
        self._conditions = ConditionReader(utterance, verbs)
        self._attributes = AttributeReader(utterance, verbs)

    def _compared(self, head: Head, before: dict[int, tuple[Guard, int]]) -> Test | None:
        """A comparison in words; "the ones containing …" compares what the case before it did."""
        if (sender := self._sender(head)) is not None:
            return sender
        told = self._attributes.read(head.tokens[0], head.action) if head.tokens else None
        if told is not None:
            return all_in_one(told[0])
        read = self._conditions.read(head.tokens[0], head.action) if head.tokens else None
        if (topic := self._topic(head) or self._worded_in(head)) is not None:
            return topic
        marked = any(self._u.tokens[i].norm in TELLING for i in head.tokens)
        if read is None or read[0].tests[0].right is None:
            return None
        test = all_in_one(read[0])
        if test.operator == "eq" and not marked:
            return None
        earlier = next((g.condition.tests[0].left for g, _ in before.values() if g.condition is not None), "")
        thing = self._u.has(head.tokens[0], "nouns") and not self._u.has(head.tokens[0], "fields")
        return replace(test, left=earlier) if test.left.lower() in _ONES or thing else test

    def _sender(self, head: Head) -> Test | None:
        """`emails from boss@acme.com`, `from our boss (boss@acme.com)`, `mails from newsletters@`."""
        u = self._u
        told = (
            any(u.has(i, "words", "from") for i in range(head.tokens[0], head.action))
            if head.tokens
            else False
        )
        place = next((i for i in head.tokens if u.tokens[i].kind in {Kind.EMAIL, Kind.HANDLE}), None)
        if not told or place is None:
            return None
        return Test("sender", "contains", u.tokens[place].text, "string", u.span(place, place + 1))

    def _worded_in(self, head: Head) -> Test | None:
        """`posts with "release" in the title`: what a field of theirs contains."""
        u = self._u
        place = next(
            (i for i in head.tokens if u.tokens[i].kind is Kind.QUOTED and u.has(i - 1, "words", "with")),
            None,
        )
        if place is None or not u.has(place + 1, "words", "in"):
            return None
        named = place + 2 + u.has(place + 2, "words", "det")
        if not u.has(named, "fields"):
            return None
        span = u.span(place - 1, named + 1)
        return Test(u.tokens[named].text, "contains", u.tokens[place].text[1:-1], "string", span)

    def _topic(self, head: Head) -> Test | None:
        """`articles about "AI"`: what their text contains."""
        u = self._u
        place = next(
            (i for i in head.tokens if u.tokens[i].kind is Kind.QUOTED and u.has(i - 1, "words", "about")),
            None,
        )
        if place is None:
            return None
        return Test("", "contains", u.tokens[place].text[1:-1], "string", u.span(place - 1, place + 1))

    def _in_brackets(self, head: Head) -> Test | None:
        """“VIP customers (field vip is true)”: the condition that brackets add."""
        tokens = self._u.tokens
        place = next((i for i in range(head.action) if i in head.tokens and tokens[i - 1].norm == "("), None)
        if place is None:
            return None
        end = head.tokens[-1] + 1
        read = self._conditions.read(place, end)
        if read is not None:
            return read[0].tests[0]
        if not any(tokens[i].norm == "," for i in range(place, end)):
            return None
        # "EU countries (DE, FR, ES)": the values themselves.
        named = next((self._u.tokens[i].text for i in head.tokens if self._u.has(i, "fields")), "")
        return Test(
            singular(named.lower()), "eq", self._u.words(place, end), "string", self._u.span(place, end)
        )


def all_in_one(condition: Condition) -> Test:
    """“Austria, Germany or Switzerland”: one test for all values of the same field; they are parted again later."""
    first = condition.tests[0]
    alike = all(
        t.left == first.left and t.operator == first.operator and isinstance(t.right, str)
        for t in condition.tests
    )
    if len(condition.tests) < 2 or not alike or not condition.any_of:
        return first
    return replace(first, right=" or ".join(str(t.right) for t in condition.tests))


def each_value(test: Test) -> tuple[Test, ...]:
    """`blocker or critical`, `Germany and Austria`: a test for each value that is named."""
    if test.operator not in {"eq", "contains"} or not isinstance(test.right, str):
        return (test,)
    values = [value.strip(" '\"") for value in _JOINTS.split(test.right)]
    if len(values) < 2 or any(not value or len(value.split()) > 2 for value in values):
        return (test,)
    return tuple(replace(test, right=value) for value in values)
