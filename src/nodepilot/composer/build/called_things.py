"""What the order's own words call: an operation by its name, a thing that is made or listed, a remark."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from nodepilot.catalog import Catalog
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import PER
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.operations import OperationMatch, rank_operations
from nodepilot.knowledge.words import split_identifier

_MAKING = frozenset({"create", "add", "upsert", "append", "insert"})
_EXACT = 0.8
"""What speaks for a resource that bears the very name of what is asked for."""
_SAID = 4.0
"""What speaks for an operation whose name is said."""
_SENDING = frozenset({"send", "post", "publish", "message", "reply", "push", "share", "forward"})
_LONG_NAME = 3
"""Words of a name that nobody says by chance."""


_MANY_OF = frozenset({"list", "number", "summary", "overview", "report", "count", "all", "digest"})


def called_thing(utterance: Utterance, act: Act) -> str:
    """The words of what is made ("a new time entry"), in the singular; "" where a pronoun stands for it."""
    made = act.argument("object")
    if made is None or made.pronoun:
        return ""
    u = utterance
    first = made.first
    counted = next((i for i in range(made.first, made.last - 1) if u.tokens[i].norm in _MANY_OF), None)
    if counted is not None and u.has(counted + 1, "words", "of"):
        # "the list of Trello cards": cards are what is listed.
        first = counted + 2
    if (document := _named_document(act)) is not None:
        return document
    last = next(
        (
            i
            for i in range(first, made.last)
            if u.has(i, "words", "of", "for", "from", "with", "in", "to") or u.tokens[i].norm in PER
        ),
        made.last,
    )
    return " ".join(singular(u.tokens[i].norm) for i in range(first, last))


_DOCUMENTS = {"googleSheets": "spreadsheet", "googleDocs": "document", "googleSlides": "presentation"}


def _named_document(act: Act) -> str | None:
    """“a Google Sheet called Plan”: the service's name is that of the thing, which gets a name of its own."""
    for made, name in pairwise(act.arguments):
        if made.role == "object" and name.role == "called" and made.services:
            hit = made.services[-1]
            return _DOCUMENTS.get(hit.key) if hit.last == made.last and not made.literals else None
    return None


def makes(match: OperationMatch, called: str) -> bool:
    """“create a user in Jira”: one of that very name, where an issue is what is usually made."""
    return (match.operation or "").lower() in _MAKING and _is_called(match, called)


def gives_all(match: OperationMatch, called: str) -> bool:
    """“all projects in Todoist”: the list of what is named, and nothing that belongs to one of them."""
    return lists(match.operation) and _is_called(match, called)


_ALSO_CALLED = {
    "company": ("organization", "account"),
    "organization": ("company",),
    "organisation": ("organization",),
}
"""What services call it, where they have no word of that name."""


def _is_called(match: OperationMatch, called: str) -> bool:
    if not match.resource or not called:
        return False
    name = " ".join(singular(word) for word in split_identifier(match.resource))
    head = called.rpartition(" ")[2]
    return f" {called}".endswith(f" {name}") or name in _ALSO_CALLED.get(head, ())


def lists(operation: str | None) -> bool:
    """Whether an operation gives everything there is, where one thing is looked for."""
    return (operation or "").lower() in {"getall", "get-all", "getmany", "list"}


def remark_noun(act: Act) -> str:
    """“add a comment to each”, “add it as an internal note”: something is said about a thing, none is made."""
    named = act.argument("as") or act.argument("object")
    return next((n for n in ("comment", "note") if named is not None and named.nouns[:1] == [n]), "")


def takes_remarks(match: OperationMatch) -> bool:
    """Whether an operation writes a comment or a note."""
    return _is_for_remarks(match.resource or "", match.operation or "")


@lru_cache(maxsize=4096)
def _is_for_remarks(resource: str, operation: str) -> bool:
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", f"{resource} {operation}").lower().split()
    changing = operation.lower() in {"update", "delete", "remove"}
    if (resource, operation) == ("thread", "create"):
        return True
    return bool({"comment", "note"} & set(words)) and not changing and "edit" not in words


