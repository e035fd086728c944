"""Who is told something, and what is only spoken of: services that take messages, and those that do not."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import MESSAGING, TELLS
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.services import Services

_SHOWING = frozenset({"list", "show", "display", "liste", "zeige", "lista", "muestra", "affiche", "mostra"})
_HELD_BY_CHATS = frozenset("message channel user member file reply thread email label draft group".split())


class Telling:
    """Knows which services of one catalog people are written to in."""

    def __init__(self, utterance: Utterance, services: Services) -> None:
        self._u = utterance
        self._services = services

    def is_reported(self, act: Act, hit: ServiceHit) -> bool:
        """“email me the Shopify orders”, “post the open Jira issues to #dev”: what takes no messages is told of."""
        if self.takes_messages(hit):
            return False
        if act.verb in {"email", "text"}:
            return True
        return act.verb in TELLS and any(
            argument.me or any(token.kind in {Kind.CHANNEL, Kind.EMAIL} for token in argument.literals)
            for argument in act.arguments
        )

    def is_told_of(self, act: Act, hit: ServiceHit) -> bool:
        """“send me by mail the tasks in Todoist”: what takes no messages is where the news come from."""
        if self.takes_messages(hit) or not self._says_by_what(act):
            return False
        return act.verb in TELLS

    def _says_by_what(self, act: Act) -> bool:
        """Whether the act says what it is sent with, or to which address."""
        if act.verb in {"email", "text"}:
            return True
        return any(
            (argument.role == "via" and any(map(self.takes_messages, argument.services)))
            or any(token.kind in {Kind.EMAIL, Kind.CHANNEL} for token in argument.literals)
            or (argument.role == "to" and any(token.kind is Kind.URL for token in argument.literals))
            for argument in act.arguments
        )

    def tells_which(self, act: Act, argument: Argument, hit: ServiceHit) -> bool:
        """“email me the ones that are missing in the sheet”: the sheet tells which ones, and takes nothing."""
        if act.verb not in TELLS or self.takes_messages(hit) or argument.role not in {"in", "from"}:
            return False
        u = self._u
        return any(
            u.has(i, "words", "not") or u.has(i, "conditions", "empty") or u.has(i, "words", "only")
            for i in range(max(argument.first - 4, act.verb_at + 1), argument.first)
        )

    def takes_messages(self, hit: ServiceHit) -> bool:
        """Whether people are written to there."""
        service = self._services.get(hit.key)
        if service.needs:
            return bool(service.needs & MESSAGING)
        return service.category == "Communication"

    def is_spoken_of(self, act: Act, way: ServiceHit, hit: ServiceHit) -> bool:
        """“send SMS reminders for appointments in Google Calendar”: nobody is written to in a calendar."""
        return act.verb in TELLS and self.takes_messages(way) and not self.takes_messages(hit)

    def is_told_there(self, act: Act, hit: ServiceHit) -> bool:
        """“…, list the missing ones in Slack”: what is at hand is shown there, behind what was done before."""
        u = self._u
        said = act.argument("object")
        return (
            act.verb == "get"
            and act.first > 0
            and u.tokens[act.verb_at].norm in _SHOWING
            and not hit.is_generic
            and self.takes_messages(hit)
            and act.source is None
            and said is not None
            and not set(said.nouns) & _HELD_BY_CHATS
        )
