"""Which trigger of a service is meant, and which of its events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from nodepilot.composer.build.apps import service_name
from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.reading.story import Start
from nodepilot.knowledge.services import Services
from nodepilot.knowledge.triggers import EventMatch, merge_events, rank_trigger_events
from nodepilot.sentences import say

_ENOUGH = 1.0
_PLACES = frozenset(
    {
        "account",
        "workspace",
        "instance",
        "app",
        "store",
        "number",
        "konto",
        "nummer",
        "cuenta",
        "compte",
        "conta",
    }
)
"""What follows a service's name and tells no thing that something happens to."""


def best_trigger(draft: Draft, types: tuple[str, ...], start: Start) -> str:
    """Of several triggers of a service the one whose events fit best; hidden ones never."""
    shown = [
        t for t in types if (found := draft.catalog.find_entry(t)) is not None and not found.hidden
    ] or list(types)
    if len(shown) == 1:
        return shown[0]

    def fit(node_type: str) -> float:
        ranked = rank_trigger_events(node_type, start.words.split(), draft.catalog, limit=1)
        return ranked[0].evidence if ranked else 0.0

    return max(shown, key=lambda t: (fit(t), -shown.index(t)))


def told_part(draft: Draft, start: Start, key: str) -> str:
    """“A lead comes in from Facebook”: the service of that brand that is named after what comes."""
    parts = _parts(draft.services).get(service_name(draft, key).lower())
    if parts is None:
        return key
    words = {singular(word.lower().strip(".,:;")) for word in start.words.split()}
    return next((other for part, other in parts if part in words), key)


@cache
def _parts(services: Services) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By brand its services with triggers: (what they are for, key) of “Facebook Lead Ads”."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for service in services:
        brand, *part = service.name.lower().split()
        if part and service.trigger_types:
            found[brand] = (*found.get(brand, ()), (singular(part[0]), service.key))
    return found


def event_parameters(draft: Draft, node_type: str, start: Start) -> Mapping[str, Any]:
    own = [*service_name(draft, start.service_key).lower().split(), *_actors(draft, start)]
    said = start.words.replace("/", " ").split()
    named = service_name(draft, start.service_key).lower().split()
    if node_type.endswith(".githubTrigger") and _tells_of_runs(said):
        # GitHub's Actions report each of their jobs as a check; n8n's trigger knows no other event of them.
        return {"events": ["check_run"]}
    changing = _changing(draft, start)
    written = _is_written(draft, start)
    words = [
        w
        for i, w in enumerate(said)
        if not w.startswith("http")
        and w.lower() not in changing
        and not (w.lower() == "folder" and _holds_files(draft, start))
        and not (w.lower() == "channel" and written and node_type.endswith(".slackTrigger"))
        and (w.lower() not in own or _says_more(said, i, named))
        and not (i and w.lower() in _PLACES and said[i - 1].lower() in own)
    ]
    limit = _ALL if _comes_along(draft, start) else _NEAREST
    ranked = rank_trigger_events(
        node_type,
        [*words, *written, *(["updated"] if changing else []), *_spelt_out(draft, start)]
        if not _changes_a_file(draft, start, node_type)
        else ["push"],
        draft.catalog,
        limit=limit,
    )
    if not ranked:
        return {}
    best = max(
        ranked,
        key=lambda match: match.evidence + _told(draft, start, match) + _instead(draft, start, ranked, match),
    )
    if best.evidence < _ENOUGH:
        draft.assume(
            say(
                "The trigger waits for “{label}”.", label=best.labels[-1] if best.labels else best.values[-1]
            ),
            span=draft.utterance.span(start.first, start.last),
        )
    further = _further(draft, node_type, start)
    if not best.takes_many and any(match.values != best.values for match in further):
        # One event can be waited for: that the thing has changed is said by all of them.
        changed = [*start.further[0].split()[:-1], "updated"]
        return next(
            (match.parameters for match in rank_trigger_events(node_type, changed, draft.catalog, limit=1)),
            best.parameters,
        )
    return merge_events([best, *further]) if best.takes_many else best.parameters


_RUNS = frozenset(
    "action actions workflow workflows ci build builds pipeline pipelines job jobs run runs".split()
)
_RUN_ENDS = frozenset(
    "fail fails failed failing breaks broke broken succeeds succeeded passes passed completes completed finishes finished ends".split()
)


