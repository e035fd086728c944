"""What is delivered, said without a verb: “a Slack ping”, “row in Sheets”, “email to boss@acme.com”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.verbs import Verbs

_LONGEST = 8
_TOLD = ("message", "sms", "post", "tweet")
_KEPT = (
    *_TOLD,
    "email",
    "row",
    "record",
    "task",
    "card",
    "ticket",
    "issue",
    "page",
    "contact",
    "lead",
    "deal",
    "event",
    "file",
    "note",
    "invoice",
    "item",
    "draft",
    "database",
)
_STOPS = frozenset({",", ".", ";", "!", "\n", "+"})


def delivery(u: Utterance, verbs: Verbs, first: int) -> int:
    """Where the delivery ends that begins at `first`; 0 where none does."""
    place = first
    while (
        place < len(u.tokens)
        and u.has(place, "words", "det", "adj", "adv", "and")
        and not u.service_at(place)
    ):
        place += 1
    end = place
    while end < len(u.tokens) and end - place < _LONGEST and not _ends(u, end, place):
        end += 1
    if end <= place or (end < len(u.tokens) and not _ends(u, end, place)):
        return 0
    if any(verbs.is_verb(i) and not u.has(i, "nouns", *_KEPT) for i in range(place, end)):
        return 0
    hit = u.service_at(place)
    if hit is not None and hit.first == place and not hit.is_generic:
        return end if _one_thing(u, hit.last) or _one_thing(u, hit.last - 1) else 0
    if not u.has(place, "nouns", *_KEPT):
        return 0
    behind = place + u.has(place, "nouns", *_KEPT)
    if not (u.has(behind, "words", "in", "to", "via") and behind + 1 < end):
        return 0
    goal = behind + u.has(behind, "words", "in", "to", "via")
    while goal < end and u.has(goal, "words", "det"):
        goal += 1
    named = goal < end and (hit := u.service_at(goal)) is not None and not hit.is_generic
    phone = goal + 1 < end and u.tokens[goal].norm == "+" and u.tokens[goal + 1].kind is Kind.NUMBER
    addressed = phone or (
        goal < end and (u.tokens[goal].kind in {Kind.EMAIL, Kind.CHANNEL} or bool(u.has(goal, "words", "me")))
    )
    return end if named or addressed else 0


def delivered_before(u: Utterance, verbs: Verbs, start: int, end: int) -> bool:
    """Whether a delivery ends there, at the end of what an order says or as the whole of it."""
    return any(delivery(u, verbs, place) == end for place in range(start, end))


def told_behind(u: Utterance, verbs: Verbs, index: int) -> bool:
    """“wenn eine Zahlung fehlschlägt | SMS an mich”: a message without an article, right behind what happens."""
    before = index - 1
    ended = u.has(before, "events") and not u.has(before, "events", "received", "submitted", "created")
    if not ended and u.service_at(before) is None:
        return False
    place = index
    while u.has(place, "words", "adv") and not u.has(place, "words", "det", "me"):
        place += 1
    return bool(u.has(place, "nouns", *_TOLD, "email")) and bool(delivery(u, verbs, place))


def _one_thing(u: Utterance, index: int) -> bool:
    """“Slack ping”, “Trello card”, not “Todoist tasks”: these are read."""
    if index >= len(u.tokens) or not u.has(index, "nouns", *_KEPT):
        return False
    return bool(u.has(index, "nouns", *_TOLD)) or not u.tokens[index].norm.endswith("s")


def _is_sign(u: Utterance, index: int) -> bool:
    """`+491701234567`: part of a number."""
    token = u.tokens[index]
    behind = u.tokens[index + 1] if token.norm == "+" and index + 1 < len(u.tokens) else None
    return behind is not None and behind.kind is Kind.NUMBER and behind.start == token.end


def _ends(u: Utterance, index: int, first: int) -> bool:
    token = u.tokens[index]
    return (
        (token.norm in _STOPS and not _is_sign(u, index))
        or token.kind in {Kind.ARROW, Kind.NEWLINE}
        or (index > first and bool(u.has(index, "words", "and", "otherwise", "when", "if", "then")))
        or u.is_scheduled(index)
    )
