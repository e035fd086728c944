"""Things that anybody may ask for without a key: exchange rates, a joke, public holidays."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.http import url_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged
from nodepilot.plan.model import Value
from nodepilot.plan.shapes.fields import key_values
from nodepilot.sentences import say

_CURRENCY = re.compile(r"[A-Z]{3}")
_SENDING = frozenset({"send", "email", "message", "text", "post"})


@cache
def _table() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(packaged("composer", "data/public_apis.json").read_text("utf-8"))
    return found


def read_public(draft: Draft, flow: Flow, act: Act) -> None:
    """Calls the API whose thing the act names, when no service is named that could give it."""
    data = flow.data
    if act.ai or act.source is not None or url_of(act) is not None or (data is not None and not data.empty):
        return
    if act.verb not in READS | _SENDING:
        return
    u = draft.utterance
    said = " " + " ".join(u.tokens[i].norm for i in range(act.first, min(act.last, len(u.tokens)))) + " "
    for facts in _table().values():
        if any(f" {words} " in said for words in facts["words"].split(", ")):
            _call(draft, flow, act, facts)
            return


def _call(draft: Draft, flow: Flow, act: Act, facts: Mapping[str, Any]) -> None:
    u = draft.utterance
    span = u.span(act.first, act.last)
    parameters: dict[str, Value] = {"url": facts["url"], "options": {}}
    if facts.get("headers"):
        parameters |= {"sendHeaders": True, "headerParameters": key_values(facts["headers"])}
    codes = _CURRENCY.findall(u.text[slice(*span)])
    if facts.get("pair") and codes:
        names = {facts["pair"]["base"]: codes[0]}
        if len(codes) > 1:
            names[facts["pair"]["symbols"]] = ",".join(codes[1:])
        parameters |= {"sendQuery": True, "queryParameters": key_values(names)}
    key = draft.add(
        "n8n-nodes-base.httpRequest", parameters, name=f"Ask {facts['name']}", key="public_api", span=span
    )
    draft.assume(say("I took it from {name}, which asks for no key.", name=facts["name"]), key, span)
    draft.hook(flow, key)
    roles = {
        role: Known(path[1:], is_code=True) if path.startswith("=") else Known(path)
        for role, path in facts["roles"].items()
    }
    flow.give(Output(key, roles, noun=facts["noun"], many=bool(facts.get("many"))))
