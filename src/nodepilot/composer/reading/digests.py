"""Several things told in one message: “send me the weather in Berlin, my calendar events and my tasks in one mail”.

They are read one after the other, and told together: “get the weather in Berlin. Get my calendar events. Get my tasks.
Send me everything in one mail”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.plain.wordings import SECOND_THOUGHTS
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import Services

EVERYTHING = frozenset({"everything", "both"})
"""What stands for all that was read before."""
ONE_TEXT = frozenset({"summary", "digest", "overview", "report", "briefing", "recap"})
"""What is made of all that was read before."""
_TELLING = ("send", "email", "message", "text", "post", "compose", "summarize")
_GETTING = ("get", "search", "check", "aggregate", "merge")
_PUTTING = ("add", "create", "copy", "upload", "merge", "compare", "update", "upsert")
_JOINTS = frozenset({",", "and", "&", "plus", "+"})
_WHERE = frozenset("in via by per as to on over into through with using".split())
_WHO = r"(?:me|us|them|him|her|my team|our team|the team|everyone|everybody|\S+@\S+)"
_SIGN = Pattern(
    rf"(?:{_WHO}\s+)?"
    r"(?:(?:an?|one|the|my|our)\s+(?:[\w-]+\s+){0,4}?(?:message|mail|e-?mail|digest|briefing|summary|overview|report|update|"
    r"note|newsletter|post|dm|text|sms|recap)\s+(?:(?:at|every|on|each)\s[^,]{1,25}?\s)?(?:with|of|about|containing|from|including|that (?:contains|has|includes)))\s+",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(rf"{_WHO}\s+(?!(?:an?|one)\b)", re.IGNORECASE)
_THEM = re.compile(r"\b(?:them|both|it|these|those|all of (?:it|them|that)|all that)\b", re.IGNORECASE)
_FEWEST = 2
_LATEST = 5
"""Tokens up to the verb: “have GPT write …”."""


def digests(u: Utterance, services: Services) -> Iterator[Rewording]:
    """The request with each thing read by itself; nothing where it does not tell several things at a time."""
    if u.language != "en" or u.schedule is None or len(u.services) < _FEWEST:
        return
    if SECOND_THOUGHTS.search(u.text) or any(_puts(u, i) for i in range(len(u.tokens))):
        return
    found = _digest(u, services)
    if found is not None:
        yield joined(u.text, found)


def _puts(u: Utterance, index: int) -> bool:
    """An order to keep something somewhere, and no adjective (“the open issues”)."""
    if not u.has(index, "verbs", *_PUTTING) or u.has(index, "verbs", *_GETTING, "compose"):
        return False
    return index == 0 or not u.has(index - 1, "words", "det", "pronoun", "every", "adj")


@dataclass(frozen=True, slots=True)
class _Told:
    """Tokens of the verb, and of each thing told; `rest` is where what follows begins."""

    verb: int
    things: tuple[tuple[int, int], ...]
    rest: int


def _digest(u: Utterance, services: Services) -> list[Piece] | None:
    opening = next((i for i in range(len(u.tokens)) if not (u.is_scheduled(i) or u.tokens[i].norm == ",")), 0)
    for verb in range(opening, min(opening + _LATEST, len(u.tokens))):
        if u.has(verb, "nouns", "chatbot"):
            return None
        if u.is_scheduled(verb) or not u.has(verb, "verbs", *_TELLING, *_GETTING):
            continue
        told = _told(u, services, verb)
        return _said(u, opening, told) if told is not None else None
    return None


def _told(u: Utterance, services: Services, verb: int) -> _Told | None:
    after = u.tokens[verb].end
    lead = _SIGN.match(u.text, _blank(u.text, after)) or _RECIPIENT.match(u.text, _blank(u.text, after))
    first = next(
        (i for i in range(verb + 1, len(u.tokens)) if u.tokens[i].start >= (lead.end() if lead else after)),
        len(u.tokens),
    )
    things: list[tuple[int, int]] = []
    keys: set[str] = set()
    rest = first
    for start, last in _segments(u, first):
        hit = _read_there(u, services, start, last)
        if hit is None or hit.key in keys or u.is_scheduled(start):
            break
        end = _where_from(u, hit.last, last)
        keys.add(hit.key)
        things.append((start, end))
        rest = end
        if end < last:
            break
    return _Told(verb, tuple(things), rest) if len(things) >= _FEWEST else None


def _segments(u: Utterance, first: int) -> Iterator[tuple[int, int]]:
    """What stands between commas and “and”, up to the end of the sentence."""
    start = first
    for index in range(first, len(u.tokens)):
        norm = u.tokens[index].norm
        if norm in _JOINTS or norm in {".", ";", ":", "->"}:
            if index > start:
                yield start, index
            start = index + 1
            if norm not in _JOINTS:
                return
    if start < len(u.tokens):
        yield start, len(u.tokens)


def _read_there(u: Utterance, services: Services, first: int, last: int) -> ServiceHit | None:
    """The service that the thing is read from; None where the words order something, or name no such place."""
    if u.has(first, "verbs") and first + 1 < last and u.has(first + 1, "words", "det", "pronoun"):
        return None
    hits = [hit for hit in u.services if first <= hit.first < last]
    if not hits or hits[0].first > last:
        return None
    hit = hits[0]
    if not services.get(hit.key).action_types:
        return None
    if services.get(hit.key).needs & MESSAGING and not any(_names_several(u, i) for i in range(first, last)):
        return None
    return hit


def _names_several(u: Utterance, index: int) -> bool:
    """“unread”, “events”: what lies in a mailbox or a messenger, where its name alone would be where something goes."""
    norm = u.tokens[index].norm
    return norm in {"unread", "starred", "unanswered"} or (norm.endswith("s") and u.has(index, "nouns") > 0)


def _where_from(u: Utterance, first: int, last: int) -> int:
    """Where what is said of the thing ends: before “in one mail”, “to Slack #sales”, “via Telegram”."""
    for index in range(first, last):
        if u.is_scheduled(index):
            return index
        if u.tokens[index].norm not in _WHERE:
            continue
        behind = range(index + 1, min(index + 5, last))
        if any(
            u.tokens[i].kind in {Kind.EMAIL, Kind.CHANNEL, Kind.HANDLE}
            or u.tokens[i].norm in {"one", "single", "me", "us"}
            or (u.service_at(i) is not None)
            for i in behind
        ):
            return index
    return last


