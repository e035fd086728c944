"""Guards: the head of a clause that says in which case the rest of it is done.

over 500 | goes to the manager            refunded ones | go to Slack
payment_intent.succeeded | goes to …      high priority | opens an incident
anything else | gets a help text          wrong key: | respond 401
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.tokens import METHODS, Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.attachments import file_presence
from nodepilot.composer.reading.attributes import AttributeReader
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.guard_start import (
    COMPARATIVES,
    bounded_things,
    compared_alone,
    contrasts_lack,
    counted_at,
    from_number,
    ranged,
    rated,
    rest_behind,
    smaller_things,
    starts_guard,
    valued_number,
)
from nodepilot.composer.reading.guard_values import Guard
from nodepilot.composer.reading.happening import answers_status
from nodepilot.composer.reading.option_guards import OptionGuards
from nodepilot.composer.reading.reactions import reaction_at
from nodepilot.composer.reading.told_things import assigned, things_with
from nodepilot.composer.reading.verbs import Verbs

__all__ = ["BAD", "GOOD", "Guard", "GuardReader"]

BAD = frozenset(
    {
        "wrong",
        "invalid",
        "incorrect",
        "bad",
        "missing",
        "absent",
        "false",
        "failed",
        "falsch",
        "falscher",
        "incorrecta",
        "mauvaise",
        "errada",
        "no",
    }
)
GOOD = frozenset(
    {
        "right",
        "valid",
        "correct",
        "good",
        "matching",
        "present",
        "given",
        "there",
        "ok",
        "richtig",
        "richtiger",
        "correcta",
        "bonne",
        "correta",
    }
)

_CALLS = frozenset({"requests", "request", "calls", "call"})


class GuardReader(OptionGuards):
    """Finds guards at the beginning of clauses."""

    def __init__(self, utterance: Utterance, verbs: Verbs) -> None:
        super().__init__(utterance, verbs)
        self._conditions = ConditionReader(utterance, verbs)

    def read(
        self, first: int, last: int, options: Sequence[str] = (), *, branching: bool = False
    ) -> tuple[Guard, int] | None:
        """The guard at the head of a clause and where the action begins.

        `options` are values that were named before (categories, choices of a dropdown). `branching`:
        other branches stand next to this clause, so weaker signs count too.
        """
        u = self._u
        first = self._skip(first, last)
        if first >= last:
            return None
        counted = [option for option in options if any(c.isdigit() for c in option)]
        if counted and (found := self.option(first, last, counted)) is not None:
            # "50+ goes to …", where 50+ is one of the choices.
            return found
        for reader in (self.rest, self._bounds, self._command, self._worded):
            if (found := reader(first, last)) is not None:
                return found
        if (found := self.option(first, last, options)) is not None:
            return found
        if (
            u.tokens[first].norm in {"missing", "empty", "fehlt", "falta", "manque"}
            and first + 1 < last
            and u.has(first + 1, "fields")
        ):
            return self._presence(first, last)
        if (found := self.verdict(first, last)) is not None:
            return found
        if u.has(first, "words", "without") or (
            (branching or contrasts_lack(u, first))
            and first + 1 < last
            and u.has(first, "words", "with")
            and (u.tokens[first + 1].norm in {"one", "it", "that"} or contrasts_lack(u, first))
        ):
            return self._presence(first, last)
        if (worded := things_with(u, first, last) or assigned(u, first, last)) is not None:
            return worded
        if branching and u.has(first, "words", "with"):
            told = reaction_at(u, first, last) or AttributeReader(u, self._verbs).after(
                first + u.has(first, "words", "with"), last
            )
            if told is not None and told[1] < last:
                return Guard(told[0], told[0].tests[0].span, label=u.words(first, told[1])), told[1]
        if branching and u.has(first, "nouns"):
            near = min(first + 5, self._action(first + 1, last))
            if file_presence(u, first, near) is not None:
                return self._presence(first, last)
        if branching or self._followed_by_ones(first, last):
            return self._state(first, last)
        return self._field_value(first, last)

    def _skip(self, first: int, last: int) -> int:
        while first < last and (
            rest_behind(self._u, first)
            or (
                self._u.has(first, "words", "and", "but", "det", "for", "if", "when")
                and not self._u.has(first, "words", "rest")
                and not starts_guard(self._u, first)
            )
        ):
            if self._u.service_at(first) is not None:
                break
            first += 1
        return first

    def rest(self, first: int, last: int) -> tuple[Guard, int] | None:
        u = self._u
        length = u.has(first, "words", "rest") or u.has(first, "words", "otherwise")
        if length and first + length <= last:
            return Guard(None, u.span(first, first + length), rest=True, label="other"), first + length
        if u.tokens[first].norm in {"default", "sonstige"} and u.has(first + 1, "words", "to", "in"):
            return Guard(None, u.span(first, first + 1), rest=True, label="other"), first + 1
        if u.tokens[first].norm in {"anything", "everything", "all", "those", "ones", "any"}:
            for place in range(first + 1, min(first + 3, last)):
                if u.tokens[place].norm in COMPARATIVES:
                    return Guard(None, u.span(first, place + 1), rest=True, label="other"), place + 1
        if u.tokens[first].norm in COMPARATIVES and first + 1 < last and smaller_things(u, first):
            return Guard(None, u.span(first, first + 2), rest=True, label="other"), first + 2
        if (alone := compared_alone(u, first)) and first + alone < last:
            return Guard(None, u.span(first, first + alone), rest=True, label="other"), first + alone
        bound = u.has(first, "conditions", "gt", "gte", "lt", "lte")
        if bound and first + bound < last and u.tokens[first + bound].norm in {"that", "this", "it"}:
            return Guard(None, u.span(first, first + bound + 1), rest=True, label="other"), first + bound + 1
        between = u.has(first, "conditions", "between")
        if (
            between
            and (between > 1 or u.tokens[first].norm == "dazwischen")
            and (first + between >= last or parse_number(u.tokens[first + between]) is None)
        ):
            return Guard(None, u.span(first, first + between), rest=True, label="other"), first + between
        return None

    def _bounds(self, first: int, last: int) -> tuple[Guard, int] | None:
        if not starts_guard(self._u, first):
            return None
        if length := rated(self._u, first):
            return self._rated(first, first + length)
        if length := from_number(self._u, first):
            span = self._u.span(first, first + length)
            test = Test("", "gte", parse_number(self._u.tokens[first + 1]), "number", span)
            return Guard(Condition((test,)), span, label=self._u.words(first, first + 2)), first + length
        field = self._u.has(first, "fields")
        if field and ranged(self._u, first + field) and first + field + 3 < last:
            found = self._conditions.read(first + field, first + field + 3)
            if found is not None:
                name, span = self._u.words(first, first + field), self._u.span(first, found[1])
                told = Guard(found[0], span, label=self._u.words(first, found[1]))
                return self._named_so(told, name), found[1]
        if length := valued_number(self._u, first):
            number, span = (
                parse_number(self._u.tokens[first + length - 1]),
                self._u.span(first, first + length),
            )
            test = Test(self._u.words(first, first + length - 1), "eq", number, "number", span)
            return Guard(Condition((test,)), span, label=self._u.words(first, first + length)), first + length
        if length := counted_at(self._u, first):
            span = self._u.span(first, first + length)
            test = Test("", "eq", parse_number(self._u.tokens[first + length - 1]), "number", span)
            return Guard(Condition((test,)), span, label=self._u.words(first, first + length)), first + length
        named = first + max(self._u.has(first, "fields"), 1)
        if named + 1 < last and self._u.has(named, "words", "of") and (length := rated(self._u, named + 1)):
            guard, end = self._rated(named + 1, named + 1 + length)
            return self._named_so(guard, self._u.words(first, named)), end
        if self._u.tokens[first].norm in {"anything", "everything", "all", "those", "any"}:
            first += 1
        things = bounded_things(self._u, first)
        end = self._action(first + things + 1, last)
        found = self._conditions.read(first + things, end)
        if found is None or found[0].tests[0].kind not in {"number", "date"}:
            return None
        condition, after = found
        if self._u.has(first, "nouns") and not self._u.has(first, "fields"):
            # "products under 10": which things, not what of them is compared.
            bare = tuple(replace(test, left="") for test in condition.tests)
            condition = replace(condition, tests=bare)
        return Guard(condition, self._u.span(first, after), label=self._u.words(first, after)), after

    def _named_so(self, guard: Guard, name: str) -> Guard:
        """`a score of 9 or 10`: what the numbers are numbers of."""
        condition = guard.condition
        if condition is None:
            return guard
        return replace(
            guard, condition=replace(condition, tests=tuple(replace(t, left=name) for t in condition.tests))
        )

    def _rated(self, first: int, end: int) -> tuple[Guard, int]:
        """`4 or 5 stars`: one of these numbers."""
        u = self._u
        counted = parse_number(u.tokens[end - 1]) is None
        span, name = u.span(first, end), u.tokens[end - 1].text if counted else ""
        numbers = [n for i in range(first, end) if (n := parse_number(u.tokens[i])) is not None]
        tests = tuple(Test(name, "eq", number, "number", span) for number in numbers)
        return Guard(Condition(tests, any_of=len(tests) > 1), span, label=u.words(first, end)), end

    def _is_method(self, token: Token) -> bool:
        """“POST”, where a webhook is called; elsewhere it is what an address gets."""
        return token.text in METHODS and any(hit.key == "webhook" for hit in self._u.services)

    def _command(self, first: int, last: int) -> tuple[Guard, int] | None:
        """A value alone before a verb: `/start gives …`, `payment.failed goes to …`, `"urgent" → …`."""
        u = self._u
        token = u.tokens[first]
        if (
            not (token.kind in {Kind.PATH, Kind.DOTTED, Kind.QUOTED, Kind.SLUG} or self._is_method(token))
            or first + 1 >= last
            or u.service_at(first) is not None
            or (token.kind is Kind.DOTTED and u.has(first + 1, "verbs", "be"))
        ):
            return None
        if token.text in METHODS and u.tokens[first + 1].norm in _CALLS:
            # "POST requests | create one".
            test = Test("", "eq", token.text, "string", u.span(first, first + 1))
            return Guard(Condition((test,)), test.span, label=token.text), first + 2
        if not (
            self._verbs.is_verb(first + 1)
            or u.has(first + 1, "verbs")
            or (u.has(first + 1, "words", "to", "in") and token.text not in METHODS)
            or u.tokens[first + 1].norm in {":", "=", "("}
        ):
            return None
        value = token.text[1:-1] if token.kind is Kind.QUOTED else token.text
        test = Test("", "eq", value, "string", u.span(first, first + 1))
        things = token.kind is Kind.QUOTED and u.tokens[first + 1].norm.endswith("s") and first + 2 < last
        # '"access" requests | are emailed to …': the things that have this value.
        behind = things and (
            u.has(first + 2, "verbs", "be", "go", "get") or u.has(first + 2, "words", "modal")
        )
        return Guard(Condition((test,)), test.span, label=value), first + 1 + bool(behind)

    def _worded(self, first: int, last: int) -> tuple[Guard, int] | None:
        """`starts with "HR:" | email …`: a comparison whose subject was told before."""
        u = self._u
        about = u.has(first, "words", "about")
        sense = u.concept(first, "conditions")
        operator, length = (sense.concept, sense.length) if sense is not None else ("", 0)
        if about:
            operator, length = "contains", about
        if operator not in {"starts", "ends", "contains", "not_contains"}:
            return None
        value = first + length
        if value + 1 >= last:
            return None
        # "with the word idea | add it to …": a word needs no quotation marks there.
        plain = length > 1 and u.tokens[value].kind is Kind.WORD and self._verbs.is_verb(value + 1)
        if u.tokens[value].kind is not Kind.QUOTED and not plain:
            return None
        test = Test(
            "", operator, u.tokens[value].text.strip("'\"“”„«»‘’`"), "string", u.span(first, value + 1)
        )
        return Guard(Condition((test,)), test.span, label=u.words(first, value + 1)), value + 1

    def verdict(self, first: int, last: int) -> tuple[Guard, int] | None:
        u = self._u
        norm = u.tokens[first].norm
        if norm not in BAD | GOOD or last - first > 9:
            return None
        end = first + 1
        while end < last and (u.has(end, "nouns") or u.has(end, "fields")) and not self._verbs.is_verb(end):
            end += 1
        alone = (
            end == first + 1
            and end == last
            and end < len(u.tokens)
            and (u.tokens[end].kind is Kind.ARROW or u.tokens[end].norm == ":")
        )
        if alone:
            return Guard(None, u.span(first, end), verdict=norm in GOOD, label=u.words(first, end)), end
        if end == first + 1 or not (
            end == last or self._verbs.is_verb(end) or u.tokens[end].norm in {":", ","} or u.has(end, "verbs")
        ):
            return None
        return Guard(None, u.span(first, end), verdict=norm in GOOD, label=u.words(first, end)), end

    def _presence(self, first: int, last: int) -> tuple[Guard, int] | None:
        """`without an email field …`, `with one …`."""
        u = self._u
        absent = bool(u.has(first, "words", "without")) or u.tokens[first].norm in {
            "missing",
            "empty",
            "fehlt",
            "falta",
            "manque",
        }
        if (file := file_presence(u, first, last)) is not None:
            end = next(i for i in range(first, last + 1) if i == last or u.tokens[i].start >= file.span[1])
            return Guard(Condition((file,)), file.span, label=u.text[file.span[0] : file.span[1]]), end
        end = self._action(first + 1, last, loose=True)
        name = self._conditions.name(first + 1, end)
        if name.lower() in {"one", "it", "that"}:
            name = ""
        test = Test(name, "empty" if absent else "not_empty", None, "string", u.span(first, end))
        return Guard(Condition((test,)), test.span, label=u.words(first, end)), end

    def _action(self, first: int, last: int, *, loose: bool = False) -> int:
        """Where the action after a guard begins: at its verb or at the subject pronoun before it."""
        u = self._u
        for place in range(first, last):
            if (
                u.has(place, "words", "and")
                and place + 1 < last
                and parse_number(u.tokens[place + 1]) is not None
            ):
                # "entre 100 e 1000": no verb, though it is written as one.
                continue
            if u.tokens[place].norm == "," or (
                u.has(place, "words", "pronoun") and not u.has(place, "words", "det")
            ):
                return place
            if (
                self._verbs.is_verb(place)
                or answers_status(u, place)
                or u.has(place, "verbs", "go", "be")
                or (place > first and self._verbs.score(place) >= 1.5)
            ):
                return place
            if (
                loose
                and place > first
                and u.has(place, "verbs")
                and (u.tokens[place - 1].norm in {"one", "it", "that"} or not u.has(place - 1, "words"))
            ):
                return place
        return last
