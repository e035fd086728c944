"""Which part of an act a named service takes: the first of its kind, and a name before a mere need."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.embeddings import embeds
from nodepilot.composer.reading.neighbours import is_addressed, tells_where_from, tells_who
from nodepilot.composer.reading.role_words import (
    AI_ALWAYS,
    GENERIC_AI,
    JOINS,
    MODEL_TASKS,
    NO_APPS,
    READS,
    SENDS,
    TRANSFERS,
    VOICES,
    WITH,
    WRITES,
)
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.telling import Telling


class Offers(Telling):
    """Knows what kind of service one is, and gives it its part."""

    def is_app(self, hit: ServiceHit) -> bool:
        """A service that holds or takes data (no core node, no language model)."""
        if hit.key in NO_APPS or hit.mention.need in GENERIC_AI or embeds(self._u, hit):
            return False
        service = self._services.get(hit.key)
        if "ai_languageModel" in service.roles and not service.action_types:
            return False
        return bool(service.action_types or service.trigger_types or service.api)

    def is_model(self, hit: ServiceHit) -> bool:
        """A provider of language models, or "AI" in general."""
        if embeds(self._u, hit):
            return False
        if hit.key in MODEL_TASKS or hit.key in VOICES:
            return True
        return hit.mention.need in GENERIC_AI or "ai_languageModel" in self._services.get(hit.key).roles

    def offer(self, act: Act, part: str, hit: ServiceHit) -> None:
        """The first service wins a part, but a named one beats a mere need ("email", "sheet")."""
        if part == "object":
            if (
                act.verb in READS
                or act.verb in TRANSFERS
                or act.verb in AI_ALWAYS
                or act.verb in JOINS
                or (act.verb == "convert" and hit.is_generic)
                or (act.ai and act.verb not in WRITES)
                or self._other_target(act, hit)
                or self.is_reported(act, hit)
                or (
                    act.verb in {"reply", "send", "message", "post", "notify"}
                    and (act.verb == "reply" or hit.mention.need in {"weather", "news", "chart"})
                    and not self.takes_messages(hit)
                )
            ):
                part = "source"
            else:
                part = "target"
        current = act.source if part == "source" else act.target
        if current is not None and (not current.is_generic or hit.is_generic):
            if (
                part == "target"
                and act.source is None
                and current.key != hit.key
                and not hit.is_generic
                and not current.is_generic
            ):
                act.source, act.target = current, hit
            return
        if part == "source":
            act.source = hit
        else:
            act.target = hit

    def _other_target(self, act: Act, hit: ServiceHit) -> bool:
        """Whether a later argument names another service as the place to go ("log the Stripe payments in Sheets")."""
        for argument in act.arguments:
            if (
                (argument.before and self._u.language != "de")
                or argument.role not in {"to", "in", "via", "as"}
                or argument.preposition in WITH
            ):
                continue
            if argument.role == "to" and act.verb in SENDS and is_addressed(argument):
                return not self.takes_messages(hit)
            for other in argument.services:
                if argument.role == "in" and self.is_spoken_of(act, hit, other):
                    continue
                if self.tells_which(act, argument, other) or (
                    not self.takes_messages(other) and tells_who(act, argument)
                ):
                    continue
                if (
                    other.key != hit.key
                    and not tells_where_from(act, argument, takes_messages=self.takes_messages(other))
                    and self.is_app(other)
                    and not (other.is_generic and argument.role == "as")
                ):
                    return True
        return False
