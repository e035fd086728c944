"""Answers to a webhook that send the caller on: "redirects to https://acme.example/thanks"."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_WORDS = ("redirect", "redirig", "redirec", "umleit", "umgeleit", "umzuleit")
_PERMANENT = frozenset({"permanent", "permanently", "dauerhaft", "permanente", "permanentemente"})
_CODES = re.compile(r"30[12378]")


def redirect(draft: Draft, flow: Flow, act: Act) -> bool:
    """Answers the webhook's caller with another address; False where nobody is sent on."""
    u = draft.utterance
    hook = next((key for key, step in draft.steps.items() if step.node_type == _BASE + "webhook"), None)
    words = [u.tokens[i].norm for i in range(act.first, min(act.last, len(u.tokens)))]
    if hook is None or not any(word.startswith(_WORDS) for word in words):
        return False
    urls = [t for t in u.tokens[act.first : act.last] if t.kind is Kind.URL]
    found: Value | None = urls[0].text if urls else None
    data = flow.data
    if found is None and data is not None and not data.empty and data.noun != "request":
        # Never where the caller says: anybody could be sent anywhere in our name.
        found = data.find("url") or (data.guess("url") if data.open else None)
    code = next(
        (int(word) for word in words if _CODES.fullmatch(word)), 301 if _PERMANENT & set(words) else 302
    )
    key = draft.add(
        _BASE + "respondToWebhook",
        {
            "respondWith": "redirect",
            "redirectURL": found if found is not None else "https://example.com",
            "options": {"responseCode": code},
        },
        name=f"Redirect {code}",
        key=f"answer_{code}",
        span=u.span(act.first, act.last),
    )
    if found is None:
        draft.placeholder(key, "redirectURL", say("the address that the caller is sent to"))
    draft.hook(flow, key)
    draft.set(hook, "responseMode", "responseNode")
    return True
