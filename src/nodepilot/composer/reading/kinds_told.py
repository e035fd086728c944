"""Cases told by whom they are about, beside cases with a condition: “(when the plan is pro …,) free users get …”."""

from __future__ import annotations

from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.state import State

_LONGEST = 4
_OTHERS = frozenset("other andere anderen otros otras autres outros outras".split())
_ONES = frozenset({"ones", "one", "people", "folks", "guys"})


def kind_told(u: Utterance, clause: Clause, state: State) -> tuple[Guard, int] | None:
    """The guard of a subject that names another value of what the case before compared, and where its verb stands."""
    before = state.fork.cases[-1].guard.condition if state.fork is not None and state.fork.cases else None
    if before is None:
        return None
    others = u.tokens[clause.first].norm in _OTHERS
    if not others and (before.tests[0].operator != "eq" or before.tests[0].kind != "string"):
        return None
    first = clause.first
    while first < clause.last and u.has(first, "words", "det", "and", "but"):
        first += 1
    end = first
    while end < clause.last and end - first < _LONGEST and not _is_predicate(u, end):
        token = u.tokens[end]
        named = u.service_at(end)
        if token.kind not in {Kind.WORD, Kind.QUOTED} or (named is not None and not named.is_generic):
            return None
        if u.has(end, "words", "pronoun", "and", "or", "in", "to", "from", "with", "then"):
            return None
        end += 1
    if end == first or end >= clause.last or not _is_predicate(u, end):
        return None
    if others:
        # "(a message from chat 1 …,) other chats get …".
        span = u.span(first, end)
        return Guard(None, span, rest=True, label="other"), _behind_adverbs(u, end, clause.last)
    last = end - 1 if end - first > 1 and _names_things(u, end - 1) else end
    if end - first == 2 and u.tokens[first].norm == before.tests[0].left.lower():
        # "status 'stop' should …": the field once more, and its value.
        first, last = first + 1, end
    value = u.words(first, last).strip("'\"“”„«»‘’`")
    if last == first + 1 == end:
        value = singular(value)
    test = Test(before.tests[0].left, "eq", value, "string", u.span(first, last))
    return Guard(Condition((test,)), test.span, label=value), _behind_adverbs(u, end, clause.last)


def _is_predicate(u: Utterance, place: int) -> bool:
    """`get`, `go to`, `are sent`: something is said of what stands before."""
    if u.tokens[place].norm == "its":
        # "message its owner": whose, however some write "it's".
        return False
    return bool(u.has(place, "verbs", "be", "go", "get") or u.has(place, "words", "modal", "only"))


def _names_things(u: Utterance, place: int) -> bool:
    return u.tokens[place].norm in _ONES or bool(u.has(place, "nouns"))


def _behind_adverbs(u: Utterance, place: int, last: int) -> int:
    while place < last - 1 and u.has(place, "words", "only", "adv"):
        place += 1
    return place
