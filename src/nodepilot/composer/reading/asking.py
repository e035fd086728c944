"""Conditions that open with their verb, as German has them: “steht dort 'offen', …”, “antwortet die Seite nicht, …”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import INVERSE, Condition, Test, is_found

OPENING = frozenset(
    "ist sind liegt steht stehen hat antwortet reagiert klappt funktioniert geht enthalt beginnt endet lautet gibt existiert".split()
)
"""Verbs that a condition can open with."""
_WORKING = frozenset("antwortet reagiert klappt funktioniert geht".split())
_HOLDING = {
    "steht": "eq",
    "stehen": "eq",
    "lautet": "eq",
    "enthalt": "contains",
    "beginnt": "starts",
    "endet": "ends",
}
_ABOUT = frozenset("der die das dem den in im dort da darin es sie er spalte feld wert mit auf".split())


def opens_condition(u: Utterance, index: int) -> bool:
    """Whether a condition opens with the verb at `index`: what it is about follows, and a comma before the order."""
    if u.language != "de" or index >= len(u.tokens):
        return False
    if not (u.has(index, "verbs", "be") or u.tokens[index].norm in OPENING):
        return False
    after = index + 1
    if after >= len(u.tokens):
        return False
    about = (
        u.has(after, "words", "det", "in")
        or u.has(after, "fields")
        or u.has(after, "nouns")
        or u.tokens[after].norm in _ABOUT
    )
    return bool(about) and any(
        u.tokens[i].norm == "," for i in range(index + 2, min(index + 12, len(u.tokens)))
    )


def asked_condition(u: Utterance, first: int, last: int, before: str) -> tuple[Condition, int] | None:
    """What stands behind such a verb; `before` names what the case before compared."""
    if u.language != "de" or first >= last:
        return None
    verb = u.tokens[first].norm
    negated = any(u.has(i, "words", "not") or u.tokens[i].norm == "nicht" for i in range(first, last))
    span = u.span(first, last)
    if verb in _WORKING:
        return Condition((Test("", "failing" if negated else "working", None, "state", span),)), last
    if verb in {"gibt", "existiert"}:
        return is_found(span, there=not negated), last
    operator = _HOLDING.get(verb)
    value = next((i for i in range(first + 1, last) if u.tokens[i].kind is Kind.QUOTED), None)
    if operator is None or value is None:
        return None
    names = [i for i in range(first + 1, value) if u.tokens[i].norm not in _ABOUT]
    left = u.words(names[0], names[-1] + 1) if names else before
    operator = INVERSE[operator] if negated and operator in INVERSE else operator
    return Condition((Test(left, operator, u.tokens[value].text[1:-1], "string", span),)), value + 1
