"""Answers to a webhook: status codes and bodies."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.form_endings import end_form
from nodepilot.composer.build.names import content_said, json_said
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Value
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_MADE = {
    "summarize": ("summar", "zusammenfass", "resum", "resumo"),
    "translate": ("translation", "ubersetzung", "traduc", "traduct"),
}
"""What is asked for as an answer, by how the words begin, and the verb that makes it."""
_CHOOSING = (".sort", ".limit", ".removeDuplicates", ".summarize", ".filter")
_TEXTS = {
    200: "ok",
    201: "created",
    202: "accepted",
    204: "",
    400: "bad request",
    401: "unauthorized",
    403: "forbidden",
    404: "not found",
    409: "conflict",
    422: "unprocessable",
    429: "too many requests",
    500: "error",
}


def respond(draft: Draft, flow: Flow, act: Act, *, is_made: bool = False) -> bool:
    """An answer to the caller; False when nothing waits for one. `is_made`: what is at hand was made for it."""
    hook = next((key for key, step in draft.steps.items() if step.node_type == _BASE + "webhook"), None)
    if hook is None:
        return end_form(draft, flow, act)
    u = draft.utterance
    named = next(
        (
            int(u.tokens[i].norm)
            for i in range(act.first, act.last)
            if u.tokens[i].kind is Kind.NUMBER and re.fullmatch(r"[1-5]\d\d", u.tokens[i].norm)
        ),
        None,
    )
    said = content_said(u, act.first, act.last) or _said_plainly(u, act)
    code = 200 if named is None else named
    body = json_said(u, act.first, act.last)
    if named is None and body is None and said is None and _has_answered(draft, flow):
        # "answer it from our Pinecone index and respond with the answer": once.
        return True
    data = flow.data
    parameters: dict[str, Value]
    if body is not None:
        parameters = {"respondWith": "json", "responseBody": body}
    elif said is not None:
        parameters = {"respondWith": "text", "responseBody": said[0]}
    elif (flow.binary is not None and data is not None and "made_file" in data.roles) or (
        flow.binary is not None and _wants_file(draft, flow, act)
    ):
        parameters = {"respondWith": "binary", "responseDataSource": "set", "inputFieldName": flow.binary[1]}
    elif data is not None and (known := data.roles.get("made") or data.roles.get("ai_text")) is not None:
        parameters = {"respondWith": "text", "responseBody": data.value(known)}
    elif (
        (
            is_made
            or _wants_data(draft, act)
            or _just_read(flow, act)
            or _was_chosen(draft, flow)
            or (code < _REFUSED and _wants_part(draft, flow, act))
        )
        and data is not None
        and not data.empty
        and data.noun != "request"
    ):
        parameters = (
            {"respondWith": "allIncomingItems"}
            if data.many
            else {
                "respondWith": "json",
                "responseBody": Code(f"JSON.stringify($('{data.step}').item.json)"),
            }
        )
    elif code >= _REFUSED:
        parameters = {"respondWith": "json", "responseBody": json.dumps({"error": _TEXTS.get(code, "error")})}
    else:
        parameters = {
            "respondWith": "json",
            "responseBody": json.dumps({"status": _TEXTS.get(code, "ok") or "ok"}),
        }
    parameters["options"] = {"responseCode": code}
    key = draft.add(
        _BASE + "respondToWebhook",
        parameters,
        name=f"Answer {code}",
        key=f"answer_{code}",
        span=u.span(act.first, act.last),
    )
    draft.hook(flow, key)
    draft.set(hook, "responseMode", "responseNode")
    return True


def _wants_file(draft: Draft, flow: Flow, act: Act) -> bool:
    """“return the image”: the file itself, and “return it” where a picture was worked on right before."""
    objects = act.argument("object")
    edited = any(draft.steps[step].node_type.endswith(".editImage") for step, _ in flow.tails)
    return bool(_FILE_NOUNS & set(act.nouns)) or (edited and objects is not None and objects.pronoun)


_FILE_NOUNS = frozenset({"image", "file", "pdf", "csv", "excel", "zip"})
_LONGEST_SAID = 5
_REFUSED = 400
"""From this status on nobody gets what he asked for."""


def _said_plainly(u: Utterance, act: Act) -> tuple[str, tuple[int, int]] | None:
    """“respond with pong”, “answer with 10% discount”: words that name no data, no status and no service."""
    first = next((i + 1 for i in range(act.verb_at + 1, act.last) if u.has(i, "words", "with")), act.last)
    if not 0 < act.last - first <= _LONGEST_SAID or u.has(first, "words", "det", "pronoun", "object_pronoun"):
        return None
    counted = any(u.tokens[i].norm == "%" for i in range(first, act.last))
    for place in range(first, act.last):
        token = u.tokens[place]
        named = u.has(place, "nouns") or u.has(place, "fields")
        if token.is_literal or u.service_at(place) is not None or (named and not counted):
            return None
        if token.norm in _NOT_SAID or re.fullmatch(r"[1-5]\d\d", token.norm):
            return None
    return u.words(first, act.last), u.span(first, act.last)


_NOT_SAID = frozenset(
    "status code json error body http result results data everything that this what".split()
)


def _has_answered(draft: Draft, flow: Flow) -> bool:
    """Whether the caller got an answer right before."""
    return bool(flow.tails) and all(
        draft.steps[step].node_type == _BASE + "respondToWebhook" for step, _ in flow.tails
    )


def answered_from(draft: Draft, act: Act) -> Act:
    """“returns all rows of the products table in Postgres”: to the caller of a webhook, and read there."""
    hit = act.target
    hook = any(step.node_type == _BASE + "webhook" for step in draft.steps.values())
    if act.verb != "reply" or hit is None or act.source is not None or hit.is_generic or not hook:
        return act
    needs = draft.services.get(hit.key).needs
    placed = any(a.role in {"in", "from"} and hit in a.services for a in act.arguments)
    return replace(act, source=hit, target=None) if placed and not needs & MESSAGING else act


def answer_by_model(draft: Draft, flow: Flow, act: Act) -> Act | None:
    """“returns its summary”: what only a model can make of what came in, before anything was made of it."""
    made, data = act.argument("object"), flow.data
    if (
        act.verb != "reply"
        or act.source is not None
        or made is None
        or data is None
        or "ai_text" in data.roles
    ):
        return None
    words = [draft.utterance.tokens[i].norm for i in range(made.first, made.last)]
    verb = next((verb for verb, stems in _MADE.items() if any(w.startswith(stems) for w in words)), None)
    return replace(act.doing(verb), target=None, ai=True) if verb is not None else None


def _just_read(flow: Flow, act: Act) -> bool:
    """“returns all customers from Postgres”: what was read for the answer is the answer."""
    return act.source is not None and flow.data is not None and flow.data.service == act.source.key


def _was_chosen(draft: Draft, flow: Flow) -> bool:
    """Whether a list was put in order or cut right before: the answer is that list."""
    return any(draft.steps[step].node_type.endswith(_CHOOSING) for step, _ in flow.tails)


def _wants_data(draft: Draft, act: Act) -> bool:
    u = draft.utterance
    return any(
        u.has(i, "nouns", "data", "record", "row", "summary", "report", "value", "contact", "order", "list")
        or u.tokens[i].norm in {"result", "results", "it", "them", "json"}
        for i in range(act.verb_at + 1, act.last)
    )


def _wants_part(draft: Draft, flow: Flow, act: Act) -> bool:
    """“if the code exists, return the discount”, “answer with its price”: of what was looked up."""
    step = draft.steps.get(flow.data.step) if flow.data is not None else None
    u = draft.utterance
    return (
        step is not None
        and bool(step.settings.get("alwaysOutputData"))
        and any(
            u.tokens[i].norm in {"the", "its", "his", "her", "their"}
            and u.tokens[i + 1].kind is Kind.WORD
            and (u.tokens[i + 1].norm not in _NOT_SAID or u.tokens[i].norm != "the")
            for i in range(act.verb_at + 1, act.last - 1)
        )
    )


def needs_response(draft: Draft) -> None:
    """Where one branch answers the caller, every open end has to: the others say so with 200."""
    hook = next((key for key, step in draft.steps.items() if step.node_type == _BASE + "webhook"), None)
    if hook is None or draft.steps[hook].parameters.get("responseMode") != "responseNode":
        return
    sources = {link.source for link in draft.links}
    ends = [
        key
        for key, step in draft.steps.items()
        if key not in sources
        and key != hook
        and not step.node_type.endswith("respondToWebhook")
        and not any(link.source == key for link in draft.links)
        and any(link.target == key and link.connection_type == "main" for link in draft.links)
    ]
    for key in ends:
        if _answered_before(draft, key):
            continue
        answer = draft.add(
            _BASE + "respondToWebhook",
            {"respondWith": "json", "responseBody": '{"status": "ok"}', "options": {"responseCode": 200}},
            name="Answer 200",
            key="answer_200",
        )
        draft.link(key, answer)
        draft.assume(say("Where the request names no answer, the caller gets status 200."), answer)


def _answered_before(draft: Draft, key: str) -> bool:
    seen: set[str] = set()
    queue = [key]
    while queue:
        step = queue.pop()
        if step in seen:
            continue
        seen.add(step)
        if draft.steps[step].node_type.endswith("respondToWebhook"):
            return True
        queue += [link.source for link in draft.links if link.target == step]
    return False


__all__ = ["needs_response", "replace", "respond"]
