"""Pages that are looked at again and again: only what differs from the looks before goes on."""

from __future__ import annotations

import json

from nodepilot.composer.build import http
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.turns import watches_page
from nodepilot.plan.model import Ref
from nodepilot.sentences import say

_CHANGED = {
    "en": ("The page", "has changed"),
    "de": ("Die Seite", "hat sich geändert"),
    "es": ("La página", "ha cambiado"),
    "fr": ("La page", "a changé"),
    "pt": ("A página", "mudou"),
}


def watch_page(draft: Draft, flow: Flow, act: Act) -> bool:
    """“check https://… for changes”: fetched as text, and dropped where a look before saw the same text."""
    if not watches_page(act):
        return False
    span = draft.utterance.span(act.first, act.last)
    page = http.call(draft, flow, act)
    draft.set(page, "options", {"response": {"response": {"responseFormat": "text"}}})
    key = draft.add(
        "n8n-nodes-base.removeDuplicates",
        {
            "operation": "removeItemsSeenInPreviousExecutions",
            "dedupeValue": Ref(None, "data"),
            "options": {},
        },
        name="Only when it changed",
        span=span,
    )
    draft.hook(flow, key)
    draft.assume(
        say("The page is compared with what was there before; the first look counts as a change."), key, span
    )
    address = http.url_of(act)
    words = _CHANGED.get(draft.utterance.language, _CHANGED["en"])
    told = f"{address.text} {words[1]}" if address is not None else f"{words[0]} {words[1]}"
    known = {role: Known("data") for role in ("text", "raw")}
    known["sentence"] = Known(json.dumps(told, ensure_ascii=False), is_code=True)
    flow.give(Output(key, known, noun="page"))
    return True
