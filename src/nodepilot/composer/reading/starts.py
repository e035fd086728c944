"""What starts a workflow: an event of a service, a time, a form, a webhook, a chat, a failure."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.start_bots import BotStarts
from nodepilot.composer.reading.start_chats import ChatStarts
from nodepilot.composer.reading.start_events import EventStarts
from nodepilot.composer.reading.start_kinds import OwnStarts
from nodepilot.composer.reading.start_served import ServedStarts
from nodepilot.composer.reading.start_view import Candidate
from nodepilot.composer.reading.story import Act, Start
from nodepilot.composer.reading.verbs import Verbs
from nodepilot.knowledge.services import Services

__all__ = ["Candidate", "StartFinder"]


_LISTED = 2.0
"""What a list of cases speaks for."""


class StartFinder:
    """Weighs the clauses of one utterance."""

    def __init__(self, utterance: Utterance, verbs: Verbs, roles: Roles, services: Services) -> None:
        self._u = utterance
        self._verbs = verbs
        self._own = OwnStarts(utterance, verbs, roles, services)
        self._served = ServedStarts(utterance, verbs, roles, services)
        self._chats = ChatStarts(utterance, verbs, roles, services)
        self._bots = BotStarts(utterance, verbs, roles, services)
        self._events = EventStarts(utterance, verbs, roles, services)

    def candidates(self, clauses: list[Clause], acts: list[list[Act]]) -> list[Candidate]:
        """Possible starts, best first; empty when nothing in the request starts anything by itself."""
        found: list[Candidate] = []
        for index, clause in enumerate(clauses):
            if clause.lead == "case":
                # What is done in a case starts nothing; but who is answered has called.
                found += self._answered(index, clauses, acts) or ([] if index else self._listed(clause))
                break
            if clause.lead not in {"when", "if"} and self._comes_later(index, clause):
                continue
            found += self._of_clause(index, clause, acts[index], clauses)
        found.sort(key=lambda each: (-each.score, -1 if each.clause is None else each.clause))
        return found

    def _answered(self, index: int, clauses: list[Clause], acts: list[list[Act]]) -> list[Candidate]:
        """“yes → answer the webhook with …”: a webhook waits for the answer."""
        for place in range(index, len(clauses)):
            candidate = self._own.webhook(place, clauses[place], acts[place])
            if candidate is not None and acts[place] and acts[place][0].verb == "reply":
                candidate.consumed = False
                return [candidate]
        return []

    def _listed(self, clause: Clause) -> list[Candidate]:
        """“Emails with an attachment: …. Emails without one: …”: what the cases are told apart by comes in by itself."""
        u = self._u
        first = clause.first
        while first < clause.last and u.has(first, "words", "det", "adj", "every"):
            first += 1
        hit = u.service_at(first)
        if hit is None or hit.first != first or not (hit.is_generic and hit.mention.need == "email"):
            return []
        start = Start("service", first, hit.last, hit, hit.key, u.words(first, hit.last))
        # No clause tells it alone: the labels stay what they are.
        return [Candidate(start, None, _LISTED, consumed=False)]

    def _comes_later(self, index: int, clause: Clause) -> bool:
        """“…, then store it”: what is done after something else starts nothing."""
        u = self._u
        place = clause.first + u.has(clause.first, "words", "then")
        return index > 0 and place > clause.first and self._verbs.is_verb(place)

    def _of_clause(
        self, index: int, clause: Clause, acts: list[Act], clauses: list[Clause]
    ) -> list[Candidate]:
        own = self._own
        found: list[Candidate] = []
        early = 1.0 if index == 0 else (0.3 if index == 1 else -0.4 * index)
        if (candidate := own.local(index, clause, acts)) is not None:
            found.append(candidate)
        for reader in (
            own.error,
            own.called,
            own.form,
            own.uploaded,
            self._chats.chat,
            own.webhook,
            self._served.served,
            self._served.tools,
        ):
            if (candidate := reader(index, clause, acts)) is not None:
                candidate.score += early
                found.append(candidate)
        if (candidate := self._bots.bot(index, clause, clauses)) is not None:
            found.append(candidate)
        if (candidate := self._events.event(index, clause, acts, clauses)) is not None:
            candidate.score += early
            found.append(candidate)
        return found
