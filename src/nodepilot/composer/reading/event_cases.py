"""Conditions on what starts a workflow: “when a record changes to Approved”, “when an order over 100 euros comes in”."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.acts import ActReader
from nodepilot.composer.reading.attachments import comes_with_file, of_file
from nodepilot.composer.reading.attributes import AttributeReader
from nodepilot.composer.reading.choosing import event_condition
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.code_branches import pushed_to
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.conditions import ConditionReader
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.implied import implied_condition
from nodepilot.composer.reading.new_states import new_state
from nodepilot.composer.reading.placed_cases import placed_case
from nodepilot.composer.reading.starts import Candidate
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Case, Fork
from nodepilot.composer.reading.turns import alternatives_follow, said_state, told_by_file
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs


class EventCases:
    """Opens the branch of what a clause says of its event."""

    def __init__(
        self, utterance: Utterance, verbs: Verbs, acts: ActReader, conditions: ConditionReader
    ) -> None:
        self._u = utterance
        self._verbs = verbs
        self._acts = acts
        self._conditions = conditions
        self._attributes = AttributeReader(utterance, verbs)

    def open(
        self,
        clause: Clause,
        clauses: list[Clause],
        start: Candidate,
        state: State,
        contrasts: Collection[int],
    ) -> None:
        """“When a record changes to Approved”, “when an order over 100 euros comes in”: a condition on the event."""
        if start.start.kind not in {"service", "webhook", "form"}:
            return
        attribute = self._attributes.read(clause.first, clause.last) if start.start.kind != "form" else None
        if attribute is not None and comes_with_file(self._u, attribute[0].tests[0]):
            attribute = None
        found = attribute[0] if attribute else None
        following = next((c for c in clauses if c.first > clause.first), None)
        if found is not None:
            found = self._bounded(found, clause)
        pushed = pushed_to(self._u, clause, following)
        found = pushed or found
        if found is None and start.start.kind == "service":
            found = new_state(self._u, clause.first, clause.last)
        if found is None:
            found = event_condition(self._u, self._conditions, clause)
            if found is not None and self._is_place(found.tests[0]):
                # "a meeting ends in Google Calendar": where it ends, and no word that it ends with.
                found = None
            if found is not None and self._is_subject(found.tests[0], clause):
                found = None
            if found is not None and (
                comes_with_file(self._u, found.tests[0]) or _has_something_new(self._u, found.tests[0])
            ):
                found = None
        graded = self._attributes.is_graded(clause.first, clause.last, start.start.service_key)
        if (
            clause.lead not in {"when", "if"}
            and not graded
            and pushed is None
            and not (attribute is not None and (start.consumed or self._orders_from(attribute[1], clause)))
            and not (
                start.consumed and found is not None and found.tests[0].kind in {"number", "date", "until"}
            )
        ):
            return
        if found is None and self._rest_follows(clause, clauses):
            told = self._attributes.sender(clause.first, clause.last)
            found = told[0] if told is not None else None
        if found is None and self._else_follows(clause, clauses, contrasts):
            found = said_state(self._u, self._conditions, clause)
            if found is None and start.start.kind != "form":
                found = implied_condition(self._u, clause)
        found = told_by_file(self._u, clause, clauses) or found
        if found is None:
            said = said_state(self._u, self._conditions, clause)
            # "a ticket is urgent": its priority, nothing that happens to it.
            found = said if said is not None and role_of_value(str(said.tests[0].right)) else None
        if found is None and any(
            placed_case(self._u, self._verbs, c.first) for c in clauses if c.first > clause.first
        ):
            found = said_state(self._u, self._conditions, clause)
        if (
            found is None
            and not self._asks_approval(clause)
            and alternatives_follow(self._u, clause, clauses)
        ):
            found = said_state(self._u, self._conditions, clause)
        if found is None or self._in_brackets(clause, found):
            return
        found = of_file(found)
        fork = Fork(
            [
                Case(
                    Guard(
                        found,
                        found.tests[0].span,
                        label=self._u.text[found.tests[0].span[0] : found.tests[0].span[1]],
                    )
                )
            ]
        )
        # "Only send the alert if …": what was ordered before the event is done in that case, too.
        fork.cases[0].items, state.thread.items[:] = list(state.thread.items), [fork]
        state.fork, state.case = fork, fork.cases[0]
        state.sentence = clause.sentence
        behind = next(
            (
                i
                for i in range(clause.first, clause.last)
                if self._u.tokens[i].start >= found.tests[-1].span[1]
            ),
            clause.last,
        )
        orders = (self._verbs.score(behind) >= 1.0 or self._orders_on_it(behind)) and not self._u.has(
            behind, "verbs", "be", "go"
        )
        if start.consumed and behind < clause.last and orders:
            # "If a new issue has the label 'bug' post it": no comma parts what happens from what is ordered.
            start.start.last = behind
            state.append(self._acts.read(behind, clause.last))

    def _bounded(self, found: Condition, clause: Clause) -> Condition:
        """“an order over 100 euros | from France”: both have to hold."""
        bound = event_condition(self._u, self._conditions, clause)
        if bound is None or bound.any_of or found.any_of:
            return found
        tests = [test for test in bound.tests if test.kind == "number"]
        told = [test.span for test in found.tests]
        if any(first < test.span[1] and test.span[0] < last for test in tests for first, last in told):
            return found
        return replace(found, tests=(*tests, *found.tests))

    def _in_brackets(self, clause: Clause, found: Condition) -> bool:
        """“a form with the size (1-10, 11-50, 50+)”: choices, no condition."""
        depth = 0
        for i in range(clause.first, clause.last):
            token = self._u.tokens[i]
            depth += (token.norm == "(") - (token.norm == ")")
            if depth and token.start >= found.tests[0].span[0]:
                return True
        return False

    def _orders_on_it(self, place: int) -> bool:
        """“(with NPS 9 or 10) | tweet about it”."""
        u = self._u
        behind = place + u.has(place, "verbs")
        if behind == place or behind >= len(u.tokens):
            return False
        return bool(u.has(behind, "words", "about", "object_pronoun"))

    def _orders_from(self, place: int, clause: Clause) -> bool:
        """“A message with the word urgent | creates an incident”: what it does stands right behind what it has."""
        return place < clause.last and self._verbs.is_verb(place)

    def _asks_approval(self, clause: Clause) -> bool:
        """Whether somebody is asked to approve behind it: the alternatives are what that one says."""
        places = range(clause.last, len(self._u.tokens))
        return any(self._u.has(i, "nouns", "approval") or self._u.has(i, "verbs", "approve") for i in places)

    def _is_place(self, test: Test) -> bool:
        """Whether what is compared with is the name of a service that stands behind “in”."""
        u = self._u
        return test.operator in {"ends", "starts", "contains"} and any(
            str(test.right) == u.words(hit.first, hit.last) and u.has(hit.first - 1, "words", "in", "to")
            for hit in u.services
            if not hit.is_generic
        )

    def _is_subject(self, test: Test, clause: Clause) -> bool:
        """“one of my clients replies”: who does it, and no value that something has."""
        begins = self._u.tokens[clause.first].start >= test.span[0]
        return begins and not test.left and test.kind == "string" and test.operator == "eq"

    def _rest_follows(self, clause: Clause, clauses: Sequence[Clause]) -> bool:
        """“…, all other mails get …”: the event is not only what this clause says of it."""
        return any(
            c.lead == "otherwise" or self._u.has(c.first, "words", "rest")
            for c in clauses
            if c.first > clause.first
        )

    def _else_follows(self, clause: Clause, clauses: Sequence[Clause], contrasts: Collection[int]) -> bool:
        """“…, otherwise …” with no other condition before it that it could be the opposite of."""
        behind = [c for c in clauses if c.first > clause.first]
        rest = next((i for i, c in enumerate(behind) if c.lead == "otherwise"), None)
        return rest is not None and not any(
            c.lead in {"if", "unless"} or c.first in contrasts for c in behind[:rest]
        )


def _has_something_new(u: Utterance, test: Test) -> bool:
    """“https://blog.acme.com/rss has a new article”: that is what happens, no condition on it."""
    if test.operator != "not_empty":
        return False
    return any(
        u.has(i, "events", "created") and u.has(i, "words", "adj")
        for i, token in enumerate(u.tokens)
        if test.span[0] <= token.start < test.span[1] + _NEAR
    )


_NEAR = 12
"""Characters behind a test in which its object stands."""
