"""Acts with a manner of their own: sub-workflows, approvals, merges, filters, pauses between items."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build.availability import check_availability
from nodepilot.composer.build.commands import run_command
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.facebook import on_facebook
from nodepilot.composer.build.form_endings import show_page
from nodepilot.composer.build.names import NAMED_BY, content_said
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.qr_codes import make_qr_code
from nodepilot.composer.build.row_filters import drop_empty, drop_first, find_doubles
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.build.text_lines import count_lines
from nodepilot.composer.build.well_formed import only_checks_form
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.approvals import asks_approval
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Locator, OriginKind, Value
from nodepilot.plan.shapes import condition, conditions
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
APPROVING = {
    "slack": {"resource": "message", "operation": "sendAndWait"},
    "gmail": {"resource": "message", "operation": "sendAndWait"},
    "telegram": {"resource": "message", "operation": "sendAndWait"},
    "discord": {"resource": "message", "operation": "sendAndWait"},
    "microsoftTeams": {"resource": "chatMessage", "operation": "sendAndWait"},
    "microsoftOutlook": {"resource": "message", "operation": "sendAndWait"},
    "whatsApp": {"resource": "message", "operation": "sendAndWait"},
    "emailSend": {"operation": "sendAndWait"},
    "googleChat": {"resource": "message", "operation": "sendAndWait"},
}


def do(draft: Draft, flow: Flow, act: Act, roles: Roles) -> bool:
    """Does the act if it is one of these; False otherwise."""
    return (
        run_command(draft, flow, act)
        or check_availability(draft, flow, act)
        or only_checks_form(draft, flow, act)
        or show_page(draft, flow, act)
        or _subworkflow(draft, flow, act)
        or _approval(draft, flow, act, roles)
        or make_qr_code(draft, flow, act)
        or count_lines(draft, flow, act)
        or drop_empty(draft, flow, act)
        or drop_first(draft, flow, act)
        or find_doubles(draft, flow, act)
        or _transcript_of_video(draft, flow, act)
        or _pages(draft, act)
        or on_facebook(draft, flow, act)
    )


# sub-workflows


def _subworkflow(draft: Draft, flow: Flow, act: Act) -> bool:
    u = draft.utterance
    named = any(h.key == "executeWorkflow" and act.first <= h.first < act.last for h in u.services) or any(
        u.has(i, "nouns", "subworkflow")
        or (u.has(i, "nouns", "workflow") and i + 1 < act.last and u.tokens[i + 1].kind is Kind.QUOTED)
        for i in range(act.first, act.last)
    )
    if not named or act.verb not in {"call", "run", "send", "start", "copy", "go", "forward", "add"}:
        return False
    from nodepilot.composer.build.apps import read_step, resolve_service

    for hit in (act.source, act.target):
        if hit is not None and hit.key not in {"executeWorkflow", *(o.service for o in flow.history)}:
            read_step(draft, flow, replace(act, verb="get"), resolve_service(draft, hit))
            break
    quoted = next((t.text[1:-1] for t in act.literals if t.kind is Kind.QUOTED), None) or _called(u, act)
    each = any("every" in a.quantifiers for a in act.arguments)
    parameters: dict[str, Value] = {"workflowId": Locator("list", quoted or "YOUR_WORKFLOW"), "options": {}}
    if each:
        parameters["mode"] = "each"
    key = draft.add(
        _BASE + "executeWorkflow",
        parameters,
        name=quoted or "Call the sub-workflow",
        key="subworkflow",
        span=u.span(act.first, act.last),
    )
    draft.placeholder(key, "workflowId", say("the workflow to call"))
    draft.hook(flow, key)
    flow.give(Output(key, {}, noun="result", open=True))
    return True


def _called(u: Utterance, act: Act) -> str | None:
    """“the sub-workflow Create invoice”, “the sub-workflow called enrich-lead”: its name without quotation marks."""
    for index in range(act.first, act.last):
        length = u.has(index, "nouns", "subworkflow", "workflow")
        first = index + length
        while length and first < act.last and u.tokens[first].norm in NAMED_BY:
            first += 1
        if not length or first >= act.last:
            continue
        token = u.tokens[first]
        if token.kind is Kind.SLUG or first > index + length:
            return token.text
        if token.kind is Kind.WORD and token.text[:1].isupper():
            end = first + 1
            while (
                end < act.last
                and end - first < _MOST_WORDS
                and u.tokens[end].kind is Kind.WORD
                and not u.has(end, "words")
            ):
                end += 1
            return u.words(first, end)
    return None


# approvals


def _approval(draft: Draft, flow: Flow, act: Act, roles: Roles) -> bool:
    u = draft.utterance
    if not asks_approval(u, act):
        return False
    service = _asked_in(u, act, roles)
    node_type = draft.services.get(service).action_types[0]
    filler = Filler(draft, flow, replace(act, verb="send"), service, node_type, "")
    parameters: dict[str, Value] = {**APPROVING[service]}
    message = filler.slot("message", "message")
    parameters["message"] = message  # type: ignore[assignment]
    if service == "slack":
        parameters |= {"select": "channel", "channelId": _slack(filler)}
    elif service in {"gmail", "microsoftOutlook"}:
        name = "sendTo" if service == "gmail" else "toRecipients"
        parameters |= {name: filler.slot("recipient", name), "subject": "Please approve"}  # type: ignore[dict-item]
    elif service == "emailSend":
        parameters |= {
            "fromEmail": "YOUR_ADDRESS",
            "toEmail": filler.slot("recipient", "toEmail"),  # type: ignore[dict-item]
            "subject": "Please approve",
        }
    elif service == "telegram":
        parameters["chatId"] = filler.slot("chat_id", "chatId")  # type: ignore[assignment]
    from nodepilot.composer.build.apps import what_is_missing
    from nodepilot.composer.build.required import complete

    parameters["approvalOptions"] = {"values": {"approvalType": "double"}}
    parameters = complete(draft.catalog.get(node_type).latest, parameters, filler)
    key = draft.add(
        node_type, parameters, name="Ask for approval", key="approval", span=u.span(act.first, act.last)
    )
    for path, what in filler.open_values:
        draft.placeholder(key, path, what_is_missing(what))
    draft.hook(flow, key)
    test = draft.add(
        _BASE + "if",
        {
            "conditions": conditions(
                condition(Code(f"$('{key}').item.json.data.approved"), "true", type="boolean")
            ),
            "looseTypeValidation": True,
            "options": {},
        },
        name="Approved?",
        key="approved",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, test)
    return True


def _asked_in(u: Utterance, act: Act, roles: Roles) -> str:
    """Where the question is put: where the act says so, in a chat where it names a channel, else where people are told things."""
    hit = act.target or act.source
    near = [hit] if hit is not None else []
    near += [h for h in u.services if act.first <= h.first < act.last]
    if (named := next((h.key for h in near if h.key in APPROVING), None)) is not None:
        return named
    told = [h.key for h in u.services if h.key in APPROVING and roles.is_app(h)]
    if any(token.kind is Kind.CHANNEL for token in u.tokens[act.first : act.last]):
        return next((key for key in told if key in _WITH_CHANNELS), "slack")
    return next(iter(told), "gmail")


_WITH_CHANNELS = frozenset({"slack", "discord", "microsoftTeams", "googleChat"})


def _slack(filler: Filler) -> Value:
    value = filler.slot("slack_channel", "channelId")
    return value if isinstance(value, Locator) else Locator("name", value)  # type: ignore[arg-type]


_MOST_WORDS = 4


def _transcript_of_video(draft: Draft, flow: Flow, act: Act) -> bool:
    """What is said in a video, from its link: n8n has no node for captions, Gemini can listen."""
    u = draft.utterance
    if (
        "transcript" not in act.nouns
        or act.verb not in {"get", "download", "transcribe", "extract", "create"}
        or act.target is not None
    ):
        return False
    if not any(h.key == "youTube" for h in u.services) or flow.data is None:
        return False
    link = next(
        (
            flow.data.value(known)
            for label, known in flow.data.fields.items()
            if "link" in label.lower() or "url" in label.lower()
        ),
        None,
    ) or flow.data.guess("url")
    key = draft.add(
        "@n8n/n8n-nodes-langchain.googleGemini",
        {
            "resource": "video",
            "operation": "analyze",
            "modelId": Locator("list", "models/gemini-2.5-flash"),
            "inputType": "url",
            "videoUrls": link or "",
            "text": "Write down what is said in this video, word for word.",
            "options": {},
        },
        name="Transcript of the video",
        key="transcript",
        span=u.span(act.first, act.last),
    )
    draft.assume(
        say(
            "n8n has no node for YouTube transcripts: Gemini listens to the video and writes down "
            "what is said."
        ),
        key,
    )
    draft.hook(flow, key)
    flow.give(
        Output(
            key,
            {
                "ai_text": Known("content.parts[0].text"),
                "text": Known("content.parts[0].text"),
                "file_text": Known("content.parts[0].text"),
            },
            noun="transcript",
        )
    )
    return True


def _pages(draft: Draft, act: Act) -> bool:
    del draft, act
    return False


# services that nobody knows


def unknown_name(draft: Draft, act: Act) -> str | None:
    """A capitalised name behind "to" or "in" that is no service and no word of the language."""
    u = draft.utterance
    if (
        act.verb
        not in {
            "send",
            "post",
            "add",
            "create",
            "copy",
            "go",
            "publish",
            "forward",
            "upload",
            "notify",
            "message",
            "update",
        }
        or act.target is not None
        or content_said(u, act.first, act.last)
    ):
        return None
    for argument in act.arguments:
        if argument.role not in {"to", "in", "via"} or argument.services or argument.literals:
            continue
        for index in range(argument.first, argument.last):
            token = u.tokens[index]
            if (
                token.kind is Kind.WORD
                and token.text[:1].isupper()
                and not token.text.isupper()
                and not u.senses[index]
                and re.fullmatch(r"[A-Z][\w-]{3,}", token.text)
            ):
                return token.text
    return None
