"""Where the result of an act goes."""

from __future__ import annotations

import re

from nodepilot.composer.build import files, http
from nodepilot.composer.build.apps import resolve_service
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messengers import BOTS, reply_service
from nodepilot.composer.build.operation_words import is_reading
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.build.own_places import store_of_place, thing_told_of
from nodepilot.composer.build.reads import read
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import MESSAGING, PEOPLE
from nodepilot.composer.reading.roles import Roles
from nodepilot.composer.reading.story import Act
from nodepilot.knowledge.type_facts import operations_of_type
from nodepilot.sentences import say


def target_of(draft: Draft, roles: Roles, written: list[Act], flow: Flow, act: Act) -> str | None:
    hit = act.target
    if hit is not None and hit.key == "rssFeedRead":
        return None
    if (
        hit is not None
        and act.verb in {"get", "search", "check", "download", "watch"}
        and act.source is None
        and not _loads(act)
    ):
        read(draft, flow, act, resolve_service(draft, hit))
        return None
    if hit is not None:
        key = resolve_service(draft, hit)
        if act.verb == "reply" and hit.is_generic:
            return reply_service(draft, flow) or key
        return key
    if act.verb in {"add", "copy", "upload", "move"} and (store := store_of_place(flow, act)) is not None:
        return store
    if act.verb in {"add", "copy", "upload", "move"} and any(t.kind is Kind.PATH for t in act.literals):
        # "put it into /thumbs": of the store that it came from.
        store = next((o.service for o in reversed(flow.history) if o.service in files.DOWNLOADS), None)
        if store is not None and flow.binary is not None:
            return store
    if act.verb in {"add", "copy"} and _becomes_file(act):
        return None
    if draft.lacking and act.verb in _FILLING and not act.literals:
        return draft.lacking
    if act.verb in _SHARING and any(t.kind is Kind.CHANNEL for t in act.literals):
        return _channel(draft, act)
    if act.verb == "email" or (
        act.verb in {"send", "forward", "notify"}
        and (any(t.kind is Kind.EMAIL for t in act.literals) or _goes_by_mail(act))
    ):
        return _mail(draft, flow, act)
    if act.verb == "forward" and flow.history and flow.history[0].noun == "email":
        return _mail(draft, flow, act)
    if act.verb == "tweet":
        return "twitter"
    if act.verb == "text":
        draft.assume(
            say("I used Twilio for the text message."), span=draft.utterance.span(act.first, act.last)
        )
        return "twilio"
    if act.verb in {"send", "message", "call"} and to_a_phone(draft, act):
        draft.assume(
            say("I used Twilio for the text message."), span=draft.utterance.span(act.first, act.last)
        )
        return "twilio"
    if act.verb in {"reply", "greet"} or (act.verb in {"send", "message"} and _answers(flow, act)):
        return reply_service(draft, flow) or (_mail(draft, flow, act) if _goes_by_mail(act) else None)
    answered = flow.data is not None and flow.data.noun in {"reply", "answer"}
    if (
        act.verb == "send"
        and answered
        and act.argument("to") is None
        and flow.history[0].service == "zendesk"
    ):
        return reply_service(draft, flow)
    if act.verb == "post" and act.source is None and http.url_of(act) is None:
        # "summarize the channel every evening and post the summary": there.
        talked = next((o.service for o in reversed(flow.history) if o.service in BOTS), None)
        if talked is not None:
            return talked
    if act.verb in {"create", "add", "copy"} and "draft" in act.nouns and act.source is None:
        # "translate the new posts and create a draft": where they came from.
        return _own(draft, flow, act)
    if act.verb in {"send", "forward"} and (_goes_to_person(flow, act) or _is_for_us(draft, act)):
        return _mail(draft, flow, act)
    if (
        act.verb in {"post", "send", "add"}
        and {"comment", "note"} & set(act.nouns)
        and (own := _own(draft, flow, act)) is not None
    ):
        return own
    if (
        act.verb in {"publish", "post", "send"}
        and (planned := _announced(draft, roles, written, act)) is not None
    ):
        return planned
    if act.verb == "update" and (bearing := _bears_field(draft, flow, act)) is not None:
        return bearing
    if (
        act.verb in {"create", "add", "update", "upsert"}
        and (looked_at := _looked_at(draft, flow, act, only_lookups=act.verb != "create")) is not None
    ):
        return looked_at
    if (
        act.verb
        in {
            "update",
            "label",
            "delete",
            "archive",
            "cancel",
            "close",
            "complete",
            "assign",
            "move",
            "add",
            "upsert",
        }
        and http.url_of(act) is None
    ):
        return _own(draft, flow, act)
    if act.verb in {"notify", "message"} and not act.ai:
        return _mail(draft, flow, act)
    if act.verb == "send" and not act.ai and act.source is None and http.url_of(act) is None:
        return _sent_before(draft, flow) or (_mail(draft, flow, act) if _has_content(flow) else None)
    return None