def is_message(match: OperationMatch) -> bool:
    """“sent to our channel orders”: a message is sent there, nothing is done to the channel."""
    return (match.resource or "").lower() in {"message", "channelmessage", "chatmessage"} and (
        match.operation or ""
    ).lower() in {"send", "post", "create", "sendmessage"}


@lru_cache(maxsize=4096)
def _parts_of_name(operation: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in re.findall(r"[A-Z]?[a-z]+", operation))


def by_name(match: OperationMatch, words: list[str]) -> float:
    """“mark the mail as read”: an operation whose whole name is said, in order."""
    name = _parts_of_name(match.operation or "")
    rest = iter(words)
    return _SAID if len(name) >= _LONG_NAME and all(part in rest for part in name) else 0.0


def exact(match: OperationMatch, things: frozenset[str]) -> float:
    """Deals are deals, not the products of a deal."""
    return _EXACT if match.resource and match.resource.lower() in things else 0.0


@cache
def can_send(catalog: Catalog, node_type: str) -> bool:
    """Whether the service sends, posts or publishes anything."""
    ranked = rank_operations(node_type, ["send", "message", "post"], [], catalog, limit=40)
    return any(set(split_identifier(match.operation or "")) & _SENDING for match in ranked)


CONTAINERS = frozenset({"bucket", "folder", "container"})
_HELD = ("file", "object", "blob")
"""What services call that which their folders and buckets hold."""


def of_files(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """What puts a file into such a store."""
    ranked = rank_operations(node_type, ["upload", "create"], _HELD, catalog, limit=1000)
    return next((m for m in ranked if m.resource in _HELD and m.operation in {"upload", "create"}), None)


_CALENDAR = re.compile(r"calendar|kalender|calendrier|calendario|calendário", re.IGNORECASE)


def in_calendar(catalog: Catalog, node_type: str, act: Act) -> OperationMatch | None:
    """“put it in my Outlook calendar”: an event is made in what is part of a bigger service, and no calendar."""
    if act.target is None or _CALENDAR.search(act.target.mention.text) is None:
        return None
    ranked = rank_operations(node_type, ["create"], ["event", "calendar"], catalog, limit=1000)
    if not any(each.resource == "calendar" for each in ranked):
        return None
    return next((m for m in ranked if (m.resource, m.operation) == ("event", "create")), None)


def by_reply(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """“answer the new reviews”: the one operation of a service that answers; of several the one for a message."""
    found = rank_operations(node_type, ["reply"], (), catalog, limit=1000)
    replies = [each for each in found if (each.operation or "").lower().startswith("reply")]
    own = [each for each in replies if each.resource == "message"] if len(replies) > 1 else replies
    return own[0] if len(own) == 1 else None


def by_campaign(catalog: Catalog, node_type: str, act: Act) -> OperationMatch | None:
    """“send the newsletter via Mailchimp”: what a list gets, where “send them to Mailchimp” adds to the list."""
    means = act.argument("via", "with")
    if act.verb != "send" or means is None or act.target is None or "email" in act.nouns:
        return None
    if all(hit.key != act.target.key for hit in means.services):
        return None
    ranked = rank_operations(node_type, ["send", "campaign"], ["campaign"], catalog, limit=3)
    return next((m for m in ranked if m.resource == "campaign" and m.operation == "send"), None)


def by_draft(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """“→ Gmail draft”: what makes a draft there."""
    found = rank_operations(node_type, ["create", "draft"], ["draft"], catalog, limit=1000)
    return next((each for each in found if (each.resource, each.operation) == ("draft", "create")), None)


def by_phone(catalog: Catalog, node_type: str) -> OperationMatch | None:
    """“call me with Twilio”: a service that rings people up."""
    found = rank_operations(node_type, ["make", "call"], ["call"], catalog, limit=1000)
    return next((each for each in found if (each.resource, each.operation) == ("call", "make")), None)
