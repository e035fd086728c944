"""Other workflows as tools of an agent: “can call my workflow "Create invoice"”."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import Locator
from nodepilot.sentences import say

_LC = "@n8n/n8n-nodes-langchain."
_CALLED = frozenset({"call", "run", "let", "start", "send"})
_WORKFLOWS = frozenset(
    {"workflow", "workflows", "subworkflow", "sub-workflow", "subworkflows", "sub-workflows"}
)
_OWN = frozenset(
    {
        "my",
        "our",
        "another",
        "other",
        "existing",
        "mein",
        "meinen",
        "unseren",
        "mi",
        "otro",
        "mon",
        "notre",
        "meu",
        "outro",
    }
)


def call_workflows(draft: Draft, agent: str) -> None:
    """“can call my other workflow "Create invoice"”, “with the workflow Lookup as a tool”: other workflows as tools."""
    u = draft.utterance
    for place, token in enumerate(u.tokens):
        if token.norm not in _WORKFLOWS or not _is_called(u, place):
            continue
        name, after = "", place + 1
        while after < len(u.tokens) and (
            u.has(after, "words", "and") or u.tokens[after].norm in {"called", "named", ",", '"'}
        ):
            after += 1
        if after < len(u.tokens) and (
            u.tokens[after].kind is Kind.QUOTED or u.tokens[after].text[:1].isupper()
        ):
            name = u.tokens[after].text.strip("\"'“”‘’„«» ")
        about = f"Calls the workflow “{name}”." if name else "Calls another workflow of this n8n."
        step = draft.add(
            _LC + "toolWorkflow",
            {"description": about, "workflowId": Locator("list", name or "YOUR_WORKFLOW")},
            name=name or "Another workflow",
            key="workflow_tool",
            span=u.span(place, after),
        )
        draft.placeholder(step, "workflowId", say("the workflow to call"))
        draft.link(step, agent, kind="ai_tool")
        return


def _is_called(u: Utterance, place: int) -> bool:
    """Whether the workflow named there is one that exists, and not the one that is being built."""
    before = range(max(0, place - 5), place)
    own = any(u.tokens[i].norm in _OWN for i in before[-3:])
    quoted = place + 1 < len(u.tokens) and u.tokens[place + 1].kind is Kind.QUOTED
    tool = any(u.has(i, "nouns", "tool") for i in range(place + 1, min(place + 6, len(u.tokens))))
    called = any(u.has(i, "verbs", *_CALLED) for i in before)
    return (own or quoted or tool or u.tokens[place].norm.startswith("sub")) and (called or tool)