def _becomes_file(act: Act) -> bool:
    """“save it as CSV”, “put them into a CSV file”: a file of the rows, which does not go back to where they are from."""
    form, into = act.argument("as"), act.argument("to", "in")
    if form is None:
        # "into the workbook": rows of it. "A CSV file" is one that is made.
        return (
            into is not None and bool(_FORMATS & set(into.nouns)) and not into.services and _is_new(act, into)
        )
    return bool(_FORMATS & set(form.nouns)) and into is None


_FORMATS = frozenset({"csv", "excel", "json", "xml"})


def _is_new(act: Act, into: Argument) -> bool:
    return act.source is None and not into.literals and not {"every", "all"} & into.quantifiers


def _goes_by_mail(act: Act) -> bool:
    return any(argument.role == "via" and "email" in argument.nouns for argument in act.arguments)


def _sent_before(draft: Draft, flow: Flow) -> str | None:
    """“send a welcome email, wait 3 days, then send a follow-up”: the same way as before."""
    return next(
        (
            output.service
            for output in reversed(flow.history)
            if output.receipt
            and output.service in draft.services
            and draft.services.get(output.service).needs & MESSAGING
        ),
        None,
    )


def _has_content(flow: Flow) -> bool:
    return flow.data is not None and not flow.data.empty


_PHONE = re.compile(r"(?<![\w/.])\+\d[\d ()-]{6,}\d(?!\w)")


def to_a_phone(draft: Draft, act: Act) -> bool:
    """Who is told is a telephone number: “call +4930123456”, “send the text to the phone number in column A”."""
    to = act.argument("to")
    u = draft.utterance
    if _PHONE.search(u.text[slice(*u.span(act.first, act.last))]):
        return True
    return to is not None and any(u.has(i, "fields", "phone") for i in range(to.first, to.last))


def _looked_at(draft: Draft, flow: Flow, act: Act, *, only_lookups: bool = False) -> str | None:
    """“Look the contact up in HubSpot, if there is none create it”: at the service that was looked at."""
    objects = act.argument("object")
    if objects is not None and objects.services:
        return None
    elsewhere = objects is not None and any(
        o.noun in objects.nouns and not o.receipt and not _is_lookup(draft, o) for o in flow.history
    )
    for output in reversed(flow.history[1:]):
        if elsewhere and objects is not None and output.noun not in objects.nouns:
            # "…, set the ticket to urgent": what was looked up is another thing.
            continue
        if (
            output.service in draft.services
            and draft.services.get(output.service).action_types
            and not output.receipt
            and (not only_lookups or _is_lookup(draft, output))
            and (
                objects is None
                or objects.pronoun
                or output.noun in objects.nouns
                or (_is_lookup(draft, output) and set(objects.nouns) & _RECORDS)
            )
        ):
            return output.service
    return None


def _is_lookup(draft: Draft, output: Output) -> bool:
    """Whether branches depend on what this step found."""
    step = draft.steps.get(output.step)
    return step is not None and bool(step.settings.get("alwaysOutputData"))


_RECORDS = frozenset(
    "contact person customer company lead user record row entry deal issue ticket task page card product order invoice "
    "member subscriber employee account".split()
)
_FILLING = frozenset({"create", "add", "subscribe", "upsert", "invite"})
"""What is done with those that a list lacks."""
_SHARING = frozenset(
    {"send", "post", "notify", "message", "publish", "share", "go", "add", "forward", "greet"}
)
_CHANNELS = ("slack", "discord", "mattermost", "microsoftTeams", "rocketchat")


def _channel(draft: Draft, act: Act) -> str:
    """A channel alone (“post it to #wins”): of the chat that the request names, else Slack."""
    named = next((h.key for h in draft.utterance.services if h.key in _CHANNELS and not h.is_generic), None)
    if named is not None:
        return named
    token = next(t for t in act.literals if t.kind is Kind.CHANNEL)
    draft.assume(say("I used Slack for the channel {text}.", text=token.text), span=(token.start, token.end))
    return "slack"