def _tells_of_runs(said: Sequence[str]) -> bool:
    """“a GitHub Actions workflow fails”, “the build passes”: how a run of the code's own checks ends."""
    words = {word.lower().strip(".,:;") for word in said}
    return "actions" in words or bool(words & _RUNS and words & _RUN_ENDS)


_CODE_HOSTS = ("githubTrigger", "gitlabTrigger", "bitbucketTrigger")


def _changes_a_file(draft: Draft, start: Start, node_type: str) -> bool:
    """“a file changes in our repository”: that is a push."""
    u = draft.utterance
    words = range(start.first, start.last)
    return node_type.endswith(_CODE_HOSTS) and (
        any(u.has(i, "nouns", "file") for i in words) and any(u.has(i, "events", "updated") for i in words)
    )


def _lies_in(draft: Draft, start: Start, noun: str) -> bool:
    """“somebody writes in the Slack channel ideas”: where it happens, and not to what."""
    u = draft.utterance
    at = next((i for i in range(start.first, start.last) if u.has(i, "nouns", noun)), start.first)
    placed = range(max(start.first + 1, at - _BEFORE_FOLDER), at)
    return any(u.has(i, "words", "to", "in", "from") for i in placed)


def _is_written(draft: Draft, start: Start) -> tuple[str, ...]:
    """“somebody writes in the Slack channel ideas”: a message comes, and none is named."""
    u = draft.utterance
    places = range(start.first, start.last)
    written = any(u.tokens[i].norm in _WRITING for i in places) and _lies_in(draft, start, "channel")
    return ("new", "message") if written else ()


_WRITING = frozenset("writes write posts post says say asks ask messages".split())


def _holds_files(draft: Draft, start: Start) -> bool:
    """“a new PDF is added to a Box folder”: the file comes, the folder is where it lies."""
    u = draft.utterance
    folder = next((i for i in range(start.first, start.last) if u.has(i, "nouns", "folder")), start.first)
    return _lies_in(draft, start, "folder") or any(
        u.has(i, "nouns", "file", "pdf", "image", "document", "csv", "invoice")
        for i in range(start.first, folder)
    )


_BEFORE_FOLDER = 4
"""Words between “in” and “folder”: “uploaded to the OneDrive folder”."""


_STATES = frozenset("priority status state stage label tag assignee owner severity".split())
"""What a thing gets in the course of time."""


def _changing(draft: Draft, start: Start) -> set[str]:
    """The words of “drops below”, “is out of stock”: the thing has changed, whatever “drops” means alone."""
    u = draft.utterance
    crossed = (
        (i, sense.length)
        for i in range(start.first, start.last)
        for sense in u.concepts(i, "events")
        if sense.concept == "updated"
        and sense.length > 1
        and u.has(i, "conditions", "gt", "lt", "gte", "lte")
    )
    sold = ((i, u.has(i, "conditions", "sold_out")) for i in range(start.first, start.last))
    given = (
        (i, 1)
        for i in range(start.first, start.last - 1)
        if u.tokens[i].norm in {"gets", "receives"}
        and any(u.tokens[j].norm in _STATES for j in range(i + 1, min(i + 4, start.last)))
    )
    return {
        u.tokens[place].norm
        for first, length in (*crossed, *sold, *given)
        for place in range(first, min(first + length, start.last))
    }


def _says_more(said: list[str], place: int, named: list[str]) -> bool:
    """“Invoice Ninja: invoice created”: a word of the name that stands there without the rest of it is a thing."""
    plain = [word.strip(":,").lower() for word in said]
    if len(named) < _SEVERAL or plain[place] not in named:
        return False
    begin = place - named.index(plain[place])
    return begin < 0 or plain[begin : begin + len(named)] != named


_SEVERAL = 2
_DOING = frozenset({"paid", "bought", "refunded", "cancelled", "booked"})


def _actors(draft: Draft, start: Start) -> list[str]:
    """“when a customer pays”: what the customer does is the event, not that there is a customer."""
    u = draft.utterance
    return [
        u.tokens[i].norm
        for i in range(start.first, min(start.last, len(u.tokens) - 1))
        if u.has(i, "nouns", "customer", "person", "user", "member", "lead")
        and u.has(i + 1, "events", *_DOING)
        and not u.tokens[i + 1].norm.endswith("ed")
    ]


def _further(draft: Draft, node_type: str, start: Start) -> list[EventMatch]:
    """Events that other branches are about ("…, when it fails …")."""
    return [
        match
        for words in start.further
        for match in rank_trigger_events(node_type, words.split(), draft.catalog, limit=1)
    ]


