"""Assistants behind a messenger: “a WhatsApp assistant with memory that can read and create calendar events”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.chat import add_agent, attach_tools
from nodepilot.composer.build.chats import tools_of_chat
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messengers import BOTS, send_answer
from nodepilot.composer.build.rag import retrieval_tool, store_named
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item, Start, Thread
from nodepilot.plan.model import Ref

_SPOKEN_TO = "message mention bot mentioned"
_ABLE = frozenset({"able", "access", "capable", "answers", "helps", "knows", "remembers", "uses"})


def describes_assistant(utterance: Utterance, thread: Thread) -> bool:
    """Whether the clause that starts the thread names an assistant and what it can do, not what happens."""
    start, u = thread.start, utterance
    if start.kind != "service" or start.service_key not in BOTS:
        return False
    if any(isinstance(item, Fork) for item in thread.items) or _is_event(u, start):
        return False
    place = next((i for i in range(start.first, start.last) if u.has(i, "nouns", "chatbot", "bot")), None)
    if place is None:
        return False
    able = any(
        u.has(i, "words", "that", "modal") or u.has(i, "nouns", "memory", "tool") or u.tokens[i].norm in _ABLE
        for i in range(place + 1, len(u.tokens))
    )
    return able and (bool(u.has(place, "nouns", "chatbot")) or _speaks_of_ai(u))


def _is_event(u: Utterance, start: Start) -> bool:
    return start.first > 0 and bool(u.has(start.first - 1, "words", "when", "if"))


def _speaks_of_ai(u: Utterance) -> bool:
    return any(u.has(i, "words", "ai") for i in range(len(u.tokens)))


def build_assistant(draft: Draft, thread: Thread, roles: Roles) -> tuple[Flow, list[Item]]:
    """Trigger, agent with memory and tools, and its answer; what is left to do after it."""
    u = draft.utterance
    # What it can do says nothing about when it is spoken to.
    flow = add_start(draft, replace(thread.start, words=_SPOKEN_TO))
    first = flow.history[0]
    prompt, session = first.find("text"), first.find("session")
    agent = add_agent(
        draft,
        flow,
        prompt=prompt if prompt is not None else Ref(first.step, "text"),
        memory=session,
        remember=session is not None,
        span=u.span(thread.start.first, thread.start.last),
        system="Answer the message briefly and helpfully. Use your tools to look things up before you answer.",
    )
    acts = [item for item in thread.items if isinstance(item, Act)]
    tools, rest = tools_of_chat(draft, roles, thread, acts)
    tools = [key for key in tools if key != first.service]
    store = store_named(draft)
    if store is not None:
        retrieval_tool(draft, agent, store.key, "the knowledge base")
        tools = [key for key in tools if key != store.key]
    attach_tools(draft, agent, tools, acts)
    send_answer(draft, flow, thread.start, first.service)
    return flow, rest