def _announced(draft: Draft, roles: Roles, written: list[Act], act: Act) -> str | None:
    """“Write a LinkedIn post … and publish it”: the service that was named as what is written."""
    objects = act.argument("object")
    if objects is not None and not objects.pronoun:
        return None
    for earlier in written:
        for argument in earlier.arguments:
            for hit in argument.services:
                if (
                    argument.role == "object"
                    and hit is not earlier.source
                    and roles.is_app(hit)
                    and not hit.is_generic
                    and draft.services.get(hit.key).action_types
                ):
                    return hit.key
    return None


def _loads(act: Act) -> bool:
    return act.argument("to") is not None


def _answers(flow: Flow, act: Act) -> bool:
    """A bot's message without an address goes back to where it came from."""
    first = flow.history[0] if flow.history else None
    return first is not None and first.noun == "message" and act.target is None and http.url_of(act) is None


def _goes_to_person(flow: Flow, act: Act) -> bool:
    """“send the link to the invitee”: somebody whose address is known, so it goes by mail."""
    to = act.argument("to")
    if to is None or not set(to.nouns) & PEOPLE or http.url_of(act) is not None:
        return False
    return any(not o.empty and ("email" in o.roles or (o.open and not o.whole)) for o in flow.history)


_KNOWN = frozenset(
    "accountant accountants bookkeeper boss manager landlord lawyer assistant secretary supplier suppliers teacher teachers "
    "parents owner director treasurer board".split()
)
"""People of whom there is one address."""


def _is_for_us(draft: Draft, act: Act) -> bool:
    """“Send me the weather”, “send the report to our accountant”: by mail where no other way is said."""
    u, to = draft.utterance, act.argument("to")
    if to is not None and not to.services and u.tokens[to.last - 1].norm in _KNOWN:
        return True
    return any(
        u.has(i, "words", "me")
        for a in act.arguments
        if a.role in {"object", "to"}
        for i in range(a.first, a.last)
    )


def _mail(draft: Draft, flow: Flow, act: Act) -> str:
    for output in flow.history:
        if output.service in {"gmail", "microsoftOutlook"}:
            return output.service
    named = next(
        (
            h.key
            for h in draft.utterance.services
            if not h.is_generic
            and "email" in draft.services.get(h.key).needs
            and draft.services.get(h.key).action_types
        ),
        None,
    )
    if named is not None:
        return named
    draft.assume(say("I used Gmail for the mail."), span=draft.utterance.span(act.first, act.last))
    return "gmail"


def _own(draft: Draft, flow: Flow, act: Act) -> str | None:
    """“mark that row as posted”, “write it back to the ticket”: the service that the thing came from."""
    u = draft.utterance
    nouns = {s.concept for i in range(act.first, act.last) for s in u.concepts(i, "nouns")}
    latest_first = list(reversed(flow.history))
    candidates = sorted(latest_first, key=lambda o: (o.noun not in nouns, o.receipt))
    for output in candidates:
        if (
            not output.service
            or output.service not in draft.services
            or not _can_change(draft, output.service)
        ):
            continue
        if (
            act.verb == "add"
            and act.argument("as") is None
            and not any(u.tokens[i].norm == "back" for i in range(act.first, act.last))
            and not thing_told_of(draft, act)
            and not nouns
            & {
                output.noun,
                *(("folder",) if output.noun == "file" else ()),
                "draft",
                "label",
                "checklist",
                "comment",
                "note",
                "reply",
                "ticket",
                "row",
                "record",
                "contact",
                "deal",
                "issue",
                "card",
                "task",
                "lead",
                "page",
                "sheet",
            }
        ):
            continue
        return output.service
    return None


def _can_change(draft: Draft, service: str) -> bool:
    """Whether a service does anything but answer questions, as the weather and market prices do."""
    return any(
        not is_reading(fact.operation)
        for node_type in draft.services.get(service).action_types
        for fact in operations_of_type(draft.catalog, node_type)
    )


def _bears_field(draft: Draft, flow: Flow, act: Act) -> str | None:
    """“set the priority to high”: of the ticket that has one, and not of the person that was looked up."""
    u, said = draft.utterance, act.argument("object")
    if said is None or said.services or said.nouns:
        return None
    roles = {s.concept for i in range(said.first, said.last) for s in u.concepts(i, "fields")}
    bearing = [
        o
        for o in flow.history
        if o.service in draft.services and roles & set(o.roles) and _can_change(draft, o.service)
    ]
    return bearing[0].service if len({o.service for o in bearing}) == 1 and not bearing[0].receipt else None
