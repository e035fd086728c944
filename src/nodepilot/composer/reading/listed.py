"""Listed cases told: a branch for each label, with all that stands behind its mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.approvals import approval_told
from nodepilot.composer.reading.cases import CaseHead
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.labels import LabelReader
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Case, Fork
from nodepilot.composer.reading.verbs import Verbs

_LONGEST_NOTHING = 6


class ListedCases:
    """The lists of cases of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs, heads: Sequence[CaseHead]) -> None:
        self._u = utterance
        self._labels = LabelReader(utterance, verbs)
        self._heads = {head.first: head for head in heads}

    def open(self, clause: Clause, state: State) -> Guard | None:
        """Opens the branch of a label; None for any other clause."""
        head = self._heads.get(clause.first)
        if head is None or clause.lead != "case":
            return None
        siblings = [each for each in self._heads.values() if each.listed == head.listed]
        guard = self._labels.guard(head, siblings, asked=state.asked, on=state.depends_on)
        approved = approval_told(self._u, head.first, head.last, state.thread.items)
        if approved is not None and guard.condition is not None:
            guard = replace(guard, condition=approved[0])
        if head is siblings[0]:
            fork = Fork(on=state.depends_on)
            state.items().append(fork)
            state.fork = fork
        if state.fork is None:
            state.fork = Fork()
            state.thread.items.append(state.fork)
        state.case = Case(guard)
        state.fork.cases.append(state.case)
        state.sentence = clause.sentence
        return guard

    def is_first(self, clause: Clause) -> bool:
        """Whether a list begins with the clause."""
        head = self._heads.get(clause.first)
        return head is not None and not any(
            each.listed == head.listed and each.first < head.first for each in self._heads.values()
        )

    def holds(self, clause: Clause) -> bool:
        """Whether the clause stands inside a list: behind a label, and before the last one."""
        return any(head.first <= clause.first <= head.until for head in self._heads.values())

    def follows_label(self, clause: Clause) -> bool:
        """Whether the clause is the first behind a label."""
        return any(0 <= clause.first - head.mark <= 2 for head in self._heads.values())

    def after(self, clause: Clause) -> bool:
        """Whether a list has begun before the clause."""
        return any(head.first <= clause.first for head in self._heads.values())


def orders_nothing(u: Utterance, clause: Clause) -> bool:
    """“→ nothing”, “leave it alone”, “the rest stays where it is”: a case in which nothing is done."""
    for place in range(clause.first, min(clause.first + 4, clause.last)):
        if u.has(place, "verbs", "reply"):
            # "otherwise respond with ok": that is what is said.
            return False
        length = u.has(place, "words", "nothing")
        if (
            length
            and clause.last - place - length <= 2
            and clause.last - clause.first <= _LONGEST_NOTHING + 3
        ):
            return True
    return False


def whichever(u: Utterance, clause: Clause) -> Clause | None:
    """“Either way, …”, “… in any case”: the clause without these words; None where they neither open nor end it."""
    first = clause.first
    for place in range(first + 1, clause.last):
        if place + u.has(place, "words", "whichever") == clause.last:
            return replace(clause, last=place, lead="")
    while first < clause.last and (
        u.has(first, "words", "and", "but", "then") or u.tokens[first].norm == ","
    ):
        if u.has(first, "words", "whichever"):
            break
        first += 1
    length = u.has(first, "words", "whichever") if first < clause.last else 0
    if not length:
        return None
    first += length
    if first + 2 < clause.last and u.has(first, "words", "of"):
        # "regardless of the amount …".
        first += 1 + u.has(first + 1, "words", "det")
        first += max(u.has(first, "fields"), u.has(first, "nouns"), 1)
    while first < clause.last and u.tokens[first].norm in {",", ":", "-"}:
        first += 1
    return replace(clause, first=min(first, clause.last), lead="")
