"""Bots as starts: “a Telegram bot with GPT-4o that …”, “an agent on Slack that can …” are spoken to in the messenger."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.start_view import Candidate, StartView

BOTS = frozenset(
    {
        "telegram",
        "slack",
        "discord",
        "whatsApp",
        "microsoftTeams",
        "line",
        "mattermost",
        "matrix",
        "twilio",
        "facebook",
        "viber",
    }
)
"""Messengers that somebody can talk to a bot in."""
_HELPS = frozenset(
    {
        "helps",
        "help",
        "assists",
        "supports",
        "knows",
        "manages",
        "hilft",
        "verwaltet",
        "ayuda",
        "aide",
        "ajuda",
    }
)
_REACHED = frozenset(
    {"reachable", "available", "living", "running", "erreichbar", "disponible", "disponivel"}
)
_NEAR = 4
_SOON = 8
_SURE, _WEAK = 6.0, 2.2


class BotStarts(StartView):
    """Reads starts out of the name of a bot."""

    def bot(self, index: int, clause: Clause, clauses: list[Clause]) -> Candidate | None:
        """A bot of a messenger that is described; not what comes to it in some case."""
        if index or clause.lead in {"when", "if"} or any(each.lead == "when" for each in clauses):
            return None
        found = bot_of(self._u, clause.first, clause.last)
        if found is None or not self._services.get(found[1].key).trigger_types:
            return None
        place, messenger = found
        start = self._start("service", clause)
        start.service, start.service_key = messenger, messenger.key
        return Candidate(start, index, _SURE if self._talks(place, clause) else _WEAK, consumed=True)

    def _talks(self, place: int, clause: Clause) -> bool:
        """Whether it answers and has abilities; one that only hands things on is no partner to talk to."""
        u = self._u
        if not any(self._verbs.is_verb(i) for i in range(place + 1, clause.last)):
            return True
        soon = range(place + 1, min(place + _SOON, len(u.tokens)))
        return any(
            u.has(i, "verbs", "reply", "chat")
            or u.has(i, "words", "modal")
            or u.has(i, "nouns", "memory")
            or u.tokens[i].norm in _HELPS
            for i in soon
        )


def bot_of(u: Utterance, first: int, last: int) -> tuple[int, ServiceHit] | None:
    """The place of “bot” or “agent” in these tokens, and the messenger beside it."""
    for place in range(first, last):
        length = u.has(place, "nouns", "chatbot", "bot")
        if not length:
            continue
        own = u.service_at(place) or u.service_at(place - 1)
        if own is not None and own.key in BOTS and not own.is_generic:
            return place, own
        behind = place + length
        if u.has(behind, "words", "with"):
            # "an agent with memory on Slack": where it is stands behind what it has.
            behind = next(
                (
                    i
                    for i in range(behind + 1, min(behind + _NEAR + 1, last))
                    if u.has(i, "words", "in", "via")
                ),
                behind,
            )
        for hit in u.services:
            if hit.key not in BOTS or hit.is_generic or not behind < hit.first <= behind + _NEAR:
                continue
            placed = (
                u.has(behind, "words", "in", "of", "from", "for", "via", "to")
                or u.tokens[behind].norm in _REACHED
            )
            between = range(behind, hit.first)
            if placed and all(u.has(i, "words") or u.tokens[i].norm in _REACHED for i in between):
                return place, hit
    return None
