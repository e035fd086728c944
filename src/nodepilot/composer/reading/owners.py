"""Services that nobody named for things that have a usual place: "when a deal is won", "somebody stars my repo".

The places are `data/owners.json`. Whether the request is read more surely with them is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import Any

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.reading.role_words import TELLS
from nodepilot.composer.reading.story import Act, Story
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.services import Services
from nodepilot.sentences import say

_FIGURES = ("amount", "price", "quantity", "status", "id")
_BEFORE, _BEHIND = 2, 7
"""Tokens before and behind a thing within which a service that is named is taken for its place."""
_CUTS = frozenset({",", ".", ";", "\n"})
_MOST = 3
_OPENING = 10
_DEFINITE = frozenset({"the", "this", "that", "der", "die", "das", "den", "el", "la", "le", "o", "a"})
_ADDRESSES = frozenset({Kind.URL, Kind.PATH, Kind.FILE})


def owners(u: Utterance, services: Services) -> Iterator[Rewording]:
    """The request with the usual service named at each thing without one, at all of them first."""
    named = {hit.key for hit in u.services if not hit.is_generic}
    told = _told_start(u, services)
    homeless = [
        (index, key)
        for index in range(len(u.tokens))
        if (key := _owner(u, index)) is not None
        and key not in named
        and not _is_placed(u, index)
        and not (told and _is_definite(u, index))
    ][:_MOST]
    if (query := _query_without_database(u, services)) is not None:
        homeless.append((query, _DATABASE))
    if not homeless:
        return
    yield _placed(u, homeless, services)
    if len(homeless) > 1:
        for each in homeless:
            yield _placed(u, [each], services)


_DATABASE = "postgres"
_SQL = re.compile(r"(?:select|insert|update|delete|with)\b", re.IGNORECASE)


def _query_without_database(u: Utterance, services: Services) -> int | None:
    """“run select count(*) from orders”: the SQL, where no database is named that could run it."""
    query = next((i for i, t in enumerate(u.tokens) if t.kind is Kind.QUERY and _SQL.match(t.text)), None)
    if query is None or any("database" in services.get(hit.key).needs for hit in u.services):
        return None
    return query if not any(hit.is_generic and hit.mention.need == "database" for hit in u.services) else None


def _told_start(u: Utterance, services: Services) -> bool:
    """Whether the request opens with what happens at a service that is named."""
    return bool(u.has(0, "words", "when", "if")) and any(
        not hit.is_generic and services.get(hit.key).trigger_types and hit.first <= _OPENING
        for hit in u.services
    )


def _is_definite(u: Utterance, index: int) -> bool:
    """“the contact”, behind what has happened: it comes from there."""
    return u.tokens[index - 1].norm in _DEFINITE


def is_unfed(u: Utterance, story: Story) -> bool:
    """Whether things are sent, or waited for, that nothing brings: "email me all open tickets every Monday"."""
    for thread in story.threads:
        start, first = thread.start, next(iter(thread.items), None)
        if start.assumed == "webhook" and any(_owner(u, i) for i in range(start.first, start.last)):
            return True
        if start.kind not in {"schedule", "manual"} or not isinstance(first, Act):
            continue
        if first.verb == "reply" and start.kind == "manual":
            # Nobody has written yet.
            return True
        if first.verb in TELLS and first.source is None and not first.ai:
            said = first.argument("object")
            if said is None:
                continue
            if any(_owner(u, i) for i in range(said.first, said.last)):
                return True
            # "a summary of my unread emails": nobody has written it.
            if said.nouns[:1] == ["summary"] and len(said.nouns) > 1:
                return True
    return False


def _owner(u: Utterance, index: int) -> str | None:
    sense = u.concept(index, "nouns")
    if sense is None or sense.length > 1 or u.tokens[index].is_literal:
        return None
    # Of "order number" and "invoice total" neither is a thing of its own, and "order it" is none.
    if index + 1 < len(u.tokens) and (u.has(index + 1, "nouns") or u.has(index + 1, "fields", *_FIGURES)):
        return None
    if index == 0 or not _is_thing_behind(u, index - 1, named=bool(u.has(index, "verbs"))):
        return None
    key: str | None = _data()["owners"].get(sense.concept)
    return key


def _is_thing_behind(u: Utterance, index: int, *, named: bool) -> bool:
    """“The order”, “new orders”, “yesterday's orders”; “create orders” only where the word is no verb, too (`named`)."""
    if u.has(index, "words", "det", "adj", "every", "me", "of") or u.tokens[index].norm.endswith(
        ("'s", "’s")
    ):
        return True
    # "notify sales" tells people.
    return not named and u.has(index, "verbs") > 0 and not u.has(index, "verbs", *TELLS)


def _is_placed(u: Utterance, index: int) -> bool:
    """“Zendesk tickets”, “tickets of our Zendesk”, “orders from https://…”, and what was read at an address before."""
    if any(token.kind in _ADDRESSES for token in u.tokens[:index]):
        return True
    if any(u.service_at(place) is not None for place in range(max(0, index - _BEFORE), index + 1)):
        return True
    if u.service_at(index + 1) is not None and u.language in {"es", "fr", "pt"}:
        # "mon dossier Dropbox"
        return True
    behind = list(
        takewhile(
            lambda i: u.tokens[i].norm not in _CUTS and not u.has(i, "words", "and"),
            range(index + 1, min(index + _BEHIND + 1, len(u.tokens))),
        )
    )
    joined = next((i for i in behind if u.has(i, "words", "from", "in", "of")), None)
    return joined is not None and any(
        u.service_at(i) is not None or u.tokens[i].kind in _ADDRESSES for i in behind if i > joined
    )


def _placed(u: Utterance, things: Sequence[tuple[int, str]], services: Services) -> Rewording:
    pieces: list[Piece] = []
    assumed: list[str] = []
    done = 0
    for index, key in things:
        token, name = u.tokens[index], services.get(key).name
        before = u.language == "en" and token.kind is not Kind.QUERY
        at = token.start if before else token.end
        pieces += [(done, at), f"{name} " if before else f" {_data()['in'].get(u.language, 'in')} {name}"]
        done = at
        assumed.append(
            say(
                "Nothing was said about where “{thing}” is: I took {service}.", thing=token.text, service=name
            )
        )
    return joined(u.text, [*pieces, (done, len(u.text))], tuple(assumed))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = packaged_json("composer", "data", "owners.json")
    return data
