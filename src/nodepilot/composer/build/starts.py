"""The first step: what starts the workflow, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.apps import read_step, resolve_service, trigger_recipes
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.events import best_trigger, event_parameters, told_part
from nodepilot.composer.build.feeds import FEEDS
from nodepilot.composer.build.forms import form_fields_of, form_title
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, event_of, trigger_fact
from nodepilot.composer.build.polled_starts import poll
from nodepilot.composer.build.required import complete, fit_locators
from nodepilot.composer.build.slots import Filler
from nodepilot.composer.build.start_flows import act_of, flow_behind, span_of
from nodepilot.composer.build.timed_starts import at_set_times, every_day, every_few_minutes
from nodepilot.composer.build.webhooks import add_webhook, path_word
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Item, Start
from nodepilot.plan.model import OriginKind, Value
from nodepilot.plan.shapes import form_fields
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_LANGCHAIN = "@n8n/n8n-nodes-langchain."
_PUBLIC = frozenset(
    "public publicly website visitors anyone everyone offentlich offentlichen webseite publico publica publique".split()
)
"""Words for a chat that is open to those who have no account."""


def add_start(draft: Draft, start: Start, items: Sequence[Item] = ()) -> Flow:
    """Adds the trigger and returns the flow behind it; a form asks for what `items` compare, too."""
    if start.kind == "form":
        return _form(draft, start, items)
    builder = {
        "schedule": at_set_times,
        "watch": every_few_minutes,
        "daily": every_day,
        "webhook": add_webhook,
        "chat": _chat,
        "error": _error,
        "mcp": _mcp,
        "subworkflow": _subworkflow,
        "service": _service,
    }.get(start.kind, _manual)
    return builder(draft, start)


def _manual(draft: Draft, start: Start) -> Flow:
    key = draft.add(_BASE + "manualTrigger", name="Start by hand", kind=OriginKind.ASSUMPTION)
    draft.assume(
        say("Nothing was said about when it runs: it starts by hand until you choose another trigger."), key
    )
    del start
    return flow_behind(draft, key, _BASE + "manualTrigger")


def _error(draft: Draft, start: Start) -> Flow:
    key = draft.add(_BASE + "errorTrigger", name="Workflow failed", key="error", span=span_of(draft, start))
    draft.assume(
        say("Choose this workflow as error workflow in the settings of those that it shall watch."), key
    )
    return flow_behind(draft, key, _BASE + "errorTrigger")


def _subworkflow(draft: Draft, start: Start) -> Flow:
    key = draft.add(
        _BASE + "executeWorkflowTrigger",
        {"inputSource": "passthrough"},
        name="When called by another workflow",
        key="called",
        span=span_of(draft, start),
    )
    return flow_behind(draft, key, _BASE + "executeWorkflowTrigger")


def _mcp(draft: Draft, start: Start) -> Flow:
    u = draft.utterance
    path = next((token for token in u.tokens if token.kind is Kind.PATH), None) or path_word(u)
    key = draft.add(
        _LANGCHAIN + "mcpTrigger",
        {"path": path.text.strip("/\"'") if path is not None else "tools"},
        name="MCP server",
        key="mcp",
        span=span_of(draft, start),
    )
    return flow_behind(draft, key, _LANGCHAIN + "mcpTrigger")


def _chat(draft: Draft, start: Start) -> Flow:
    public: dict[str, Value] = (
        {"public": True} if any(t.norm in _PUBLIC for t in draft.utterance.tokens) else {}
    )
    key = draft.add(
        _LANGCHAIN + "chatTrigger", public, name="Chat message", key="chat", span=span_of(draft, start)
    )
    return flow_behind(draft, key, _LANGCHAIN + "chatTrigger", service="chat")


def _form(draft: Draft, start: Start, items: Sequence[Item]) -> Flow:
    fields = form_fields_of(draft, start, items)
    parameters: dict[str, Value] = {
        "formTitle": form_title(draft, start),
        "formFields": form_fields(*(field.shape() for field in fields)),
    }
    key = draft.add(_BASE + "formTrigger", parameters, name="Form", key="form", span=span_of(draft, start))
    flow = flow_behind(draft, key, _BASE + "formTrigger")
    assert flow.data is not None  # noqa: S101
    known = {
        field.label: Known(field.answer, is_code=field.kind == "checkbox")
        for field in fields
        if field.kind != "file"
    }
    roles = dict(flow.data.roles)
    for field in reversed(fields):
        if (
            role := role_of_words(field.label, draft.utterance.languages)
        ) is not None and field.kind != "file":
            roles[role] = Known(field.path)
    flow.data = replace(flow.data, fields=known, roles=roles, noun="answer", open=False)
    flow.history[-1] = flow.data
    file = next((field for field in fields if field.kind == "file"), None)
    if file is not None:
        flow.binary = (key, file.binary)
    if any(field.assumed for field in fields):
        draft.assume(
            say("The form asks for {fields}.", fields=", ".join(field.label for field in fields)), key
        )
    return flow


def _service(draft: Draft, start: Start) -> Flow:
    assert start.service is not None  # noqa: S101
    key = resolve_service(draft, start.service, role="trigger")
    if start.service.is_generic and start.service.mention.need in FEEDS and not _is_named(draft, key):
        # Whatever a blog or a newspaper runs on, it has a feed.
        key = "rssFeedRead"
        draft.assume(say("I took its RSS feed for “{text}”.", text=start.service.mention.text))
    hinted = _hinted(draft, key)
    if hinted is not None:
        key = hinted
    written = key == "googleDocs" and _is_new_file(draft, start)
    if written:
        # Documents lie in Drive, which tells of new ones.
        key = "googleDrive"
    key = told_part(draft, start, key)
    service = draft.services.get(key)
    if not service.trigger_types:
        return poll(draft, start, key)
    node_type = best_trigger(draft, service.trigger_types, start)
    if node_type.endswith(".webhook"):
        # A service that has no trigger of its own, and calls.
        draft.called_by = key
        return add_webhook(draft, Start("webhook", start.first, start.last))
    if start.assumed == "listening":
        draft.assume(
            say("n8n cannot read IMAP at set times: each mail starts the workflow when it comes."),
            span=span_of(draft, start),
        )
    act = act_of(draft, start)
    filler = Filler(draft, Flow(), act, key, node_type, "trigger")
    parameters: dict[str, Value] = {
        **event_parameters(draft, node_type, start),
        **filler.fill(trigger_recipes().get(node_type, {})),
    }
    fact = trigger_fact(node_type)
    if "options" in fact:
        parameters["options"] = {"fields": list(fact["options"])}
    parameters = complete(draft.catalog.get(node_type).latest, parameters, filler)
    version = draft.catalog.get(node_type).latest
    parameters = fit_locators(version, parameters)
    name = version.default_name.removesuffix(" Trigger") if version.default_name else service.name
    step = draft.add(
        node_type,
        parameters,
        name=f"{name} Trigger",
        key=f"{key}_trigger",
        span=span_of(draft, start),
        origins=filler.origins,
    )
    from nodepilot.composer.build.apps import what_is_missing

    for path, what in filler.open_values:
        draft.placeholder(step, path, what_is_missing(what))
    flow = flow_behind(draft, step, node_type, service=key, event=event_of(parameters))
    _name_thing(flow, fact, parameters)
    _refine(draft, flow, start, node_type, parameters)
    if written:
        _read_document(draft, flow, start)
    return flow


def _is_new_file(draft: Draft, start: Start) -> bool:
    """“a new Google Doc in the folder Minutes”: one that is made, and no change of its text."""
    u = draft.utterance
    places = range(start.first, min(start.last, len(u.tokens)))
    return not any(u.has(i, "events", "updated", "deleted") for i in places)


def _read_document(draft: Draft, flow: Flow, start: Start) -> None:
    """The text of the document that Drive told of."""
    file = flow.data
    step = read_step(draft, flow, act_of(draft, start, "get"), "googleDocs")
    if step is not None and file is not None and (identity := file.find("file_id")) is not None:
        draft.set(step, "documentURL", identity)
        draft.placeholders = [
            each for each in draft.placeholders if (each.step, each.parameter) != (step, "documentURL")
        ]
    if flow.data is not None and (text := flow.data.roles.get("text")) is not None:
        # What it is called stands in the file.
        roles = {role: known for role, known in flow.data.roles.items() if role not in {"title", "name"}}
        flow.data = replace(flow.data, roles={**roles, "file_text": text})
        flow.history[-1] = flow.data


def _name_thing(flow: Flow, fact: Mapping[str, Any], parameters: Mapping[str, Value]) -> None:
    """What the one event is about, where a trigger tells of several things: Stripe's `customer.created` is no payment."""
    events = parameters.get("events")
    if not isinstance(events, list | tuple) or len(events) != 1 or flow.data is None:
        return
    nouns: Mapping[str, str] = fact.get("nouns", {})
    noun = next((noun for prefix, noun in nouns.items() if str(events[0]).startswith(prefix)), None)
    if noun is not None:
        flow.data = replace(flow.data, noun=noun)
        flow.history[-1] = flow.data


