"""Guards by a value: “refunded ones go …”, “high priority opens …”, “paid updates …”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.kit.records import dataclass

_ONES = frozenset({"ones", "one", "orders", "items", "entries", "those"})


_COMING = ("created", "received")
"""“Incoming SMS with …”, “new orders …”: that they come, no state of theirs."""


@dataclass(frozen=True, slots=True)
class Guard:
    """When a branch is taken. `rest`: in all cases that no other branch takes.

    `verdict` is True or False for "right key" / "wrong key": the outcome of a check named before.
    """

    condition: Condition | None
    span: tuple[int, int]
    rest: bool = False
    verdict: bool | None = None
    label: str = ""


class ValueGuards:
    """Reads such guards of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        self._u = utterance
        self._verbs = verbs

    def _followed_by_ones(self, first: int, last: int) -> bool:
        """`refunded ones`; in "create one task" the one is counted."""
        return (
            first + 1 < last
            and self._u.tokens[first + 1].norm in {"ones", "one"}
            and not self._verbs.is_verb(first)
        )

    def _state(self, first: int, last: int) -> tuple[Guard, int] | None:
        """`refunded ones go …`, `completed orders wait …`."""
        u = self._u
        end = first + 1
        if not (u.has(first, "events") or u.has(first, "words", "adj") or u.tokens[first].kind is Kind.WORD):
            return None
        if (
            end + 1 < last
            and u.tokens[end].norm.endswith("s")
            and self._verbs.is_verb(end)
            and (u.has(first, "words", "adj") or u.has(first, "events"))
        ):
            # "paid | updates the order, failed | emails the customer".
            test = Test("status", "eq", u.tokens[first].norm, "string", u.span(first, end))
            return Guard(Condition((test,)), test.span, label=u.tokens[first].text), end
        if (
            end < last
            and not self._orders(first)
            and (
                u.tokens[end].norm in _ONES
                or (u.has(first, "events") and u.has(end, "nouns") and not u.has(first, "events", *_COMING))
            )
            and not self._verbs.is_verb(end)
            and end + 1 < last
        ):
            named = u.service_at(first) is not None
            if named or u.has(first, "words", "det", "pronoun") or u.has(first, "words", "every"):
                return None
            test = Test("status", "eq", u.tokens[first].norm, "string", u.span(first, first + 1))
            return Guard(Condition((test,)), test.span, label=u.tokens[first].text), end + 1
        return self._field_value(first, last)

    def _orders(self, first: int) -> bool:
        """`add one`, `send mails`: an order, no state such as `refunded`."""
        return self._verbs.is_verb(first) and not self._u.tokens[first].norm.endswith("ed")

    def _field_value(self, first: int, last: int) -> tuple[Guard, int] | None:
        """`high priority opens …`, `priority high → …`: a value beside a field's name, then a verb."""
        u = self._u
        if (told := self._field_first(first, last)) is not None:
            return told
        if first + 2 > last or u.service_at(first) is not None or self._verbs.is_verb(first):
            return None
        length = u.has(first + 1, "fields", "status", "priority", "category", "score", "language", "position")
        if (
            not length
            or u.has(first, "words", "det", "pronoun", "with", "in", "to", "every")
            or u.has(first, "fields")
        ):
            return None
        after = first + 1 + length
        while after < last and u.has(after, "nouns") and not self._verbs.is_verb(after):
            after += 1
        if after < last and not (
            self._verbs.is_verb(after)
            or u.has(after, "verbs", "go", "be")
            or u.tokens[after].norm in {":", "="}
            or u.has(after, "words", "to", "modal")
        ):
            return None
        field = u.words(first + 1, first + 1 + length)
        test = Test(field, "eq", u.tokens[first].text, "string", u.span(first, first + 1 + length))
        return Guard(Condition((test,)), test.span, label=u.words(first, first + 1 + length)), after

    def _field_first(self, first: int, last: int) -> tuple[Guard, int] | None:
        """“priority Highest | pages …”, “status open | goes …”: the field, its value, and what is done then."""
        u = self._u
        length = u.has(first, "fields", "status", "priority", "category", "language")
        value, verb = first + length, first + length + 1
        if not length or verb + 1 >= last or u.has(value, "words", "det", "in", "to", "and", "or"):
            return None
        named = (
            u.tokens[value].text[:1].isupper()
            or u.has(value, "words", "adj")
            or u.tokens[value].kind is Kind.QUOTED
        )
        done = u.has(verb, "verbs") and u.tokens[verb].norm.endswith("s")
        if not named or not done or u.service_at(value) is not None:
            return None
        text, span = u.tokens[value].text.strip("'\"“”„«»‘’`"), u.span(first, verb)
        return Guard(
            Condition((Test(u.words(first, value), "eq", text, "string", span),)),
            span,
            label=u.words(first, verb),
        ), verb
