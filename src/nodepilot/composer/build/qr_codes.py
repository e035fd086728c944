"""QR codes: a picture of an address, or of another value, of each item."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.reads import read
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Value
from nodepilot.plan.shapes.fields import key_values
from nodepilot.sentences import say

_SAID = re.compile(r"\bqr[- ]?codes?\b|\bcódigos? qr\b|\bcodes? qr\b", re.IGNORECASE)
_MAKING = frozenset({"create", "add", "compose", "convert", "get", "calculate", "reply", ""})
_SIZE = "300x300"


def make_qr_code(draft: Draft, flow: Flow, act: Act) -> bool:
    """Makes the code of what the act names; False where it orders none, or more than that: who called is answered with it."""
    u = draft.utterance
    start, end = u.span(act.first, act.last)
    if act.verb not in _MAKING or _SAID.search(u.text, start, end) is None:
        return False
    place = act.source or (act.target if act.argument("in", "from") is not None else None)
    if place is not None and (flow.data is None or flow.data.empty):
        reading = replace(act, verb="get", source=place, target=None, condition=None)
        read(draft, flow, reading, resolve_service(draft, place))
    value = _content(draft, flow, act)
    if value is None:
        return False
    key = draft.add(
        "n8n-nodes-base.httpRequest",
        {
            "url": "https://api.qrserver.com/v1/create-qr-code/",
            "sendQuery": True,
            "queryParameters": key_values({"size": _SIZE, "data": value}),
            "options": {"response": {"response": {"responseFormat": "file"}}},
        },
        name="Make a QR code",
        key="qr_code",
        span=(start, end),
    )
    draft.hook(flow, key)
    draft.assume(say("n8n makes no QR codes itself: the public service goqr.me draws them."), key)
    before = flow.data
    flow.binary = (key, "data")
    many = before is not None and before.many
    roles = {"file_kind": Known("image")}
    if act.verb == "reply":
        roles["made_file"] = Known("qr-code.png")
    flow.give(Output(key, roles, noun="file", many=many), is_subject=True)
    return act.verb != "reply"


def _content(draft: Draft, flow: Flow, act: Act) -> Value | None:
    """What the code says: an address that is given, or the field that is named."""
    given = next((t.text for t in act.literals if t.kind is Kind.URL), None)
    if given is not None:
        return given
    u, data = draft.utterance, flow.data
    if data is None or data.empty:
        return None
    named = act.argument("for", "of", "from")
    for index in range(named.first, named.last) if named is not None else ():
        if u.has(index, "words", "in", "of", "from"):
            break
        if u.has(index, "fields", "url") or u.has(index, "nouns", "link"):
            if data.open and u.tokens[index].text.isupper():
                return data.value(Known(data.path_of(u.tokens[index].text)))
            return data.guess("url")
        if u.has(index, "fields") or u.tokens[index].kind is Kind.SLUG:
            return data.named(singular(u.tokens[index].text))
    return data.guess("url")
