"""Chats: an agent with its model and memory behind a chat or a messenger, and what is checked before it is asked."""

from __future__ import annotations

from nodepilot.composer.build.ai_structure import named_structure
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.memories import add_memory
from nodepilot.composer.build.models import add_model
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.story import Start
from nodepilot.plan.model import Code, OriginKind, Ref, Value
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
_BASE = "n8n-nodes-base."
_LOOK_UP = "Use your tools to look things up before you answer, and say so when you find nothing."
_LONGEST_BRIEF = 600
"""Letters of the request that an agent is told."""


def add_agent(
    draft: Draft,
    flow: Flow,
    *,
    prompt: Value | None = None,
    system: str = "",
    memory: Value | None = None,
    remember: bool = True,
    span: tuple[int, int] | None = None,
    wanted: str | None = None,
) -> str:
    """An agent with model and memory; tools come after. `prompt` None: the chat's own input."""
    parameters: dict[str, Value] = {}
    if prompt is not None:
        parameters |= {"promptType": "define", "text": prompt}
    parameters["options"] = {"systemMessage": system} if system else {}
    key = draft.add(_LC + "agent", parameters, name="Agent", key="agent", span=span)
    add_model(draft, key, wanted)
    if remember:
        add_memory(draft, key, memory)
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known("output"), "text": Known("output")}, noun="answer"))
    return key


def chat_agent(draft: Draft, flow: Flow, start: Start) -> str:
    """The agent behind n8n's chat: guardrails before it where asked for, tools as the request names them."""
    u = draft.utterance
    span = u.span(start.first, start.last)
    prompt: Value | None = None
    guarded = guardrails(draft, flow)
    if guarded is not None:
        first = flow.history[0]
        prompt = Ref(first.step, "chatInput")
    session: Value | None = Ref(flow.history[0].step, "sessionId") if guarded is not None else None
    agent = add_agent(draft, flow, prompt=prompt, memory=session, span=span)
    named_structure(draft, agent)
    return agent


def brief_agent(draft: Draft, agent: str, manner: str, first: int, last: int) -> None:
    """Tells the agent how to answer, and in the request's own words (these tokens) what it is for."""
    said = draft.utterance.words(first, last).strip(" ,.;:-")[:_LONGEST_BRIEF]
    able = any(link.target == agent and link.connection_type == "ai_tool" for link in draft.links)
    parts = [f"You were built for this request: “{said}”." if said else "", manner, _LOOK_UP if able else ""]
    draft.set(agent, "options", {"systemMessage": "\n".join(part for part in parts if part)})


def guardrails(draft: Draft, flow: Flow) -> str | None:
    """A check of the message before a model sees it, where the request speaks of guardrails."""
    u = draft.utterance
    if not any(hit.key == "guardrails" for hit in u.services) and not any(
        t.norm in {"guardrail", "guardrails"} for t in u.tokens
    ):
        return None
    words = {t.norm for t in u.tokens}
    checks: dict[str, Value] = {}
    if words & {"jailbreak", "jailbreaks", "injection", "injections"}:
        checks["jailbreak"] = {"value": {"threshold": 0.7}}
    if words & {"personal", "pii", "private"}:
        checks["pii"] = {"value": {"type": "all"}}
    if words & {"nsfw", "adult", "offensive", "profanity", "toxic"}:
        checks["nsfw"] = {"value": {"threshold": 0.7}}
    if words & {"secret", "secrets", "keys", "passwords"}:
        checks["secretKeys"] = {"value": {"permissiveness": "balanced"}}
    if words & {"urls", "links"}:
        checks["urls"] = {"value": {"allowedUrls": ""}}
    if not checks:
        checks["jailbreak"] = {"value": {"threshold": 0.7}}
    text = flow.data.find("text") if flow.data is not None else None
    span = next((u.span(h.first, h.last) for h in u.services if h.key == "guardrails"), None)
    key = draft.add(
        _LC + "guardrails",
        {
            "operation": "classify",
            "text": text if text is not None else Code("$json.chatInput"),
            "guardrails": checks,
        },
        name="Guardrails",
        key="guardrails",
        span=span,
    )
    if "jailbreak" in checks or "nsfw" in checks:
        add_model(draft, key)
    draft.hook(flow, key)
    blocked = draft.add(
        _BASE + "set",
        {
            "assignments": {
                "assignments": [
                    {"name": "output", "value": "Sorry, I can't answer that message.", "type": "string"}
                ]
            },
            "options": {},
        },
        name="Refuse",
        kind=OriginKind.ASSUMPTION,
    )
    draft.link(key, blocked, output=1)
    draft.assume(say("A message that the guardrails stop is answered with a short refusal."), blocked)
    return key
