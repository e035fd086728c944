"""Branches that only their likeness gives away: neighbouring clauses that open alike and differ in one value.

country Germany | goes to …, country France | goes to …, all others | to …
HR requests | create …, IT requests | become …
orders from Spain | are sent to …, orders from anywhere else | go to …
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.attachments import file_presence
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test, parse_number
from nodepilot.composer.reading.contrast_heads import Head
from nodepilot.composer.reading.contrast_values import ToldValues, all_in_one, each_value
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.happening import depends_at
from nodepilot.composer.reading.loose_conditions import relative_condition
from nodepilot.composer.reading.value_kinds import file_kind, role_of_value
from nodepilot.composer.reading.verbs import Verbs

_LONGEST_VALUE = 4
_FROM = frozenset({"from", "in", "aus", "von", "de", "desde", "du", "da", "do"})
_BY = frozenset({"by", "nach", "por", "par", "per"})
_TAGGED = frozenset("tagged labelled labeled label tag".split())


def find_contrasts(
    utterance: Utterance, verbs: Verbs, clauses: Sequence[Clause]
) -> dict[int, tuple[Guard, int]]:
    """The guard of every clause that contrasts with a neighbour, by the clause's index, and where its action begins."""
    finder = _Finder(utterance, verbs)
    found: dict[int, tuple[Guard, int]] = {}
    run: list[Head] = []
    for index in range(len(clauses) + 1):
        if index < len(clauses) and (_acts_for(run, index, clauses) or _goes_on(run, index, clauses)):
            continue
        head = finder.head(index, clauses) if index < len(clauses) else None
        if head is not None:
            run.append(head)
            continue
        found |= finder.contrasts(run, _routed_by(utterance, clauses, run))
        run = []
    return found


def _acts_for(run: Sequence[Head], index: int, clauses: Sequence[Clause]) -> bool:
    """Whether the clause is what is done in the case before it (`Germany -> …`)."""
    return (
        bool(run)
        and run[-1].clause == index - 1
        and run[-1].action == clauses[index - 1].last
        and clauses[index].lead in {"arrow", "colon"}
    )


def _goes_on(run: Sequence[Head], index: int, clauses: Sequence[Clause]) -> bool:
    """“status delayed waits 1 day | and then texts the customer”: what else is done in the case before it."""
    clause = clauses[index]
    return bool(run) and clause.lead == "then" and clause.sentence == clauses[index - 1].sentence


def _routed_by(u: Utterance, clauses: Sequence[Clause], run: Sequence[Head]) -> str | None:
    """“Route them by department: …”: what the cases before which it stands differ in; None when nothing says so."""
    if not run or not run[0].clause:
        return None
    before = clauses[run[0].clause - 1]
    for place in range(before.first, before.last - 1):
        if (u.has(place, "words", "via") and u.tokens[place].norm in _BY) or depends_at(u, place):
            first = place + (depends_at(u, place) or 1)
            while first < before.last and u.has(first, "words", "det"):
                first += 1
            if first < before.last and u.service_at(first) is None:
                return u.words(first, before.last)
    return None


_POINTING = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:ones|those)\s+(?:with|containing|about|mentioning|from|that\s+(?:contain|mention|have|say))\s+(?:the\s+)?)?"
)
"""“the ones with | resume (in the subject)”: what stands for the things that the case before named."""


