"""Where the event that starts a workflow happens: the service that a clause, or one beside it, names for it."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.happenings import Happenings
from nodepilot.composer.reading.neighbours import is_address
from nodepilot.composer.reading.role_words import TELLS
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.triggers import rank_trigger_events

_LOOKING = ("check", "search", "validate")
_PUTTING = ("add", "copy", "forward", "create", "send", "post", "upload")

_NOTICES = frozenset("message messages msg alert alerts notification notifications dm note reminder".split())


class StartPlaces(Happenings):
    """Finds the service, and the words that tell what happens there."""

    def _placed(self, act: Act, hits: list[ServiceHit]) -> ServiceHit | None:
        """“New appointment in Acuity Scheduling”, “opened email in Brevo”: the name says where, not the kind of thing."""
        told = act.verb_at <= act.first + 1 and self._u.tokens[act.verb_at].norm.endswith("ed")
        if act.verb and not told:
            return None
        return next(
            (
                hit
                for argument in act.arguments
                if argument.role in {"in", "from"}
                for hit in argument.services
                if hit in hits and not hit.is_generic
            ),
            None,
        )

    def _watched(self, index: int, clauses: list[Clause]) -> ServiceHit | None:
        """“Monitor Notion and whenever a page is added …”: the service is named right before."""
        u = self._u
        before = clauses[index - 1] if index else None
        if before is None or not u.has(before.first, "verbs", "watch"):
            return None
        return next((h for h in self._in(before) if self._starts(h) and not h.is_generic), None)

    def _told_by(self, clause: Clause, act: Act, hit: ServiceHit) -> str:
        """The words that tell what happens where the clause orders something, too: “for each | new deal in Pipedrive |”."""
        u = self._u
        place = next((i for i, a in enumerate(act.arguments) if hit in a.services), None)
        if place is None:
            return u.words(clause.first, clause.last)
        last = act.arguments[place].last
        if any(u.has(i, "words", "that") for i in range(clause.first, last)) and act.verb_at >= last:
            # "People who book a meeting through Cal.com should be saved …": what they do is the event.
            return u.words(clause.first, last)
        while (
            place
            and act.arguments[place].role not in {"for", "object", "subject"}
            and not {"new", "every"} & act.arguments[place].quantifiers
            and all(each.is_generic for each in act.arguments[place - 1].services)
        ):
            place -= 1
        return u.words(act.arguments[place].first, last)

    def _elsewhere(self, index: int, clause: Clause, clauses: list[Clause]) -> list[ServiceHit]:
        """“In my Shopify store, when an order is cancelled …”: the service is named outside of the clause."""
        before = [
            h
            for c in clauses[:index]
            if c.sentence == clause.sentence
            and c.last - c.first <= 6
            and not self._u.has(c.first, "verbs", *TELLS)
            for h in self._in(c)
            if self._starts(h) and not h.is_generic
        ]
        if before:
            return before[:1]
        words = self._u.words(clause.first, clause.last).split()
        best: tuple[float, ServiceHit] | None = None
        for hit in self._u.services:
            if hit.is_generic or not self._starts(hit) or self._roles.is_model(hit):
                continue
            if self._is_put_there(hit, clauses):
                continue
            types = self._services.get(hit.key).trigger_types
            evidence = max(
                (rank[0].evidence for t in types if (rank := rank_trigger_events(t, words, limit=1))),
                default=0.0,
            )
            if evidence >= 3.5 and (best is None or evidence > best[0]):
                best = (evidence, hit)
        return [best[1]] if best is not None else []

    def _is_put_there(self, hit: ServiceHit, clauses: list[Clause]) -> bool:
        """“…, put it in HubSpot”, “tell us in Slack”, “check if it exists in Xero”: it comes from elsewhere."""
        u = self._u
        clause = next((c for c in clauses if c.first <= hit.first < c.last), None)
        if clause is None:
            return False
        before = range(clause.first, hit.first)
        if any(token.norm in _NOTICES for token in u.tokens[hit.first : hit.last + 1]):
            # "send a Slack message": that is sent, not what happens.
            return any(u.has(i, "verbs", *TELLS) for i in before)
        if not any(u.has(i, "words", "to", "in") for i in before):
            return False
        if any(u.has(i, "verbs", *TELLS, *_LOOKING) for i in before):
            return True
        thing = any(u.has(i, "words", "object_pronoun") for i in before) or len(before) <= 3
        return thing and any(u.has(i, "verbs", *_PUTTING) for i in before)

    def _starts(self, hit: ServiceHit) -> bool:
        if hit.key in {
            "formTrigger",
            "webhook",
            "chat",
            "scheduleTrigger",
            "manualTrigger",
            "errorTrigger",
            "workflowTrigger",
            "executeWorkflow",
            "readWriteFile",
            "ssh",
        } or self._roles.is_model(hit):
            return False
        if is_address(self._u, hit):
            # "for each email address in my sheet": a value.
            return False
        service = self._services.get(hit.key)
        if "ai_vectorStore" in service.roles and service.category == "AI":
            # "answer mails from a Pinecone index": a store of vectors tells of nothing new.
            return False
        if hit.is_generic and not service.trigger_types:
            return any(self._services.get(c.service).trigger_types for c in hit.mention.candidates[:3])
        return bool(service.trigger_types) or (self._roles.is_app(hit) and not hit.is_generic)
