"""Assistants behind a messenger: “a WhatsApp assistant with memory that can read and create calendar events”."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.agents import AGENTS, WEBHOOK_SESSION
from nodepilot.composer.build.apps import service_name
from nodepilot.composer.build.chat import add_agent, brief_agent
from nodepilot.composer.build.chats import drive_named, load_library, tools_of_chat
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.guarding import check_message
from nodepilot.composer.build.messengers import BOTS, send_answer
from nodepilot.composer.build.rag import retrieval_tool, store_named, store_of
from nodepilot.composer.build.respond import respond
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.tools import attach_tools, speaks_of_own_tools
from nodepilot.composer.build.voice_notes import speaks_of_voice, spoken_or_written
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item, Start, Thread
from nodepilot.plan.model import Code, Ref
from nodepilot.sentences import say

_SAID = "$json.body.text ?? $json.body.message ?? JSON.stringify($json.body)"
"""What a bot of a messenger without a trigger was told, as its webhook gets it."""
_BRIEFLY = "Answer the message briefly and helpfully."
_SPOKEN_TO = {"slack": "message mention bot mentioned", "microsoftTeams": "message mention"}
_KNOWLEDGE = frozenset(
    {"knowledge", "source", "wissen", "conocimiento", "connaissance", "conhecimento", "faq"}
)
_CLOSE = 3
"""Tokens behind “with” in which something is named that an assistant has."""
_HELPING = frozenset({"helps", "help", "assists", "hilft", "ayuda", "aide", "ajuda"})
_ABLE = frozenset({"able", "access", "capable", "answers", "helps", "knows", "remembers", "uses"})


def describes_assistant(utterance: Utterance, thread: Thread, roles: Roles) -> bool:
    """Whether the clause that starts the thread names an assistant and what it can do, not what happens."""
    start, u = thread.start, utterance
    if any(isinstance(item, Fork) for item in thread.items) or _only_draws(u, thread):
        return False
    if start.kind == "webhook":
        return _lets_agent_answer(u, start)
    if start.kind != "service" or start.service_key not in BOTS:
        return False
    if _lets_agent_answer(u, start):
        return True
    if _is_event(u, start):
        return False
    place = next((i for i in range(start.first, start.last) if u.has(i, "nouns", "chatbot", "bot")), None)
    if place is None:
        return False
    able = any(
        u.has(i, "words", "that", "modal")
        or (u.has(i, "words", "with") and (_knows(u, i) or _is_given(u, i, start.service)))
        or u.has(i, "nouns", "memory", "tool")
        or u.tokens[i].norm in _ABLE
        for i in range(place + 1, len(u.tokens))
    ) or _is_told_to_answer(thread)
    speaks = (
        roles.ai_between(0, len(u.tokens))
        or _answers_questions(u, place)
        or any(u.has(i, "nouns", "memory") for i in range(len(u.tokens)))
        or speaks_of_own_tools(u)
        or (
            speaks_of_voice(u)
            and any(u.has(i, "verbs", "reply", "chat") for i in range(place, len(u.tokens)))
        )
    )
    return able and (bool(u.has(place, "nouns", "chatbot")) or speaks)


def _only_draws(u: Utterance, thread: Thread) -> bool:
    """“a Telegram bot that creates images with DALL-E”: a picture is what it answers with."""
    acts = [item for item in thread.items if isinstance(item, Act)]
    made = acts[0].argument("object") if len(acts) == 1 else None
    if made is None or acts[0].verb not in {"compose", "create"} or made.nouns[:1] != ["image"]:
        return False
    return not any(u.has(i, "verbs", "reply", "chat") for i in range(made.first, len(u.tokens)))


def _knows(u: Utterance, place: int) -> bool:
    """“with our Google Docs as knowledge”, “with our handbook as source”."""
    ahead = range(place + 1, min(place + 7, len(u.tokens)))
    return any(u.tokens[i].norm in _KNOWLEDGE for i in ahead)


def _is_given(u: Utterance, place: int, messenger: ServiceHit | None) -> bool:
    """“an agent with Wikipedia”, “a bot with Gemini”: what it thinks with or looks things up in."""
    ahead = range(place + 1, min(place + _CLOSE + 1, len(u.tokens)))
    hits = [hit for i in ahead if (hit := u.service_at(i)) is not None]
    return any(messenger is None or hit.key != messenger.key for hit in hits)


def _lets_agent_answer(u: Utterance, start: Start) -> bool:
    """“When our Slack app is mentioned, let an agent with tools for Linear answer”: it is named outside of what happens."""
    outside = [i for i in range(len(u.tokens)) if not start.first <= i < start.last]
    agent = next((i for i in outside if u.tokens[i].norm in AGENTS and u.has(i, "nouns", "chatbot")), None)
    if agent is None:
        return False
    sentence = next((i for i in range(agent, len(u.tokens)) if u.tokens[i].norm in {".", ";"}), len(u.tokens))
    return any(u.has(i, "verbs", "reply", "chat") for i in range(max(0, agent - 4), sentence))


def _is_event(u: Utterance, start: Start) -> bool:
    """“when …”, or something that is “sent to my Telegram bot”."""
    if start.first > 0 and u.has(start.first - 1, "words", "when", "if"):
        return True
    return any(
        u.has(i, "words", "to") and u.has(i + 1, "words", "det")
        for i in range(start.first + 1, start.last - 1)
        if any(u.has(k, "nouns", "bot", "chatbot") for k in range(i, min(i + 5, start.last)))
    )


def _is_told_to_answer(thread: Thread) -> bool:
    """“Telegram bot: answer questions about …”."""
    first = next((item for item in thread.items if isinstance(item, Act)), None)
    return first is not None and first.verb in {"reply", "chat"}


def _answers_questions(u: Utterance, place: int) -> bool:
    """“…, a bot that answers questions about our products”: nothing but a model can."""
    return any(
        u.has(i, "verbs", "reply", "chat") or u.tokens[i].norm in _HELPING
        for i in range(place + 1, len(u.tokens))
    ) and any(u.has(i, "nouns", "question", "question_answer") for i in range(place + 1, len(u.tokens)))


def _plain_docs(u: Utterance) -> set[str]:
    """“our docs in Pinecone”: documents of any kind, and no Google Docs."""
    return {hit.key for hit in u.services if hit.mention.text.lower() == "docs"}


def serve_tools(draft: Draft, roles: Roles, thread: Thread) -> None:
    """An MCP server: its trigger, and the services of the request as tools of it."""
    acts = [item for item in thread.items if isinstance(item, Act)]
    keys, _ = tools_of_chat(draft, roles, replace(thread, items=[]))
    server = add_start(draft, thread.start).tails[0][0]
    attach_tools(draft, server, [key for key in keys if key not in {"mcpClient", "mcpTrigger"}], acts)
    if not any(link.target == server for link in draft.links):
        attach_tools(draft, server, ["httpRequest"], acts)


def build_assistant(draft: Draft, thread: Thread, roles: Roles) -> tuple[Flow, list[Item]]:
    """Trigger, agent with memory and tools, and its answer; what is left to do after it."""
    u = draft.utterance
    # What it can do says nothing about when it is spoken to.
    service = thread.start.service_key
    if service and not draft.services.get(service).trigger_types:
        thread = replace(thread, start=replace(thread.start, kind="webhook", assumed=service))
        draft.assume(
            say(
                "n8n has no trigger for {service}: let it call this webhook.",
                service=service_name(draft, service),
            )
        )
    flow = add_start(draft, replace(thread.start, words=_SPOKEN_TO.get(thread.start.service_key, "message")))
    first = flow.history[0]
    prompt, session = first.find("text"), first.find("session")
    if thread.start.kind == "webhook":
        prompt = Code(_SAID)
        if any(u.has(i, "nouns", "memory") for i in range(len(u.tokens))):
            session = Code(WEBHOOK_SESSION)
    told = prompt if prompt is not None else Ref(first.step, "text")
    if speaks_of_voice(u):
        told = spoken_or_written(draft, flow, told)
    check_message(draft, flow)
    agent = add_agent(
        draft,
        flow,
        prompt=told,
        memory=session,
        remember=session is not None,
        span=u.span(thread.start.first, thread.start.last),
    )
    acts = [item for item in thread.items if isinstance(item, Act)]
    tools, rest = tools_of_chat(draft, roles, thread)
    tools = [key for key in tools if key != service]
    store = store_named(draft)
    drive = drive_named(draft) if _answers_questions(u, 0) else None
    if store is not None or drive is not None:
        kept = store.key if store is not None else store_of(draft)
        retrieval_tool(draft, agent, kept, "the knowledge base")
        used = {kept, drive.key if drive is not None else "", *_plain_docs(u)}
        tools = [key for key in tools if key not in used]
        if drive is not None:
            load_library(draft, drive, kept)
    attach_tools(draft, agent, tools, acts)
    last = max([thread.start.last, *(act.last for act in acts if act not in rest)])
    brief_agent(draft, agent, _BRIEFLY, thread.start.first, last)
    if service:
        send_answer(draft, flow, thread.start, service)
    else:
        respond(draft, flow, Act("reply", thread.start.last, thread.start.last), is_made=True)
    return flow, rest
