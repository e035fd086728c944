"""Things that anybody may ask for without a key: exchange rates, the price of a stock, when a certificate expires."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.http import url_of
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.story import Act
from nodepilot.kit.packaged import packaged_json
from nodepilot.plan.model import Value
from nodepilot.plan.shapes.fields import key_values
from nodepilot.sentences import say

_OPEN_HOST = "example.com"
"""Stands where no host is named."""
_TICKER = re.compile(r"(?:\$|\b)(?!USD\b|EUR\b|GBP\b|SMS\b|API\b)([A-Z]{2,5})\b")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PASSING_ON = frozenset(
    {"send", "email", "message", "text", "post", "add", "copy", "publish", "tweet", "notify"}
)


@cache
def _table() -> Mapping[str, Any]:
    found: dict[str, Any] = packaged_json("composer", "data/public_apis.json")
    return found


def read_public(draft: Draft, flow: Flow, act: Act) -> bool:
    """Calls the API whose thing the act names, when no service is named that could give it.

    True where that is all that the act orders: what it says of an address was asked for there.
    """
    data = flow.data
    if act.ai or act.source is not None or (data is not None and not data.empty):
        return False
    if act.verb not in READS | _PASSING_ON:
        return False
    u = draft.utterance
    words = [u.tokens[i].norm for i in range(act.first, min(act.last, len(u.tokens)))]
    said = f" {' '.join(words)} "
    for facts in _table().values():
        named = any(f" {each} " in said for each in facts["words"].split(", "))
        beside = set(words) & set(facts.get("beside", "").split(", "))
        if not named and not (beside and _symbol(draft, act, facts)):
            continue
        by_host = "{host}" in facts["url"]
        if not by_host and url_of(act) is not None:
            continue
        _call(draft, flow, act, facts)
        return by_host and act.target is None
    return False


def _symbol(draft: Draft, act: Act, facts: Mapping[str, Any]) -> str:
    """What the exchange calls the company that is named; a word of capitals is such a name already."""
    if "symbols" not in facts:
        return ""
    u = draft.utterance
    if (found := _TICKER.search(u.text[slice(*u.span(act.first, act.last))])) is not None:
        return found.group(1)
    for index in range(act.first, min(act.last, len(u.tokens))):
        hit = u.service_at(index)
        if u.tokens[index].norm in facts["symbols"] and (hit is None or hit.last - hit.first == 1):
            return str(facts["symbols"][u.tokens[index].norm])
    return ""


def _address(draft: Draft, act: Act, facts: Mapping[str, Any]) -> str:
    """The address of the API with what is asked about."""
    token = url_of(act) or next((t for t in act.literals if t.kind is Kind.DOTTED), None)
    host = re.sub(r"^https?://", "", token.text).partition("/")[0] if token is not None else _OPEN_HOST
    symbol = _symbol(draft, act, facts) or "AAPL"
    return str(facts["url"]).replace("{host}", host).replace("{symbol}", symbol)


def _call(draft: Draft, flow: Flow, act: Act, facts: Mapping[str, Any]) -> None:
    u = draft.utterance
    span = u.span(act.first, act.last)
    parameters: dict[str, Value] = {"url": _address(draft, act, facts), "options": {}}
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
    if "{host}" in facts["url"] and str(parameters["url"]).endswith(_OPEN_HOST):
        draft.placeholder(key, "url", say("the host in the address"))
    if "{symbol}" in facts["url"] and not _symbol(draft, act, facts):
        draft.placeholder(key, "url", say("the stock's symbol in the address"))
    roles, fields = _known(facts["roles"]), _known(facts.get("fields", {}))
    flow.give(Output(key, roles, fields, noun=facts["noun"], many=bool(facts.get("many"))))


def _known(paths: Mapping[str, str]) -> dict[str, Known]:
    return {
        name: Known(path[1:], is_code=True) if path.startswith("=") else Known(path)
        for name, path in paths.items()
    }
