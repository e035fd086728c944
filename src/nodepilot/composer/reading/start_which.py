"""Which of the services that a clause names tells the event that it starts with."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.start_bots import BOTS
from nodepilot.composer.reading.start_places import StartPlaces
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.triggers import rank_trigger_events

_TOLD_OUTRIGHT = 4.0
"""Evidence from which on an event is the very one that was told."""
_LOOKING = frozenset({"search", "check", "validate"})


class WhichService(StartPlaces):
    """Chooses among the services of a clause."""

    def _spoken_to(self, clause: Clause, hits: list[ServiceHit]) -> ServiceHit | None:
        """“An AI agent that books appointments via WhatsApp”: the messenger that an assistant is spoken to in."""
        u = self._u
        agent = next(
            (i for i in range(clause.first, clause.last) if u.has(i, "nouns", "bot", "chatbot")), clause.last
        )
        if not any(u.has(i, "words", "that", "modal") for i in range(agent + 1, clause.last)):
            return None
        return next((h for h in hits if h.key in BOTS and not h.is_generic), None)

    def _which(
        self, hits: list[ServiceHit], act: Act | None, clause: Clause, *, when: bool
    ) -> ServiceHit | None:
        named = [h for h in hits if not h.is_generic] or hits
        new_for = next(
            (
                a
                for a in (act.arguments if act is not None else [])
                if a.before and a.role == "for" and a.services
            ),
            None,
        )
        if new_for is not None and new_for.services[0] in hits:
            return new_for.services[0]
        if when and len(named) > 1 and (told := self._told_best(clause, named)) is not None:
            return told
        if when or act is None:
            return named[0]
        if act.verb in _LOOKING and (each := self._each_of(act, hits)) is not None:
            return each
        if (placed := self._placed(act, hits)) is not None:
            return placed
        if act.source is not None and act.source in hits:
            # "A support ticket is created in Freshdesk": the name says where, not the kind of thing.
            return named[0] if act.source.is_generic and act.passive else act.source
        if act.source is None and act.target in hits:
            # "take the file and update the products with the new prices": that is what is done, and starts nothing.
            return None if act.verb == "update" and clause.first > 0 else act.target
        others = [h for h in named if h is not act.target]
        return others[0] if others else None

    def _told_best(self, clause: Clause, hits: list[ServiceHit]) -> ServiceHit | None:
        """“A LinkedIn invite fails in Lemlist”: what stands behind “in” has an event of all that is said."""
        u = self._u
        behind = [h for h in hits[1:] if u.has(h.first - 1, "words", "in", "from")]
        words = u.words(clause.first, clause.last).split()

        def evidence(hit: ServiceHit) -> float:
            types = self._services.get(hit.key).trigger_types
            ranked = [rank_trigger_events(each, words, limit=1) for each in types]
            return max((found[0].evidence for found in ranked if found), default=0.0)

        best = next((hit for hit in behind if evidence(hit) >= _TOLD_OUTRIGHT), None)
        return best if best is not None and evidence(best) > evidence(hits[0]) else None

    def _each_of(self, act: Act, hits: list[ServiceHit]) -> ServiceHit | None:
        """“Look up the email of each new Webflow submission in HubSpot”: each of these starts it."""
        for place, argument in enumerate(act.arguments):
            if not {"new", "every"} & argument.quantifiers:
                continue
            near = [argument, *act.arguments[place + 1 : place + 2]]
            found = [h for each in near for h in each.services if h in hits and h is not act.source]
            if found:
                return min(found, key=lambda hit: hit.is_generic)
        return None

    def _ends_in_event(self, clause: Clause, act: Act) -> bool:
        """“Zendesk ticket closed: …”: what happened stands last, where “close the ticket” would be an order."""
        return (
            clause.first < act.verb_at == clause.last - 1
            and bool(self._u.has(act.verb_at, "events"))
            and self._u.tokens[act.verb_at].norm.endswith("ed")
        )
