"""A webhook as the first step: how it is called, at which path, and what comes with it."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.list_names import LIST_WORDS, list_sent
from nodepilot.composer.build.outputs import Known, output_of
from nodepilot.composer.language.tokens import METHODS, Kind, Token
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Start
from nodepilot.plan.model import Origin, OriginKind
from nodepilot.sentences import say

_WEBHOOK = "n8n-nodes-base.webhook"
_ANSWER_NEAR = 6
_FILE_NEAR = 6
_TAKING = frozenset("receives gets accepts takes uploaded".split())
_SENT_FILES = frozenset({"csv", "excel", "pdf", "zip"})
_NO_PATHS = frozenset(
    "webhook webhook's endpoint endpoints service microservice provide expose build serve offer create rest http give "
    "system external api json payload called named several multiple many some string body text words field fields value values".split()
) | frozenset(LIST_WORDS)
_BRINGING = frozenset(
    "takes take accepts accept with given body json payload gets get nimmt recibe recoit recebe".split()
)


def add_webhook(draft: Draft, start: Start) -> Flow:
    """Adds the webhook and returns the flow behind it."""
    u = draft.utterance
    path = next((u.tokens[i] for i in range(start.first, start.last) if u.tokens[i].kind is Kind.PATH), None)
    path = path or next((t for t in u.tokens if t.kind is Kind.PATH), None) or path_word(u)
    method = next(
        (u.tokens[i].text for i in range(start.first, start.last) if u.tokens[i].text in METHODS),
        "GET" if _only_answers(draft, start) else "POST",
    )
    origins = {"path": Origin(OriginKind.REQUEST, (path.start, path.end))} if path is not None else {}
    key = draft.add(
        _WEBHOOK,
        {
            "httpMethod": method,
            "path": path.text.partition("?")[0].strip("/\"'“”")
            if path is not None
            else _path_of(draft, start),
            "options": {},
        },
        name="Webhook",
        key="webhook",
        span=u.span(start.first, start.last),
        origins=origins,
    )
    if start.assumed:
        draft.assume(
            say(
                "The request does not say what tells of this: a webhook starts it, to be called by whatever knows."
            ),
            key,
            u.span(start.first, start.last),
        )
    flow = Flow(tails=[(key, 0)], columns=draft.columns)
    flow.give(output_of(draft.catalog, key, _WEBHOOK))
    if flow.data is not None and (name := list_sent(draft, start)):
        flow.data = replace(flow.data, roles={**flow.data.roles, f"list:{name}": Known(f"body.{name}")})
        flow.history[-1] = flow.data
    if (kind := _file_sent(draft, start)) and flow.data is not None and method != "GET":
        # n8n keeps a body that is a file as binary data.
        flow.binary = (key, "data")
        draft.set(key, "options", {"binaryPropertyName": "data"})
        flow.data = replace(
            flow.data, noun="file", open=False, prefix="", roles={**flow.data.roles, "file_kind": Known(kind)}
        )
        flow.history[-1] = flow.data
    if method == "GET" and flow.data is not None:
        fields = re.findall(r"[?&]([\w-]+)=?", path.text) if path is not None else []
        known = {name: Known(f"query.{name}") for name in fields}
        flow.data = replace(flow.data, prefix="query", fields={**flow.data.fields, **known})
        flow.history[-1] = flow.data
    return flow


def _file_sent(draft: Draft, start: Start) -> str:
    """“the CSV from a webhook”, “somebody POSTs a PDF to my webhook”: the kind of file that comes; "" for none."""
    u = draft.utterance
    at = next((i for i in range(start.first, start.last) if u.has(i, "nouns", "webhook")), None)
    if at is None:
        return ""
    for index in range(max(start.first, at - _FILE_NEAR), min(at + _FILE_NEAR, start.last)):
        found = next((s.concept for s in u.concepts(index, "nouns") if s.concept in _SENT_FILES), "")
        if found and not u.has(index - 1, "words", "to", "as"):
            return found
        if _is_taken_in(u, index):
            return "image"
    return ""


def _is_taken_in(u: Utterance, index: int) -> bool:
    """“receives an image”, “an uploaded photo”: the picture itself, no field that has its address."""
    before = index - 1 - u.has(index - 1, "words", "det")
    return bool(u.has(index, "nouns", "image")) and (
        bool(u.has(before, "verbs", "receive")) or u.tokens[before].norm in _TAKING
    )


def _only_answers(draft: Draft, start: Start) -> bool:
    """“An API that returns …”: who calls it wants something, and brings nothing."""
    u = draft.utterance
    behind = range(start.first, min(start.last + _ANSWER_NEAR, len(u.tokens)))
    answers = any(u.has(i, "verbs", "reply") for i in behind)
    brings = any(
        u.has(i, "events", "submitted", "received", "uploaded")
        or u.has(i, "verbs", "receive", "upload", "post")
        or u.tokens[i].norm in _BRINGING
        for i in range(start.first, len(u.tokens))
    )
    return answers and not brings


def path_word(u: Utterance) -> Token | None:
    """“at path crm”, “with the path called orders”: a path without its slash."""
    for index in range(1, len(u.tokens) - 1):
        if u.tokens[index].norm != "path":
            continue
        place = index + 1
        while place < len(u.tokens) - 1 and u.tokens[place].norm in {"called", "named", ":", "is"}:
            place += 1
        token = u.tokens[place]
        if token.kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED, Kind.PATH} and not u.has(place, "words"):
            return token
    return None


def _path_of(draft: Draft, start: Start) -> str:
    u = draft.utterance
    listed = list_sent(draft, start)
    for index in range(start.first, start.last):
        if (
            u.tokens[index].kind is Kind.WORD
            and not u.has(index, "words")
            and not u.has(index, "verbs")
            and not u.has(index, "events")
            and u.tokens[index].text != listed
            and u.tokens[index].norm not in _NO_PATHS
            and len(u.tokens[index].norm) > 3
        ):
            return u.tokens[index].norm
    return "incoming"
