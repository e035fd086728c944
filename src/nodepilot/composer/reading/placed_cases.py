"""Cases told by a preposition and a value: “in EUR add …, in USD to …”, “…, from Munich to …”, “…, for developer create …”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import METHODS, Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guard_values import Guard
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.composer.reading.verbs import Verbs

_ORDER = 1.5


def placed_case(u: Utterance, verbs: Verbs, first: int) -> tuple[Guard, int] | None:
    """The guard that begins at `first`, and where its action begins; None where no order follows the value."""
    if (state := _other_state(u, verbs, first)) is not None:
        return state
    if not 0 < first + 2 < len(u.tokens) or not u.has(first, "words", "in", "from", "for", "with"):
        return None
    if u.is_scheduled(first) or u.has(first, "words", "rest", "otherwise"):
        return None
    place = first + 1
    if u.has(place, "words", "det") and u.tokens[place].norm in _ARTICLES and place + 2 < len(u.tokens):
        # "aus der Schweiz an …".
        place += 1
    kind_of = ""
    if u.tokens[place].norm in _KINDS and place + 2 < len(u.tokens):
        # "for the type Support …".
        kind_of, place = u.tokens[place].text, place + 1
    token = u.tokens[place]
    role = kind_of or role_of_value(token.text)
    named = token.kind is Kind.QUOTED or (token.kind is Kind.WORD and token.text[:1].isupper())
    plain = token.kind is Kind.WORD and not u.senses[place] and _said_alike(u, first)
    if u.service_at(place) is not None or not (role or named or plain):
        return None
    action = place + 1
    if token.text in METHODS and action < len(u.tokens) and u.tokens[action].norm in {"it", "this", "that"}:
        # "on GET it returns …".
        action += 1
    ordered = verbs.score(action) >= _ORDER or (
        u.has(action, "words", "to", "in")
        and action + 1 < len(u.tokens)
        and (
            u.tokens[action + 1].is_literal
            or u.service_at(action + 1) is not None
            or u.has(action + 1, "words", "det")
        )
    )
    if not ordered or not (_said_alike(u, first) or _said_behind(u, first)):
        return None
    value = token.text.strip("'\"“”„«»‘’`")
    left = role or ("city" if u.has(first, "words", "from") and named and token.kind is Kind.WORD else "")
    test = Test(left, "eq", value, "string", u.span(first, place + 1))
    return Guard(Condition((test,)), test.span, label=value), action


def _other_state(u: Utterance, verbs: Verbs, first: int) -> tuple[Guard, int] | None:
    """“(moves to Doing …,) to Done email …”, “(is set to Urgent …,) set to Waiting wait …”: another state, and an order."""
    if first >= len(u.tokens):
        return None
    told = u.has(first, "conditions", "eq")
    leads = told and u.tokens[first + told - 1].norm == "to"
    place = first + told if leads else first + 1
    if place + 1 >= len(u.tokens) or not (leads or u.tokens[first].norm == "to"):
        return None
    said = any(_leads_to_state(u, i, first) for i in range(first))
    token = u.tokens[place]
    named = token.kind is Kind.QUOTED or (
        token.kind is Kind.WORD
        and (token.text[:1].isupper() or bool(u.has(place, "events")) or not u.has(place, "words"))
    )
    if not said or not named or u.service_at(place) is not None or verbs.score(place + 1) < _ORDER:
        return None
    value = token.text.strip("'\"“”„«»‘’`")
    test = Test("", "eq", value, "string", u.span(first, place + 1))
    return Guard(Condition((test,)), test.span, label=value), place + 1


def _leads_to_state(u: Utterance, index: int, last: int) -> bool:
    """`moves to`, `is set to`, `changes (its) status to`: words that a new state stands behind."""
    length = u.has(index, "conditions", "eq")
    if length > 1 and index + length <= last and u.tokens[index + length - 1].norm == "to":
        return True
    changed = u.has(index, "events", "updated", "moved") or u.tokens[index].norm in _CHANGES
    return bool(changed) and any(u.tokens[i].norm == "to" for i in range(index + 1, min(index + 4, last)))


_CHANGES = frozenset("changes changed moves moved switches switched goes set".split())


def _said_alike(u: Utterance, first: int) -> bool:
    """Whether the same preposition, or a choice, stood before a value already: a case of the same kind."""
    said = u.tokens[first].norm
    return any(
        u.tokens[i].norm == said or (u.has(i, "conditions", "eq") and u.tokens[i].norm in _CHOSEN)
        for i in range(first)
    )


def _said_behind(u: Utterance, first: int) -> bool:
    """Whether it stands once more behind a comma."""
    said = u.tokens[first].norm
    return any(
        u.tokens[i].norm == said and u.tokens[i - 1].norm in {",", ";", "."}
        for i in range(first + 2, len(u.tokens))
    )


_KINDS = frozenset("type kind category plan product list label tag status stage country language".split())
_ARTICLES = frozenset("the der den dem die das la el le les o a os as".split())
_CHOSEN = frozenset("picks picked chooses chose selects selected is".split())