def _said(u: Utterance, opening: int, told: _Told) -> list[Piece] | None:
    text, verb = u.text, told.verb
    before = u.tokens[opening].start
    start, first = u.tokens[verb].start, u.tokens[told.things[0][0]].start
    made: list[Piece] = [(0, before)] if before else []
    for number, thing in enumerate(told.things):
        span = u.span(*thing)
        made += [("Get " if number or not before else "get ", (start, start + 1)), span, ". "]
    behind = u.tokens[told.rest].start if told.rest < len(u.tokens) else len(text)
    everything = "both" if len(told.things) == _FEWEST else "everything"
    if u.has(verb, "verbs", *_TELLING):
        led = text[before:first]
        made += [(before, first), "" if led.endswith(" ") else " ", everything, " "]
        return [*made, (behind, len(text))] if behind < len(text) else made
    after = [i for i in range(told.rest, len(u.tokens)) if not (u.is_scheduled(i) or _joins(u, i))]
    if not after or not u.has(after[0], "verbs", *_TELLING, "let"):
        return None
    times = [i for i in range(told.rest, after[0]) if u.is_scheduled(i)]
    if times:
        made = [u.span(times[0], times[-1] + 1), " ", *made]
    rest = u.tokens[after[0]].start
    them = _THEM.search(text, rest)
    if them is None:
        return [*made, (rest, len(text))]
    return [*made, (rest, them.start()), (everything, them.span()), (them.end(), len(text))]


def _joins(u: Utterance, index: int) -> bool:
    return u.tokens[index].norm in {*_JOINTS, ".", ";", "then"}


def _blank(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
