"""Guardrails: what is checked, or taken out of a text, before a model or anybody else sees it."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.models import add_model
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.prompts import text_at_hand
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, OriginKind, Value
from nodepilot.sentences import say

_TYPE = "@n8n/n8n-nodes-langchain.guardrails"
_TAKING_OUT = frozenset(
    {
        "remove",
        "removes",
        "mask",
        "masks",
        "redact",
        "redacts",
        "anonymize",
        "anonymizes",
        "anonymise",
        "strip",
        "sanitize",
        "sanitise",
        "censor",
        "hide",
        "entfernen",
        "anonymisieren",
        "quitar",
        "enlever",
    }
)
"""What is done to personal data where the text goes on without them."""


def names_guardrails(u: Utterance, first: int = 0, last: int | None = None) -> bool:
    """Whether guardrails are named in these tokens."""
    end = len(u.tokens) if last is None else last
    return any(hit.key == "guardrails" and first <= hit.first < end for hit in u.services) or any(
        u.tokens[i].norm in {"guardrail", "guardrails"} for i in range(first, end)
    )


def guard(draft: Draft, flow: Flow, act: Act | None = None) -> bool:
    """Lets only texts through that pass, or takes out what must not be in them; False where that was done, or there is no text."""
    u = draft.utterance
    done = any(step.node_type == _TYPE for step in draft.steps.values())
    named = names_guardrails(u) if act is None else names_guardrails(u, act.first, act.last)
    if done or not named or flow.data is None or flow.data.empty:
        return False
    if not any(token.norm in _TAKING_OUT for token in u.tokens):
        _add(draft, flow, "classify", text_at_hand(flow))
        return True
    noun, service = flow.data.noun, flow.data.service
    key = _add(draft, flow, "sanitize", text_at_hand(flow))
    text = Known("guardrailsInput")
    flow.give(Output(key, {"text": text, "ai_text": text}, noun=noun, service=service))
    return True


def check_message(draft: Draft, flow: Flow) -> str | None:
    """A check of the message before a model sees it, where the request speaks of guardrails; what fails is refused."""
    if not names_guardrails(draft.utterance):
        return None
    text = flow.data.find("text") if flow.data is not None else None
    key = _add(draft, flow, "classify", text if text is not None else Code("$json.chatInput"))
    blocked = draft.add(
        "n8n-nodes-base.set",
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


def _add(draft: Draft, flow: Flow, operation: str, text: Value) -> str:
    u = draft.utterance
    span = next((u.span(h.first, h.last) for h in u.services if h.key == "guardrails"), None)
    checks = _checks(u, operation)
    key = draft.add(
        _TYPE,
        {"operation": operation, "text": text, "guardrails": checks},
        name="Guardrails",
        key="guardrails",
        span=span,
    )
    if "jailbreak" in checks or "nsfw" in checks:
        add_model(draft, key)
    draft.hook(flow, key)
    return key


def _checks(u: Utterance, operation: str) -> dict[str, Value]:
    words = {t.norm for t in u.tokens}
    checks: dict[str, Value] = {}
    if words & {"personal", "pii", "private"}:
        checks["pii"] = {"value": {"type": "all"}}
    if words & {"secret", "secrets", "keys", "passwords"}:
        checks["secretKeys"] = {"value": {"permissiveness": "balanced"}}
    if words & {"urls", "links"}:
        checks["urls"] = {"value": {"allowedUrls": ""}}
    if operation == "sanitize":
        return checks or {"pii": {"value": {"type": "all"}}}
    if words & {"jailbreak", "jailbreaks", "injection", "injections"}:
        checks = {"jailbreak": {"value": {"threshold": 0.7}}, **checks}
    if words & {"nsfw", "adult", "offensive", "profanity", "toxic"}:
        checks["nsfw"] = {"value": {"threshold": 0.7}}
    return checks or {"jailbreak": {"value": {"threshold": 0.7}}}
