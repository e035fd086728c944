"""Answers with sources from the web: “research the company with Perplexity”, “ask Perplexity what is new about …”."""

from __future__ import annotations

from nodepilot.composer.build.ai_matter import bring_text
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import prompt
from nodepilot.composer.reading.story import Act

_PERPLEXITY = "perplexity"
_ASKS = frozenset(
    {
        "research",
        "ask",
        "search",
        "get",
        "check",
        "summarize",
        "compose",
        "let",
        "analyze",
        "enrich",
        "chat",
        "run",
    }
)


def ask_web(draft: Draft, flow: Flow, act: Act) -> bool:
    """Has Perplexity answer what the act asks, about what is at hand; False where it is not named for that."""
    u = draft.utterance
    named = any(hit.key == _PERPLEXITY and act.first <= hit.first < act.last for hit in u.services)
    elsewhere = act.target is not None and act.target.key != _PERPLEXITY
    if not named or act.verb not in _ASKS or elsewhere or _PERPLEXITY not in draft.services:
        return False
    if act.source is not None and act.source.key not in {
        _PERPLEXITY,
        *(each.service for each in flow.history),
    }:
        return False
    bring_text(draft, flow, act)
    deep = any(u.tokens[i].norm == "deep" for i in range(act.first, act.last))
    key = draft.add(
        draft.services.get(_PERPLEXITY).action_types[0],
        {
            "resource": "agent",
            "operation": "createResponse",
            "input": prompt(draft, flow, act),
            "preset": "deep-research" if deep else "pro-search",
            "simplify": True,
        },
        name="Ask Perplexity",
        key="perplexity",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    flow.give(Output(key, {"ai_text": Known("output_text"), "text": Known("output_text")}, noun="answer"))
    return True
