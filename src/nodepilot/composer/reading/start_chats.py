"""Chats as starts: n8n's own chat, and an agent that is described without anything that would start it."""

from __future__ import annotations

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.start_bots import BOTS, bot_of
from nodepilot.composer.reading.start_view import Candidate, StartView
from nodepilot.composer.reading.story import Act

_SURE = 4.2
_AGENTS = frozenset({"agent", "assistant", "agente", "asistente", "assistent", "assistente"})
_STARTING = frozenset(
    {"started", "starts", "triggered", "triggers", "when", "whenever", "every", "wenn", "cuando", "quand"}
)
_COMING = frozenset(
    {"new", "incoming", "each", "every", "replies", "responds", "reads", "monitors", "watches"}
)


class ChatStarts(StartView):
    """Reads starts out of talk of a chat, a chatbot or an agent."""

    def chat(self, index: int, clause: Clause, acts: list[Act]) -> Candidate | None:
        """A chat of n8n's own, when no messenger is named."""
        described = index == 0 and self._describes_agent(clause)
        if described and self._answers_in(clause) is None:
            return Candidate(self._start("chat", clause), index, _SURE, consumed=True)
        if any(h.key in BOTS for h in self._in(clause)) and not self._begins_with_chat(clause):
            return None
        if any(
            self._u.tokens[i].norm == "chat" and self._u.tokens[i + 1].norm == "id"
            for i in range(clause.first, clause.last - 1)
        ):
            return None
        chat_hit = any(h.key == "chat" for h in self._in(clause))
        chatting = any(act.verb == "chat" for act in acts) or self._any(clause, "verbs", "chat")
        named = any(
            self._u.has(i, "nouns", "chatbot") and ((hit := self._u.service_at(i)) is None or hit.is_generic)
            for i in range(clause.first, clause.last)
        )
        if not (chat_hit or chatting or named):
            # "Home Assistant" is no assistant to talk to.
            return None
        if any(self._u.has(i, "nouns", "webhook") for i in range(clause.first, clause.last)):
            # "Chatbot webhook: …": it is called by whatever chats.
            return None
        if index and any(self._u.has(i, "nouns", "webhook") for i in range(clause.first)):
            # "A webhook gets a question, an agent answers it".
            return None
        if (
            any(h.key in {"googleChat", "mattermost", "rocketchat"} for h in self._in(clause))
            and not chat_hit
        ):
            return None
        if (
            not chatting
            and acts
            and acts[0].verb in {"send", "post", "notify"}
            and acts[0].target is not None
        ):
            return None
        norms = self._norms(clause)
        agent_only = not chatting and "agent" in norms and not chat_hit and clause.lead == ""
        if agent_only and (messenger := self._answers_in(clause)) is not None:
            start = self._start("service", clause)
            start.service, start.service_key = messenger, messenger.key
            return Candidate(start, index, 6.0, consumed=True)
        chats = _SURE if not index and not clause.lead and self._begins_with_chat(clause) else 3.2
        return Candidate(self._start("chat", clause), index, 2.4 if agent_only else chats, consumed=True)

    def _describes_agent(self, clause: Clause) -> bool:
        """“An AI agent that can look up orders in Shopify”, with nothing else that would start it: it is talked to."""
        u = self._u
        opening = range(clause.first, min(clause.first + 4, clause.last))
        place = next((i for i in opening if u.tokens[i].norm in _AGENTS), None)
        if place is None or clause.lead or u.schedule is not None:
            return False
        if not u.has(place + 1, "words", "that", "with", "modal") or u.has(place + 1, "words", "when"):
            return False
        if any(
            u.has(i, "nouns", "form", "webhook", "event") or u.tokens[i].norm in _STARTING
            for i in range(len(u.tokens))
        ):
            return False
        beside = bot_of(u, clause.first, clause.last)
        return beside is None and not any(
            u.has(i, "quantifiers") or u.tokens[i].norm in _COMING for i in range(place, clause.last)
        )

    def _begins_with_chat(self, clause: Clause) -> bool:
        """“Chat agent with tools for Notion and Slack”: what is named behind it is what it may use."""
        opening = range(clause.first, min(clause.first + 3, clause.last))
        chats = any(self._u.tokens[i].norm in {"chat", "chatbot"} for i in opening)
        return chats and bot_of(self._u, clause.first, clause.last) is None

    def _answers_in(self, clause: Clause) -> ServiceHit | None:
        """“Agent for our team: mention it in Slack, …”: the messenger that it is spoken to in."""
        u = self._u
        for hit in u.services:
            spoken = any(
                u.has(i, "verbs", "mention", "reply", "chat", "ask") for i in range(clause.first, hit.first)
            )
            if (
                hit.key in BOTS
                and not hit.is_generic
                and spoken
                and not u.has(hit.last, "nouns", "tool")
                and self._services.get(hit.key).trigger_types
            ):
                return hit
        return None
