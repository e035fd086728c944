"""Whether something happens, or is ordered, in the words around a place."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.verbs import Verbs

_DEPENDING = (
    ("depending", "on"),
    ("based", "on"),
    ("according", "to"),
    ("je", "nach"),
    ("segun",),
    ("selon",),
    ("dependendo", "de"),
    ("dependiendo", "de"),
    ("abhangig", "von"),
)


def depends_at(utterance: Utterance, index: int) -> int:
    """Tokens of “depending on” at `index`; 0 if it is not there."""
    for words in _DEPENDING:
        if tuple(t.norm for t in utterance.tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


def timed(u: Utterance, index: int) -> bool:
    """“2 days after …”: a delay stands before it."""
    return u.is_scheduled(index) or any(
        u.tokens[place].kind is Kind.NUMBER or u.is_scheduled(place)
        for place in range(max(0, index - 2), index)
    )


def event_follows(u: Utterance, index: int) -> bool:
    """Whether something happens right after ("after a deal is won", not "after 3 days")."""
    if index < len(u.tokens) and u.tokens[index].kind is Kind.NUMBER:
        return False
    for place in range(index, min(index + 9, len(u.tokens))):
        if u.tokens[place].norm in {",", ".", ";", ":"}:
            return False
        if u.has(place, "events") or (
            u.service_at(place) is not None and u.has(place + 1, "nouns", *_HAPPENS)
        ):
            return True
    return False


_HAPPENS = ("signup", "submission", "booking", "payment", "subscriber", "order", "lead")


def answers_status(u: Utterance, index: int) -> bool:
    """“(without an email) | answer 422”, “(amount 0) | answers 400”: a status is answered."""
    behind = index + 1
    return (
        bool(u.has(index, "verbs", "reply"))
        and behind < len(u.tokens)
        and u.tokens[behind].kind is Kind.NUMBER
    )


def ends_in_infinitive(u: Utterance, verbs: Verbs, index: int) -> bool:
    """“Rechnungen aus dem Postfach holen | und per E-Mail schicken”: German puts the order last."""
    before = u.tokens[index - 1].norm if index else ""
    if u.language != "de" or len(before) <= 3 or not before.endswith("en"):
        return False
    if index > 1 and u.has(index - 2, "verbs") == 2 and verbs.score(index - 2) >= 1.5:
        # "Bescheid geben"
        return True
    return verbs.score(index - 1) >= 1.0


def order_behind_bei(u: Utterance, start: int, index: int) -> bool:
    """“Bei neuem Kunden in Stripe | eine Mail schicken”: a name for what happens, and the order right behind it."""
    if u.language != "de" or index <= start or not start:
        return False
    opened = next((i for i in range(start - 1, max(-1, start - 3), -1) if u.tokens[i].norm == "bei"), None)
    if opened is None or u.has(index - 1, "words", "det", "in", "to", "from", "of", "with", "for", "adj"):
        return False
    named = any(u.has(i, "nouns") or u.service_at(i) is not None for i in range(start, index))
    hit = u.service_at(index)
    follows = hit is not None and hit.first == index and u.service_at(index - 1) is not None
    follows = follows or bool(u.has(index, "words", "via", "me"))
    return named and (bool(u.has(index, "words", "det", "modal")) or follows)


def ordered_last(u: Utterance, before: Sequence[Argument], last: int) -> bool:
    """“Slack #orders benachrichtigen”: German ends an order with its verb, and what stands `before` is acted on."""
    return (
        u.language == "de"
        and u.tokens[last - 1].norm.endswith("n")
        and bool(before)
        and not u.has(before[0].first, "words", "pronoun", "ai")
        and not any(
            u.has(place, "words", "ai")
            for argument in before
            for place in range(argument.first, argument.last)
        )
    )


def fields_of_last_verb(u: Utterance, verbs: Verbs, start: int, index: int, following: int) -> bool:
    """“den Namen | und die Telefonnummer auslesen”: German ends with the verb that both belong to."""
    behind = following + (1 if u.has(following, "words", "det") else 0)
    both = u.has(index - 1, "fields") and u.has(behind, "fields")
    return bool(u.language == "de" and both) and not any(verbs.is_verb(i) for i in range(start, index))