class _Finder(ToldValues):
    def _orders(self, head: Head) -> bool:
        """“Deal in Pipedrive anlegen, sonst …”: an order behind a condition, no case."""
        return head.action < len(self._u.tokens) and bool(self._u.has(head.action, "words", "in", "to"))

    def contrasts(self, run: Sequence[Head], by: str | None) -> dict[int, tuple[Guard, int]]:
        """Guards for a run of neighbouring heads: at least one value, and another value or a rest beside it."""
        named = [head for head in run if not head.rest and not (run[-1].said and self._orders(head))]
        rest = next((head for head in run if head.rest and named and head.clause > named[0].clause), None)
        guards: dict[int, tuple[Guard, int]] = {}
        for number, head in enumerate(named):
            other = next(
                (
                    o
                    for o in (*named[number + 1 :], *reversed(named[:number]))
                    if self._differ(head, o) is not None
                ),
                None,
            )
            test = (
                self._by_file(head, named)
                or self._fielded(head, run)
                or (self._compared(head, guards) if len(run) > 1 else None)
            )
            if test is not None:
                pass
            elif (kind := self._kind(head, named)) is not None:
                test = kind
            elif other is not None:
                test = self._test(head, *(self._differ(head, other) or (0, 0)))
            elif by is not None or (rest is not None and len(named) > 1):
                test = self._listed(head, by or "")
            elif self._are_parallel([o for o in named if self._action_word(o) == self._action_word(head)]):
                test = self._listed(head, "")
            elif rest is not None and len(named) == 1:
                test = self._alone(head)
            if test is not None:
                tests = each_value(test)
                guards[head.clause] = (
                    Guard(Condition(tests, any_of=len(tests) > 1), test.span, label=self._label(head)),
                    head.action,
                )
        if guards and rest is not None and not rest.said:
            span = (
                self._u.span(rest.tokens[0], rest.action)
                if rest.tokens
                else self._u.span(rest.action - 1, rest.action)
            )
            guards[rest.clause] = (Guard(None, span, rest=True, label="other"), rest.action)
        return guards

    def _kind(self, head: Head, named: Sequence[Head]) -> Test | None:
        """`PDFs`, `images`: kinds of files, each beside another kind."""
        words = [self._kind_words(o) for o in (head, *named)]
        if len(named) < 2 or not all(file_kind(word) for word in words):
            return None
        return Test("file", "eq", words[0], "string", self._u.span(head.tokens[0], head.tokens[-1] + 1))

    def _kind_words(self, head: Head) -> str:
        """`PDFs`, `photo` of “photo messages”: what names the kind."""
        told = head.tokens
        if len(told) == 2 and self._u.has(told[1], "nouns", "file", "message"):
            told = told[:1]
        return self._u.words(told[0], told[-1] + 1) if told else ""

    def _by_file(self, head: Head, named: Sequence[Head]) -> Test | None:
        """“mails with an attachment …, mails without one …”."""
        tests = [file_presence(self._u, o.tokens[0], o.action) if o.tokens else None for o in (head, *named)]
        told = {test.operator for test in tests if test is not None}
        return tests[0] if len(told) > 1 else None

    def _fielded(self, head: Head, run: Sequence[Head]) -> Test | None:
        """`label bug`, `currency EUR`, `tagged refund`: a field's name and its value, beside others of the kind."""
        u = self._u
        inside = self._in_brackets(head)
        if inside is not None:
            return inside
        if len(run) < 2 or not 2 <= len(head.tokens) <= _LONGEST_VALUE:
            return None
        place = next((i for i in head.tokens if u.tokens[i].norm in _TAGGED), head.tokens[0])
        tagged = u.tokens[place].norm in _TAGGED or u.has(place, "nouns", "label")
        others = {u.tokens[o.tokens[0]].norm for o in run if o is not head and o.tokens}
        alike = u.tokens[head.tokens[0]].norm in others
        close = not u.has(place + max(u.has(place, "fields"), 1), "words")
        named = close and u.has(place, "fields") and (alike or any(o.rest for o in run))
        same_thing = u.has(place, "nouns") and self._names_too(head, run)
        if not tagged and not named and not same_thing:
            return None
        length = max(u.has(place, "fields"), 1)
        first, last = place + length, head.tokens[-1] + 1
        while first < last and u.has(first, "words", "as", "with", "in"):
            first += 1
        if first >= last or any(u.has(i, "conditions") for i in range(first, last)):
            return None
        value = u.words(first, last).strip("'\"“”„«»‘’`")
        name, operator = ("labels", "contains") if tagged else (u.words(place, place + length), "eq")
        number = parse_number(u.tokens[first]) if last == first + 1 else None
        if number is not None and not tagged:
            return Test(name, operator, number, "number", u.span(place, last))
        return Test(name, operator, value, "string", u.span(place, last))

    def _names_too(self, head: Head, run: Sequence[Head]) -> bool:
        """“branch main …, any other branch …”: the thing is named again in all the others."""
        said = self._u.tokens[head.tokens[0]].norm
        return any(
            self._u.tokens[i].norm == said
            for other in run
            if other is not head and other.rest
            for i in range(other.tokens[0] if other.tokens else other.action, other.action)
        )

    def _action_word(self, head: Head) -> str:
        return self._u.tokens[head.action].norm if head.action < len(self._u.tokens) else ""

    def _are_parallel(self, heads: Sequence[Head]) -> bool:
        """`bug goes to #bugs, story goes to #product`: bare words, each sent to a place of the same kind."""
        u = self._u
        if len(heads) < 2 or any(
            len(head.tokens) != 1 or head.action != head.tokens[0] + 1 for head in heads
        ):
            return False
        verbs = {self._action_word(head) for head in heads}
        places = [
            next((t.kind for t in u.tokens[head.action : head.action + 4] if t.is_literal), None)
            for head in heads
        ]
        return len(verbs) == 1 and len(set(places)) == 1 and places[0] is not None

    def _listed(self, head: Head, by: str) -> Test | None:
        """`sales`, `support`, each beside a way of its own."""
        if not head.clause or not 0 < len(head.tokens) <= _LONGEST_VALUE:
            return None
        first, last = head.tokens[0], head.tokens[-1] + 1
        return Test(by, "eq", self._u.words(first, last).strip("'\""), "string", self._u.span(first, last))

    def _label(self, head: Head) -> str:
        return self._u.words(head.tokens[0], head.tokens[-1] + 1)

    def _differ(self, head: Head, other: Head) -> tuple[int, int] | None:
        """Which of the head's tokens (positions `first` to `last`) differ from the other's; None when no value does."""
        mine, theirs = [self._word(i) for i in head.tokens], [self._word(i) for i in other.tokens]
        if mine and theirs and (mine[-1] in {"ones", "one"}) != (theirs[-1] in {"ones", "one"}):
            # "urgent tickets …, normal ones …": they stand for the same things.
            mine[-1] = theirs[-1] = ""
        prefix = 0
        while prefix < min(len(mine), len(theirs)) and mine[prefix] == theirs[prefix]:
            prefix += 1
        suffix = 0
        while suffix < min(len(mine), len(theirs)) - prefix and mine[-1 - suffix] == theirs[-1 - suffix]:
            suffix += 1
        last = len(mine) - suffix
        if (
            not (prefix or suffix)
            or not 0 < last - prefix <= _LONGEST_VALUE
            or len(theirs) - suffix == prefix
        ):
            return None
        theirs_last = len(theirs) - suffix
        told = [*head.tokens[prefix:last], *other.tokens[prefix:theirs_last]]
        if not suffix and not any(self._is_value(i) for i in told):
            return None
        return prefix, last

    def _word(self, index: int) -> str:
        return singular(self._u.tokens[index].norm)

    def _is_value(self, index: int) -> bool:
        """A word that names no kind of thing: a proper name, a literal, an adjective."""
        u = self._u
        token = u.tokens[index]
        return (
            token.is_literal
            or token.kind is Kind.NUMBER
            or bool(u.has(index, "words", "adj"))
            or (index > 0 and token.text[:1].isupper())
            or not (u.has(index, "nouns") or u.has(index, "fields") or u.has(index, "words"))
        )

    def _test(self, head: Head, first: int, last: int) -> Test | None:
        u = self._u
        value = u.words(head.tokens[first], head.tokens[last - 1] + 1)
        value = _POINTING.sub("", value)
        before = head.tokens[first - 1] if first else -1
        left = self._field(before) if before >= 0 else ""
        if not left and last < len(head.tokens) and u.has(head.tokens[last], "fields"):
            left = u.tokens[head.tokens[last]].text
        return Test(
            left, "eq", value.strip("'\""), "string", u.span(head.tokens[first], head.tokens[last - 1] + 1)
        )

    def _field(self, index: int) -> str:
        """The name of what is compared: a field's, or what a place's preposition stands for."""
        u = self._u
        if u.tokens[index].norm in _FROM or self._to_country(index):
            return "country"
        return "" if u.has(index, "words") else u.tokens[index].text

    def _to_country(self, index: int) -> bool:
        """“orders (shipping) to Germany”: where they go is a country."""
        u = self._u
        named = index + 1 + u.has(index + 1, "words", "det") if u.has(index, "words", "to", "for") else 0
        return 0 < named < len(u.tokens) and role_of_value(u.tokens[named].text) == "country"

    def _alone(self, head: Head) -> Test | None:
        """A single case beside a rest: `orders from Spain`, `weekend bookings`, `the subject containing "x"`."""
        u = self._u
        read = self._conditions.read(head.tokens[0], head.action)
        if read is not None and read[0].tests[0].right is not None:
            return all_in_one(read[0])
        for number, index in enumerate(head.tokens[:-1]):
            if u.tokens[index].norm in _FROM or self._to_country(index):
                return self._test(head, number + 1, len(head.tokens))
        who = next((i for i in range(head.tokens[0], head.action) if u.has(i, "words", "that")), None)
        if who is not None and who > head.tokens[0]:
            told = read or self._conditions.read(who + 1, head.action)
            relative = told[0] if told is not None else relative_condition(u, who + 1, head.action)
            return relative.tests[0] if relative is not None else None
        words = u.words(head.tokens[0], head.tokens[-1] + 1) if head.tokens else ""
        if len(head.tokens) == 2 and u.has(head.tokens[1], "nouns", "file"):
            words = u.tokens[head.tokens[0]].text
        if file_kind(words):
            return Test("file", "eq", words, "string", u.span(head.tokens[0], head.tokens[-1] + 1))
        if len(head.tokens) == 1 and self._is_value(head.tokens[0]):
            return self._test(head, 0, 1)
        if len(head.tokens) == 2:
            first, last = head.tokens
            if u.has(first, "fields") and self._is_value(last):
                return self._test(head, 1, 2)
            if self._is_value(first) and (u.has(last, "nouns") or u.has(last, "fields")):
                return self._test(head, 0, 1)
        return None
