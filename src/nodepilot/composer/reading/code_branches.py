"""Branches of code: “pushes to main”, “only for the release branch”, “a push on branch develop”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.comparisons import Condition, Test

_PUSHING = frozenset(
    "push pushes pushed pushing commit commits commited committed merge merges merged pushen gepusht empuja".split()
)
_BRANCH = frozenset("branch branches rama branche ramo zweig".split())
_USUAL = frozenset(
    "main master develop dev development staging production prod trunk release live gh-pages".split()
)
_ONTO = frozenset("to on onto into in hits hit is auf nach a en sur para".split())
_AIMING = frozenset("targets target targeting against the is".split())
_CALLED = frozenset("called named is = : named namens llamada".split())
_HOSTS = frozenset({"github", "gitlab", "bitbucket", "gitea"})


def pushed_to(u: Utterance, clause: Clause, following: Clause | None) -> Condition | None:
    """That what is pushed is pushed to a branch that is named; None where none is, or nothing is pushed."""
    last = clause.last
    if following is not None and following.lead == "colon" and following.sentence == clause.sentence:
        last = following.last
    if not any(hit.key in _HOSTS for hit in u.services) or not any(
        u.tokens[i].norm in _PUSHING for i in range(clause.first, clause.last)
    ):
        return None
    for place in range(clause.first, last):
        if u.tokens[place].norm in _BRANCH:
            named = _beside(u, place, last)
        elif u.tokens[place].norm in _USUAL and place > clause.first and u.tokens[place - 1].norm in _ONTO:
            named = place
        else:
            continue
        if named is not None:
            value = u.tokens[named].text.strip("'\"“”„«»‘’`")
            span = u.span(min(named, place), max(named, place) + 1)
            return Condition((Test("branch", "eq", value, "string", span),))
    return None


def aims_at(u: Utterance, first: int, last: int) -> tuple[Condition, int] | None:
    """“if it targets main …”, “when it goes to develop …”: the branch that a change is meant for, and where the words end."""
    if not any(hit.key in _HOSTS for hit in u.services):
        return None
    for place in range(first + 1, min(first + 5, last)):
        aimed = u.tokens[place - 1].norm in _ONTO or u.tokens[place - 1].norm in _AIMING
        if aimed and u.tokens[place].norm in _USUAL:
            end = place + 1 + (place + 1 < last and u.tokens[place + 1].norm in _BRANCH)
            span = u.span(first, end)
            return Condition((Test("branch", "eq", u.tokens[place].text, "string", span),)), end
    return None


def _beside(u: Utterance, place: int, last: int) -> int | None:
    """Where the name stands: `main branch`, `branch main`, `branch called release/1.0`."""
    behind = place + 1
    while behind < last and u.tokens[behind].norm in _CALLED:
        behind += 1
    if behind < last and _is_name(u, behind) and (u.tokens[behind].norm in _USUAL or behind > place + 1):
        return behind
    if place and _is_name(u, place - 1) and not u.has(place - 1, "words"):
        return place - 1
    quoted = behind < last and u.tokens[behind].kind in {Kind.QUOTED, Kind.SLUG, Kind.REPO, Kind.PATH}
    return behind if quoted else None


def _is_name(u: Utterance, place: int) -> bool:
    token = u.tokens[place]
    plain = token.kind in {Kind.WORD, Kind.QUOTED, Kind.SLUG} and u.service_at(place) is None
    return plain and (
        token.norm in _USUAL or not (u.has(place, "words") or u.has(place, "verbs", "be", "create", "delete"))
    )
