"""Agents that work by themselves: at a set time, or on what a form, a webhook or an event hands them."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.chat import add_agent, brief_agent
from nodepilot.composer.build.chats import tools_of_chat
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messengers import BOTS
from nodepilot.composer.build.prompts import material, prompt
from nodepilot.composer.build.rag import retrieval_tool, store_named
from nodepilot.composer.build.respond import respond
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.tools import OWN_TOOLS, attach_tools
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import WRITES
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Fork, Item, Start, Thread
from nodepilot.plan.model import Code, Value

AGENTS = frozenset(
    {"agent", "assistant", "agente", "asistente", "assistent", "assistente", "ki-agent", "ai-agent"}
)
_EQUIPPED = frozenset({"has", "having", "uses", "using", "can", "access", "tools", "tool", "equipped"})
"""What stands right behind an agent whose tools are told."""
_STARTS = frozenset({"form", "webhook", "schedule", "manual"})
_RESULTS = frozenset({"reply", "summary", "report", "text", "data", "draft"})
_RESULT_WORDS = frozenset({"result", "results", "answer", "answers", "output", "findings", "outcome"})
_TELLING = frozenset({"send", "email", "message", "notify", "text"})
_ABILITIES = 10
"""Tokens in which “can” still governs what an agent is able to do."""
_CALLS = frozenset({"http", "api", "apis", "rest"})
_STARTED = frozenset({"started", "triggered", "called", "behind", "run"})
_REMEMBERS = frozenset({"remember", "remembers", "remembering"})
WEBHOOK_SESSION = "$json.body.sessionId ?? $json.body.session_id ?? $json.body.user ?? 'everybody'"
"""Whose talk it is that a webhook brings a part of."""
_SOON, _LATER = 3, 5


def describes_agent(u: Utterance, thread: Thread) -> bool:
    """“An agent that every weekday looks at my tasks and sends me a plan”, “a form starts an agent with access to Notion”."""
    if any(isinstance(item, Fork) for item in thread.items):
        return False
    return _works_by_itself(u, thread) or _is_equipped(u, thread)


def build_agent(draft: Draft, thread: Thread, roles: Roles) -> tuple[Flow, list[Item]]:
    """The agent with its tools, and what is left to do with what it says."""
    if not _is_equipped(draft.utterance, thread):
        return _at_set_time(draft, thread, roles)
    return _on_what_comes(draft, thread, roles)


def _works_by_itself(u: Utterance, thread: Thread) -> bool:
    """Whether the agent is who acts, at a set time."""
    if thread.start.kind != "schedule":
        return False
    first = next((item for item in thread.items if isinstance(item, Act)), None)
    subject = first.argument("subject") if first is not None else None
    if first is not None and first.verb == "let" and not first.ai:
        subject = first.argument("object")
    if first is None or subject is None or not any(isinstance(item, Act) for item in thread.items[1:]):
        return False
    return any(u.tokens[i].norm in AGENTS for i in range(subject.first, subject.last))


def _at_set_time(draft: Draft, thread: Thread, roles: Roles) -> tuple[Flow, list[Item]]:
    """The agent with what it looks at as tools."""
    u = draft.utterance
    acts = [item for item in thread.items if isinstance(item, Act)]
    open_ones = (
        i
        for i in range(len(acts) - 1, 0, -1)
        if (acts[i].target is None or acts[i].verb == "let") and not _hands_on(u, acts[i])
    )
    last = next(open_ones, 0)
    looking, rest = acts[: last + 1], acts[last + 1 :]
    flow = add_start(draft, thread.start)
    agent = add_agent(draft, flow, prompt=u.text.strip(), remember=False, span=u.span(0, looking[-1].last))
    keys, _ = tools_of_chat(draft, roles, replace(thread, items=[]), range(looking[-1].last))
    if any(t.kind is Kind.URL for act in looking for t in act.literals):
        keys.append("httpRequest")
    attach_tools(draft, agent, list(dict.fromkeys(keys)), looking)
    brief_agent(draft, agent, "", 0, 0)
    return flow, list(rest)


def _is_equipped(u: Utterance, thread: Thread) -> bool:
    """Whether an agent is told by its tools, and something else than a chat starts it."""
    start = thread.start
    if start.kind not in _STARTS and (start.kind != "service" or start.service_key in BOTS):
        return False
    place = _agent_at(u)
    if place is None or _answers_by_itself(u, thread, place):
        return False
    return bool(_tools_between(u, place, _abilities_until(u, thread, place)))


def _agent_at(u: Utterance) -> int | None:
    """The place of the agent whose tools are told right behind it."""
    for place, token in enumerate(u.tokens):
        if token.norm not in AGENTS or not u.has(place, "nouns", "chatbot"):
            continue
        near = _SOON + _LATER * (place + 1 < len(u.tokens) and u.tokens[place + 1].norm in _STARTED)
        soon = range(place + 1, min(place + 1 + near, len(u.tokens)))
        told = any(u.tokens[i].norm in _EQUIPPED or u.has(i, "words", "that", "modal") for i in soon)
        if told or _names_tool(u, place):
            return place
    return None


def _names_tool(u: Utterance, place: int) -> bool:
    """“an agent with SerpAPI and a calculator”; “with Claude” names its model."""
    if not u.has(place + 1, "words", "with"):
        return False
    hit = next(
        (u.service_at(i) for i in range(place + 2, min(place + 4, len(u.tokens))) if u.service_at(i)), None
    )
    return hit is not None and hit.key in OWN_TOOLS


def _answers_by_itself(u: Utterance, thread: Thread, place: int) -> bool:
    """“an agent with Wikipedia answers the question”: an act of its own, done with that one tool."""
    return any(
        isinstance(item, Act)
        and item.ai
        and item.verb in {"reply", "research"}
        and item.first <= place < item.last
        for item in thread.items
    ) and not any(u.has(i, "words", "modal", "that") for i in range(place + 1, min(place + 3, len(u.tokens))))


def _tools_between(u: Utterance, first: int, last: int) -> list[int]:
    """Where tools are named."""
    return [
        i
        for i in range(first + 1, last)
        if u.tokens[i].norm in _CALLS
        or u.tokens[i].kind is Kind.URL
        or (
            (hit := u.service_at(i)) is not None
            and hit.key not in {"agent", "webhook", "form", "formTrigger"}
        )
    ]


def _abilities_until(u: Utterance, thread: Thread, place: int) -> int:
    """Where its abilities end: with the sentence, or where something is done with what it says."""
    ends = [i for i in range(place, len(u.tokens)) if u.tokens[i].norm in {".", ";", "\n"}]
    ends += [
        item.first
        for item in thread.items
        if isinstance(item, Act) and item.first > place and _hands_on(u, item)
    ]
    return min([*ends, len(u.tokens)])


def _hands_on(u: Utterance, act: Act) -> bool:
    """“… and sends the result to Slack”: what the agent said goes somewhere."""
    thing = act.argument("object")
    if act.verb in _TELLING and not any(
        u.has(i, "words", "modal") for i in range(max(0, act.first - _ABILITIES), act.first)
    ):
        # "… and emails me a plan"
        return True
    if act.verb == "reply" and thing is None:
        return any(argument.role == "to" and argument.pronoun for argument in act.arguments)
    if act.verb not in WRITES | {"copy"} or thing is None:
        return False
    words = {u.tokens[i].norm for i in range(thing.first, thing.last)}
    if act.verb == "update" and "field" in thing.nouns:
        # "… and fills in the column notes"
        return True
    return thing.pronoun or bool(set(thing.nouns) & _RESULTS or words & _RESULT_WORDS)


def _on_what_comes(draft: Draft, thread: Thread, roles: Roles) -> tuple[Flow, list[Item]]:
    """The agent, told what came in, with all that is named as its tools."""
    u = draft.utterance
    place = _agent_at(u)
    assert place is not None  # noqa: S101
    end = _abilities_until(u, thread, place)
    acts = [item for item in thread.items if isinstance(item, Act)]
    rest = [act for act in acts if act.first >= end]
    able = [act for act in acts if act.first < end and u.tokens[act.verb_at].norm not in _STARTED]
    start = _start_of(u, thread.start)
    flow = add_start(draft, start, thread.items)
    remembers = start.kind == "webhook" and any(_is_memory(u, i) for i in range(len(u.tokens)))
    agent = add_agent(
        draft,
        flow,
        prompt=_task(draft, flow, able, place),
        memory=Code(WEBHOOK_SESSION) if remembers else None,
        remember=remembers,
        span=u.span(place, end),
    )
    keys, _ = tools_of_chat(draft, roles, replace(thread, items=[]), range(place, end))
    store = store_named(draft)
    if store is not None and store.key in keys:
        retrieval_tool(draft, agent, store.key, "the documents")
        keys.remove(store.key)
    if any(u.tokens[i].norm in _CALLS for i in _tools_between(u, place, end)):
        keys = list(dict.fromkeys([*keys, "httpRequest"]))
    attach_tools(draft, agent, [key for key in keys if key != start.service_key], able)
    brief_agent(draft, agent, "", place, end)
    if not rest and start.kind == "service" and any(_answers(u, i) for i in range(place, end)):
        # "monitors my mails and answers them": the answer goes back.
        rest = [Act("reply", end, end)]
    if not rest:
        respond(draft, flow, Act("reply", end, end), is_made=True)
    return flow, list(rest)


def _is_memory(u: Utterance, index: int) -> bool:
    return bool(u.has(index, "nouns", "memory")) or u.tokens[index].norm in _REMEMBERS


def _answers(u: Utterance, index: int) -> bool:
    """“and answers them”; “anything that needs an answer” is a thing."""
    return bool(u.has(index, "verbs", "reply")) and not u.has(index - 1, "words", "det")


def _start_of(u: Utterance, start: Start) -> Start:
    """“a form starts an agent with access to HTTP requests”: those are a tool, the form is what comes in."""
    words = range(start.first, start.last)
    form = next((i for i in words if u.has(i, "nouns", "form")), None)
    called = next((i for i in words if u.tokens[i].norm.startswith("webhook")), None)
    return (
        replace(start, kind="form")
        if start.kind == "webhook" and form is not None and called is None
        else start
    )


def _task(draft: Draft, flow: Flow, able: list[Act], place: int) -> Value:
    """What it is told: an order that is given to it, and what came in."""
    u = draft.utterance
    order = next((act for act in able if act.verb in {"search", "research", "reply", "compose", "get"}), None)
    told = order is not None and not any(
        u.has(i, "words", "modal", "that") for i in range(place, order.verb_at)
    )
    if told and order is not None and order.verb_at > place:
        return prompt(draft, flow, order)
    return material(flow) or u.text.strip()
