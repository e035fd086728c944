"""Where what is taken instead ends: “if that is down take B instead, | then store whichever answer came”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.state import State
from nodepilot.composer.reading.story import Act


def leaves_fallback(u: Utterance, clause: Clause, before: Clause | None, state: State) -> bool:
    """Whether the clause goes on behind both ways: it comes “then”, and something was taken instead already."""
    if state.case is None or state.case.guard.condition is None or before is None:
        return False
    if [test.operator for test in state.case.guard.condition.tests] != ["failing"]:
        return False
    taken = any(
        isinstance(item, Act)
        and any(token.kind is Kind.URL for token in item.literals)
        and item.target is None
        for item in state.case.items
    )
    return taken and any(u.has(i, "words", "then") for i in range(before.last, clause.first + 1))