def _is_named(draft: Draft, key: str) -> bool:
    return any(hit.key == key and not hit.is_generic for hit in draft.utterance.services)


def _hinted(draft: Draft, key: str) -> str | None:
    """“You can use the RSS feed”: another way to learn of the event."""
    if draft.services.get(key).trigger_types:
        return None
    for hit in draft.utterance.services:
        if hit.key == "rssFeedRead":
            return hit.key
    return None


def _refine(draft: Draft, flow: Flow, start: Start, node_type: str, parameters: Mapping[str, Any]) -> None:
    """What the event is about, and the file that comes with it."""
    data = flow.data
    assert data is not None  # noqa: S101
    short = node_type.rpartition(".")[2]
    u = draft.utterance
    nouns = [
        s.concept
        for i in range(start.first, start.last)
        if u.service_at(i) is None
        for s in u.concepts(i, "nouns")[:1]
    ]
    if data.noun in {"event", "object", "change", "item"}:
        wanted = next(
            (
                n
                for n in nouns
                if n
                not in {
                    "event",
                    "change",
                    "repository",
                    "board",
                    "list",
                    "sheet",
                    "database",
                    "workflow",
                    "person",
                    "folder",
                    "bot",
                    "channel",
                    "manager",
                }
            ),
            None,
        )
        if wanted is not None:
            data = replace(data, noun=wanted.replace("_", " "))
    if data.binary is not None and (
        ("options" in parameters and "downloadAttachments" in str(parameters["options"]))
        or parameters.get("downloadAttachments")
        or "download" in str(parameters.get("additionalFields", ""))
    ):
        flow.binary = (data.step, data.binary)
    if short in {"rabbitmqTrigger", "kafkaTrigger", "mqttTrigger", "amqpTrigger"}:
        name = parameters.get("queue") or parameters.get("topic") or parameters.get("topics")
        if isinstance(name, str) and not name.startswith("YOUR_"):
            data = replace(data, roles={**data.roles, "queue_name": Known(name)}, noun="message")
    if short == "rssFeedReadTrigger" and str(parameters.get("feedUrl", "")).startswith(
        ("YOUR_", "https://example.com")
    ):
        wanted_url = (
            "https://www.youtube.com/feeds/videos.xml?channel_id=YOUR_CHANNEL_ID"
            if any(h.key == "youTube" for h in u.services)
            else "https://example.com/feed.xml"
        )
        draft.set(data.step, "feedUrl", wanted_url)
    flow.data = data
    flow.history[-1] = data
