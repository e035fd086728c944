"""Chats: an agent with its model and memory behind a chat or a messenger, and what is checked before it is asked."""

from __future__ import annotations

from nodepilot.composer.build.ai_structure import named_structure
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.guarding import check_message
from nodepilot.composer.build.memories import add_memory
from nodepilot.composer.build.models import add_model
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.story import Start
from nodepilot.plan.model import Ref, Value

_LC = "@n8n/n8n-nodes-langchain."
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
    guarded = check_message(draft, flow)
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