def _spelt_out(draft: Draft, start: Start) -> list[str]:
    """What abbreviations stand for: `PR` is a pull request."""
    u = draft.utterance
    return [
        word
        for i in range(start.first, start.last)
        if len(u.tokens[i].norm) <= _LONGEST_ABBREVIATION
        for sense in u.concepts(i, "nouns")[:1]
        for word in sense.concept.split("_")
    ]


_LONGEST_ABBREVIATION = 3
_TICKET = 8.0
_NEAR = 6.0
_INSTEAD = {"deleted": ("cancel",), "paid": ("payment",)}
"""What a service calls it that has no word of its own for what is said."""
_NEAREST, _ALL = 5, 50
"""Events that are weighed."""
_TOLD = {
    "reacted": ("reaction",),
    "cancelled": ("cancel", "subscription.deleted"),
    "deleted": ("delet", "remov", "trash"),
    "updated": ("updat", "chang", "edit", "modif"),
    "completed": ("complet", "finish", "done"),
    "failed": ("fail", "error"),
    "refunded": ("refund",),
    "paid": ("paid", "succe", "complet"),
    "merged": ("merge",),
    "closed": ("close", "won"),
    "moved": ("move", "updat"),
    "unsubscribed": ("unsub",),
    "starred": ("star", "watch"),
    "shipped": ("fulfil", "ship"),
    "disputed": ("dispute",),
    "expired": ("expir",),
}


def _instead(draft: Draft, start: Start, ranked: Sequence[EventMatch], match: EventMatch) -> float:
    """“an event is deleted”, where a calendar only tells what was cancelled."""
    u = draft.utterance
    said = {s.concept for i in range(start.first, start.last) for s in u.concepts(i, "events")}
    for concept, parts in _INSTEAD.items():
        own = any(part in " ".join(each.values).lower() for each in ranked for part in _TOLD[concept])
        if concept in said and not own:
            return _NEAR * any(part in " ".join(match.values).lower() for part in parts)
    return 0.0


_GUESTS = frozenset(
    "attendee attendees participant participants registration registrations guest guests ticket tickets".split()
)


def _comes_along(draft: Draft, start: Start) -> bool:
    """“somebody joins”, “a new attendee”."""
    u = draft.utterance
    places = range(start.first, min(start.last, len(u.tokens)))
    said = {sense.concept for i in places for sense in u.concepts(i, "events")}
    new = "created" in said or "new" in start.words.lower().split()
    return "joined" in said or (new and any(u.tokens[i].norm in _GUESTS for i in places))


def _told(draft: Draft, start: Start, match: EventMatch) -> float:
    """What happened is said outright ("gets cancelled"): an event of that name is meant."""
    u = draft.utterance
    said = {s.concept for i in range(start.first, start.last) for s in u.concepts(i, "events")}
    if "state" in match.reasons:
        said.add("updated")
    text = " ".join(match.values).lower()
    bonus = 0.0
    things = {s.concept for i in range(start.first, start.last) for s in u.concepts(i, "nouns")}
    if "refund" in things and said <= {"created", "received", "happened", "succeeded", "refunded"}:
        # A refund that happens is money given back, no demand for the details of one.
        return _NEAR * any(part in text for part in ("refunded", "refund.created", "refunds/create"))
    spoken = {u.tokens[i].norm for i in range(start.first, min(start.last, len(u.tokens)))}
    if "dispute" in text and not any(word.startswith("disput") for word in spoken):
        bonus -= _NEAR
    pays = "paid" in said and not things & {"invoice", "order", "subscription", "bill"}
    if pays or (said <= {"created", "received"} and ("payment" in things or {"charge", "charges"} & spoken)):
        # A payment that arrives is one that went through, not one that was begun.
        bonus += 2.5 if "succe" in text else 0.0
    if "order.placed" in text and _comes_along(draft, start):
        # Whoever registers for an event orders a ticket.
        bonus += _TICKET
    if "schedule" in text and not any(word.startswith("schedul") for word in spoken):
        # The plan for a subscription is not the subscription.
        bonus -= 1.0
    named = {concept for concept, parts in _TOLD.items() if any(part in text for part in parts)}
    # "subscription.deleted" is how a service calls what is cancelled: one of its names is enough.
    return bonus + (1.5 if named & said else -0.8 * bool(named))
