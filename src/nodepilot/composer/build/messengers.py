"""Messengers: answering where the message came from, with an agent where a model shall answer."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.apps import write_step
from nodepilot.composer.build.chat import add_agent, brief_agent
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.facebook import FACEBOOK, answer_comment
from nodepilot.composer.build.memories import is_memory
from nodepilot.composer.build.names import content_said
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.rag import retrieval_tool, store_named
from nodepilot.composer.build.said_details import keep_to_thread
from nodepilot.composer.build.tools import attach_tools
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.abilities import abilities_end
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act, Start
from nodepilot.knowledge.type_facts import operations_of_type
from nodepilot.plan.model import Ref
from nodepilot.sentences import say

BOTS = frozenset(
    {"telegram", "slack", "whatsApp", "discord", "twilio", "microsoftTeams", "line", "mattermost", "matrix"}
)
_LIBRARIES = frozenset(
    {
        "file",
        "document",
        "page",
        "database",
        "question_answer",
        "vector_store",
        "note",
        "article",
        "folder",
        "pdf",
    }
)
_ANSWERED_BY_UPDATE = frozenset({"zendesk"})
_MAILS = frozenset({"gmail", "microsoftOutlook"})


def reply_service(draft: Draft, flow: Flow) -> str | None:
    """The service that an answer goes to: the one that the message came from."""
    for output in flow.history:
        if output.service in BOTS | _MAILS and draft.services.get(output.service).action_types:
            return output.service
    for output in flow.history:
        if output.service in draft.services and _takes_replies(draft, output.service):
            return output.service
    for output in flow.history:
        if output.service and output.service in draft.services and "email" in output.roles:
            return "gmail"
    return None


def answered_there(draft: Draft, flow: Flow, act: Act) -> Act:
    """“write a reply to each new review and post it”: it answers the thing that it was written for."""
    first = flow.history[0] if flow.history else None
    if _replies_to_mail(act, first, flow):
        return replace(act, arguments=[], ai=False, first=act.verb_at, last=act.verb_at + 1)
    thing = act.argument("object")
    told = thing is None or thing.pronoun or bool({"reply", "data"} & set(thing.nouns))
    if act.verb not in {"post", "send", "publish", "add"} or not told or first is None or flow.data is None:
        return act
    noted = (named := act.argument("as")) is not None and bool({"note", "comment"} & set(named.nouns))
    placed = noted or act.target is not None or act.argument("to", "in", "via") is not None or act.literals
    if placed or flow.data.noun not in {"reply", "answer"} or first.service not in draft.services:
        return act
    u = draft.utterance
    if first.service in _MAILS and (
        act.verb != "send" or any(u.has(i, "nouns", "draft") for i in range(len(u.tokens)))
    ):
        return act
    if first.service in BOTS or not _takes_replies(draft, first.service):
        return act
    # What stands there (“post”) may name another operation.
    return Act("reply", act.last, act.last)


def _replies_to_mail(act: Act, first: Output | None, flow: Flow) -> bool:
    """“reply to it with Claude”: the mail that came in is answered, no new one is sent."""
    to = act.argument("to")
    written = flow.data is not None and flow.data is not first and "ai_text" in flow.data.roles
    return (
        act.verb == "reply"
        and first is not None
        and first.service in _MAILS
        and written
        and to is not None
        and to.pronoun
        and not (to.nouns or to.services or act.literals)
    )


def _takes_replies(draft: Draft, service: str) -> bool:
    """A review, a ticket: what came from there is answered there."""
    if service in _ANSWERED_BY_UPDATE or service == FACEBOOK:
        return True
    return any(
        (fact.operation or "").lower().startswith("reply")
        for node_type in draft.services.get(service).action_types
        for fact in operations_of_type(draft.catalog, node_type)
    )


def answer_by_agent(draft: Draft, flow: Flow, act: Act, roles: Roles) -> bool:
    """An agent that answers a message; True when the act was done by it (the sending is left to the next act, or done here)."""
    first = flow.history[0] if flow.history else None
    if (
        first is None
        or first.service not in BOTS
        or any(step.node_type.endswith(".agent") for step in draft.steps.values())
    ):
        return False
    if flow.data is not first and not act.ai:
        # What shall be answered is there already: a transcript, a translation.
        return False
    asks_model = act.ai or roles.ai_between(0, len(draft.utterance.tokens))
    answers = act.verb in {"reply", "chat"} or (act.verb == "send" and act.ai)
    if not act.ai and content_said(draft.utterance, act.first, act.last) is not None:
        # 'reply "thanks"': what is answered is said.
        return False
    knowledge = (
        act.source is not None
        and act.verb == "reply"
        and bool(set(act.nouns) & _LIBRARIES)
        and act.source.key != first.service
        and any(hit is act.source for a in act.arguments if a.role in {"from", "in"} for hit in a.services)
    )
    if not answers or not (asks_model or knowledge):
        return False
    draft.able_until = abilities_end(draft.utterance, act.first, act.last)
    session = first.find("session")
    heard = flow.data.find("ai_text") if flow.data is not None and flow.data is not first else None
    prompt = heard or first.find("text")
    store = store_named(draft)
    u = draft.utterance
    agent = add_agent(
        draft,
        flow,
        prompt=prompt if prompt is not None else Ref(first.step, "text"),
        memory=session,
        span=u.span(act.first, act.last),
        remember=session is not None,
        wanted=act.helper.key if act.helper is not None and not act.helper.is_generic else None,
    )
    keys = [
        hit.key
        for hit in (
            *(hit for a in act.arguments for hit in a.services),
            *(hit for hit in u.services if act.last <= hit.first < draft.able_until),
        )
        if roles.is_app(hit)
        and not roles.is_model(hit)
        and not (hit.is_generic or is_memory(draft, hit.first))
        and hit.key != first.service
    ]
    if store is not None:
        retrieval_tool(draft, agent, store.key, "the knowledge base")
        keys = [key for key in keys if key != store.key]
    attach_tools(draft, agent, list(dict.fromkeys(keys)), [act])
    brief_agent(
        draft, agent, "Answer the message briefly and helpfully.", act.first, max(act.last, draft.able_until)
    )
    if not _sends_later(draft, act):
        send_answer(draft, flow, act, first.service)
    return True


def _sends_later(draft: Draft, act: Act) -> bool:
    """Whether a later clause says where the answer goes ("… and reply in the same channel")."""
    u = draft.utterance
    start = max(act.last, draft.able_until)
    return any(u.has(i, "verbs", "reply", "send", "post") for i in range(start, len(u.tokens)))


def answer_back(draft: Draft, flow: Flow, start: Start) -> None:
    """A text that nobody gets goes to where the message came from ("summarize the thread when I react")."""
    first = flow.history[0] if flow.history else None
    data = flow.data
    answer_comment(draft, flow, start)
    if first is None or first.service not in BOTS or data is None:
        return
    if "ai_text" not in data.roles and data.noun != "image":
        return
    if flow.tails != [(data.step, 0)] or not draft.services.get(first.service).action_types:
        return
    draft.assume(say("The text goes back to where the message came from."), data.step)
    write_step(draft, flow, Act("send", start.last, start.last), first.service, hint="send")


def deliver(draft: Draft, flow: Flow, start: Start) -> None:
    """A text written at a set time that goes nowhere ("summarize my unread emails every morning") comes by mail."""
    data = flow.data
    if start.kind != "schedule" or data is None or "ai_text" not in data.roles or data.noun == "output":
        # What a command prints is not what it is run for.
        return
    if flow.tails != [(data.step, 0)]:
        return
    draft.assume(say("Nothing was said about where the text goes: it comes by mail."), data.step)
    own = next((o.service for o in flow.history if o.service in _MAILS), "gmail")
    write_step(draft, flow, Act("send", start.last, start.last), own, hint="send")


def send_answer(draft: Draft, flow: Flow, read: Act | Start, service: str) -> None:
    """Sends what the agent said to where the message came from; what is quoted there names a thing, and is not said."""
    quoted = any(t.kind is Kind.QUOTED for t in draft.utterance.tokens[read.first : read.last])
    act = Act("send", read.last if quoted else read.first, read.last)
    step = write_step(draft, flow, act, service, hint="send")
    if step is not None:
        keep_to_thread(draft, flow, step)
