"""What an agent is said to do with a service: “that can read and create events”, “Gmail for sending mails”."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import READS, WRITES
from nodepilot.composer.reading.story import Act

_NEAR = 3
"""Tokens between a thing and where it is kept: “our products in Shopify”."""
_ANSWERED = ("question", "reply", "message", "chatbot", "data", "customer")


def ability_in(u: Utterance, key: str) -> Act:
    """“… that can create Jira tickets”: what the agent does there, by the nearest verb before the service."""
    hit = next((h for h in u.services if is_of(h, key)), None)
    if hit is not None and u.has(hit.first - 1, "words", "from", "in", "about") and hit.first:
        # "answers questions from Confluence", "about our products in Shopify": it is read there.
        thing = next(
            (
                i
                for i in range(hit.first - 2, max(-1, hit.first - 2 - _NEAR), -1)
                if u.has(i, "nouns") and not u.has(i, "nouns", *_ANSWERED)
            ),
            None,
        )
        if thing is None:
            return Act("search", hit.first, hit.last)
        named = Argument("object", thing, thing + 1, nouns=[s.concept for s in u.concepts(thing, "nouns")])
        return Act("get", thing, hit.last, [named], source=hit)
    # "send emails" holds its verb itself.
    for place in range(hit.first, max(-1, hit.first - 5), -1) if hit is not None else ():
        sense = u.concept(place, "verbs")
        if sense is not None and sense.concept in READS | WRITES and hit is not None:
            target = hit if sense.concept in WRITES else None
            last = min(hit.last + 2, len(u.tokens))
            objects = Argument("object", min(place + 1, hit.last), max(hit.first, min(place + 1, hit.last)))
            return Act(sense.concept, place, last, [objects], target=target, verb_at=place)
    return (_purpose(u, hit) if hit is not None else None) or Act("get", 0, len(u.tokens))


def _purpose(u: Utterance, hit: ServiceHit) -> Act | None:
    """“Gmail for sending mails”, “Google Calendar to create events”."""
    if not u.has(hit.last, "words", "for", "to"):
        return None
    for place in range(hit.last + 1, min(hit.last + 4, len(u.tokens))):
        sense = u.concept(place, "verbs")
        if sense is not None and sense.concept in READS | WRITES:
            ends = (i for i in range(place, len(u.tokens)) if u.tokens[i].norm in {",", ".", ";"})
            last = next(ends, len(u.tokens))
            target = hit if sense.concept in WRITES else None
            thing = Argument("object", place + 1, last)
            return Act(sense.concept, place, last, [thing], target=target, verb_at=place)
    return None


def is_of(hit: ServiceHit, key: str) -> bool:
    """Whether the service is named there; “send emails” names any mailbox."""
    return hit.key == key or (key == "gmail" and hit.key == "emailSend")


def other_use(u: Utterance, key: str, *, writes: bool) -> str | None:
    """“can read and create events”, “can look at my calendar and add events”: the verb of the second use."""
    wanted = READS if writes else WRITES
    for number, hit in enumerate(u.services):
        if not is_of(hit, key):
            continue
        before = u.services[number - 1].last if number else 0
        after = len(u.tokens)
        if number + 1 < len(u.services):
            # "…, search Notion and create Jira tickets": behind the "and" another service is spoken of.
            after = u.services[number + 1].first
            joints = [
                i for i in range(hit.last, after) if u.has(i, "words", "and") or u.tokens[i].norm == ","
            ]
            after = joints[-1] if joints else after
        able = [
            i
            for i in range(before, hit.first)
            if u.has(i, "words", "modal", "that") or (u.has(i, "words", "to") and u.has(i + 1, "verbs"))
        ]
        for place in range(able[-1] + 1 if able else hit.first, max(after, hit.last)):
            if u.tokens[place].norm in {".", ";", "!"}:
                break
            if not writes and u.tokens[place].norm in _MANAGING:
                return "create"
            for sense in u.concepts(place, "verbs"):
                if sense.concept in wanted - _TALKING and not (
                    u.has(place, "nouns") or u.has(place, "fields")
                ):
                    return sense.concept
    return None


_CHANGES = {"create": "create", "add": "create", "update": "update", "delete": "delete"}


def further_changes(u: Utterance, key: str, first: str) -> list[str]:
    """“can create, update and delete issues in Linear”: the changes of the list besides the `first` one."""
    hit = next((h for h in u.services if is_of(h, key)), None)
    if hit is None:
        return []
    listed: list[str] = []
    for place in range(hit.first):
        joined = u.tokens[place + 1].norm == "," or u.has(place + 1, "words", "and", "or")
        follows = place > 1 and (u.tokens[place - 1].norm == "," or u.has(place - 1, "words", "and", "or"))
        beside = (joined and u.has(place + 2, "verbs")) or (follows and u.has(place - 2, "verbs"))
        sense = next((s for s in u.concepts(place, "verbs") if s.concept in _CHANGES), None)
        if sense is not None and beside:
            listed.append(_CHANGES[sense.concept])
    return [verb for verb in dict.fromkeys(listed) if verb != _CHANGES.get(first, first)]


_MANAGING = frozenset(
    "manage manages managing administer administers organize organizes organise verwalten verwaltet".split()
)
"""Looking at things and making new ones."""
_TALKING = frozenset({"reply", "chat", "ask", "let"})
"""What the agent itself does: “answers questions using our FAQ in a Google Sheet”."""


def other_act(acts: list[Act], key: str, writes: bool) -> str | None:
    """“can check slots in Google Calendar and book appointments”: the second act there."""
    ends = [(act, act.source if writes else act.target) for act in acts]
    wanted = (READS if writes else WRITES) - _TALKING
    return next(
        (act.verb for act, end in ends if end is not None and end.key == key and act.verb in wanted), None
    )
