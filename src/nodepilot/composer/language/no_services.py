"""Names that are found in a request and that name no service there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nodepilot.composer.language.lexicon import Sense
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Token

if TYPE_CHECKING:
    from nodepilot.knowledge.services import Services


def is_person(tokens: Sequence[Token], hits: Sequence[ServiceHit], hit: ServiceHit) -> bool:
    """“call the on-call via Twilio”: who is called; how is said behind."""
    if hit.mention.text.lower() not in {"on-call", "on call", "oncall"} or not hit.first:
        return False
    near = [other for other in hits if hit.last <= other.first <= hit.last + 3 and other.key != hit.key]
    return tokens[hit.first - 1].norm in {"the", "our", "whoever"} and bool(near)


def says_every(hit: ServiceHit, language: str) -> bool:
    """“Todo formulário …”: every one of them, no list of tasks."""
    return language in {"es", "pt"} and hit.mention.text.lower() in {"todo", "todos", "toda", "todas"}


def is_tail(hits: Sequence[ServiceHit], hit: ServiceHit) -> bool:
    """The second half of a compound: in "Postgres-Tabelle" only Postgres is named."""
    return any(other is not hit and not other.is_generic and other.first == hit.first for other in hits)


def is_order(hits: Sequence[ServiceHit], hit: ServiceHit, services: Services) -> bool:
    """“send emails with Gmail”: what is done, where another service for mails is named."""
    return (
        hit.key == "emailSend"
        and hit.mention.text.lower().startswith("send ")
        and any(
            not h.is_generic and h.key != "emailSend" and "email" in services.get(h.key).needs for h in hits
        )
    )


_HOLDERS = frozenset(
    {"index", "collection", "table", "bucket", "namespace", "channel", "queue", "topic", "database"}
)


def is_in_a_name(tokens: Sequence[Token], hit: ServiceHit) -> bool:
    """“index notion-kb”: part of the name of something."""
    token = tokens[hit.first]
    part = hit.last == hit.first + 1 and (token.start, token.end) != (hit.mention.start, hit.mention.end)
    # "Supabase table surveys": a table by its name, no survey tool.
    before = tokens[hit.first - 1].norm
    named = before in _TABLES or (before in _NAMED and token.text[:1].isupper())
    kept = hit.is_generic and hit.last == hit.first + 1 and named
    return hit.first > 0 and (kept or (part and tokens[hit.first - 1].norm in _HOLDERS))


_NAMES = frozenset({"label", "tag", "path"})
"""Right behind these stands a name, whatever it is."""
_SPEAKING = frozenset(
    "mention mentions mentioning mentioned mencionan mencionen menciona mencionam mencione mencionem mentionne mentionnent".split()
)
"""Right behind these stands what a text speaks of."""
_HELD = frozenset({"list", "tab", "folder", "channel", "playlist", "board", "category", "project", "team"})


def is_called_so(tokens: Sequence[Token], hits: Sequence[ServiceHit], hit: ServiceHit) -> bool:
    """“mails with the label Todo”, “a server at path crm”, “the Trello list Github”: the name of something there."""
    if hit.first == 0 or hit.last != hit.first + 1:
        return False
    before = tokens[hit.first - 1].norm
    of_another = any(other.last == hit.first - 1 and other.key != hit.key for other in hits)
    return before in _NAMES | _SPEAKING or (before in _HELD and of_another)


_TABLES = frozenset({"table", "collection", "tabelle", "tabla", "tabela"})
_NAMED = frozenset({"database", "datenbank", "base", "board"})
"""Behind these a word with a capital is a name: “the Notion database Timesheets”."""


def is_confirmed(tokens: Sequence[Token], hit: ServiceHit) -> bool:
    """“send them the booking confirmation”: what they get, and no tool for bookings."""
    return hit.is_generic and hit.last < len(tokens) and tokens[hit.last].norm == "confirmation"


def is_flag(senses: Sequence[tuple[Sense, ...]], hit: ServiceHit) -> bool:
    """“if newsletter is true”: the name of a field."""
    after = senses[hit.last] if hit.last < len(senses) else ()
    return any(s.category == "conditions" and s.concept in {"true", "false"} and s.length > 1 for s in after)
