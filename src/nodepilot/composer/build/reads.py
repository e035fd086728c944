"""Reading: where the data of an act comes from, and whether it is here already."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build import files, http, ranking, repositories, transforms
from nodepilot.composer.build.api_reads import reads_by_api
from nodepilot.composer.build.apps import read_step, resolve_service
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.feeds import FEEDS, merged_feeds
from nodepilot.composer.build.listing import seen_meant
from nodepilot.composer.build.models import is_vector_store
from nodepilot.composer.build.narrowing import narrow
from nodepilot.composer.build.newest_files import read_newest
from nodepilot.composer.build.short_links import is_short_link
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.composer.reading.wholes import WHOLE


def source_of(draft: Draft, flow: Flow, act: Act) -> str | None:
    """The service to read from; None when its data is here already."""
    hit = act.source
    if (
        hit is None
        and act.target is not None
        and act.verb in {"get", "search", "check", "download", "dedupe", "sort", "count"}
        and act.argument("to") is None
        and act.verb != "check"
    ):
        return None
    if hit is None:
        hit = _source_by_feed(act)
    if hit is None:
        return None
    listed = flow.data is not None and flow.data.many and not flow.data.empty
    if hit.is_generic and act.verb in WHOLE and listed:
        # "remove duplicate emails" of the list at hand: a field, no place.
        return None
    here = flow.data is not None and not flow.data.empty
    if hit.is_generic and here and act.verb == "filter" and act.condition is not None:
        # "keep only rows where email is valid": a field of what is at hand.
        return None
    if hit.is_generic and flow.data is not None and flow.data.open and flow.data.noun == "response":
        # "call https://… and save the emails": what it answered.
        return None
    key = resolve_service(draft, hit)
    if key == "httpRequest" or is_vector_store(draft, key) or is_short_link(flow, key):
        return None
    if _is_here(draft, flow, act, key):
        return None
    if not draft.services.get(key).action_types and reads_by_api(draft, act, key) is None:
        return None
    return key


def read_without_node(draft: Draft, flow: Flow, act: Act) -> None:
    """Where n8n has a trigger of the service only, an HTTP request reads what is asked for."""
    hit = act.source
    if hit is None or hit.is_generic or act.verb == "watch":
        return
    service = draft.services.get(hit.key)
    if (
        service.action_types
        or reads_by_api(draft, act, hit.key) is not None
        or not service.trigger_types
        or any(output.service == hit.key for output in flow.history)
        or any(step.node_type in service.trigger_types for step in draft.steps.values())
    ):
        return
    u = draft.utterance
    http.unknown_source(draft, flow, service.name, u.span(hit.first, hit.last))
    narrow(draft, flow, act)


def _source_by_feed(act: Act) -> ServiceHit | None:
    if (
        act.verb in {"merge", "get", "check", "watch"}
        and act.target is not None
        and act.target.key == "rssFeedRead"
    ):
        return act.target
    return None


def _is_here(draft: Draft, flow: Flow, act: Act, key: str) -> bool:
    """Whether the trigger gave just this (new mails of Gmail need no second look)."""
    first = flow.history[0] if flow.history else None
    if first is None:
        return False
    if key == draft.called_by:
        # What it called the webhook about came along.
        return not _other_thing(draft, act, first.noun)
    if key == draft.lacking:
        # "Everyone who is missing in HubSpot": both lists were compared already.
        return True
    also = (
        {c.service for c in act.source.mention.candidates}
        if act.source is not None and act.source.is_generic
        else set()
    )
    if act.source is not None and act.source.mention.need in FEEDS:
        also |= {"rssFeedRead"}
    if first.service == key or first.service in also:
        # "tweet new blog posts": whichever tool for blogs starts it.
        return not _other_thing(draft, act, first.noun)
    return any(o.service == key and o is flow.data for o in flow.history)


def _other_thing(draft: Draft, act: Act, noun: str) -> bool:
    u = draft.utterance
    words = {u.tokens[i].norm for i in range(act.first, act.last)}
    del noun
    return act.verb == "search" or bool(
        words & {"all", "list", "history", "previous", "past"} and act.verb == "get"
    )


def read(draft: Draft, flow: Flow, act: Act, key: str) -> None:
    urls = [t for t in act.literals if t.kind is Kind.URL]
    if key == "rssFeedRead" and len(urls) > 1:
        merged_feeds(draft, flow, act, urls)
    elif read_newest(draft, flow, act, key):
        return
    elif repositories.names_file(draft, act, key):
        repositories.read_file(draft, flow, act, key)
    elif key in {"awsS3", "dropbox"} and _names_file(act) and _wants_content(draft, act):
        # “Get” is what listing is called there.
        listing = key == "awsS3" and act.verb == "get"
        first = max(act.first, act.verb_at + 1) if listing else act.first
        read_step(draft, flow, replace(act, verb="download", first=first), key, many=False)
    elif key in {"googleDrive", "dropbox", "microsoftOneDrive", "box", "awsS3"} and _wants_content(
        draft, act
    ):
        read_step(draft, flow, act.doing("search"), key)
        files.download(draft, flow)
    elif key in {"ftp", "nextCloud"} and _wants_content(draft, act) and not _names_file(act):
        read_step(draft, flow, act.doing("get"), key)
        if seen_meant(draft, act):
            transforms.drop_seen(draft, flow, draft.utterance.span(act.first, act.last))
        files.download(draft, flow)
        return
    elif key in {
        "ftp",
        "nextCloud",
        "azureStorage",
        "googleCloudStorage",
        "microsoftSharePoint",
    } and _wants_content(draft, act):
        read_step(draft, flow, act.doing("download"), key, many=False)
    else:
        if key in FILE_STORES and _asks_names(draft, act):
            act = _of_place(act)
        many = not (act.verb == "search" and flow.data is not None and not flow.data.empty) and not _single(
            act
        )
        if (step := read_step(draft, flow, act, key, many=many)) is None:
            return
        _take_so_many(draft, step, act)
        if many:
            narrow(draft, flow, act)
    if seen_meant(draft, act) and flow.data is not None and flow.data.many:
        transforms.drop_seen(draft, flow, draft.utterance.span(act.first, act.last))
    found = ranking.limit_of(draft, act.first, act.last)
    if flow.binary is not None and "row" in act.nouns:
        # "the first 5 rows of leads.csv": of what is in the file, once it is read.
        return
    if found is not None and (found[0] > 1 or (flow.data is not None and flow.data.many)):
        ranking.limit(draft, flow, *found)


def _take_so_many(draft: Draft, step: str, act: Act) -> None:
    """“get 50 deals”: as many as are asked for, where the service can be asked for a number."""
    u, place = draft.utterance, act.verb_at + 1
    if not 0 < place < act.last - 1 or u.tokens[place].kind is not Kind.NUMBER or u.is_scheduled(place):
        return
    number, thing = u.tokens[place].norm, u.tokens[place + 1]
    several = thing.kind is Kind.WORD and thing.norm != singular(thing.norm)
    node_type = draft.catalog.find(draft.steps[step].node_type)
    if (
        not number.isdigit()
        or not several
        or node_type is None
        or not node_type.latest.properties_named("limit")
    ):
        return
    draft.set(step, "returnAll", False)
    draft.set(step, "limit", int(number))


_CHANGES = re.compile(r"(?:insert|update|delete)\b", re.IGNORECASE)


def _single(act: Act) -> bool:
    if any(t.kind is Kind.QUERY and _CHANGES.match(t.text) for t in act.literals):
        return True
    alone = act.nouns[:1] == ["weather"] or act.nouns == ["summary"]
    return alone and "every" not in {q for a in act.arguments for q in a.quantifiers}


def _names_file(act: Act) -> bool:
    """“report.csv”, “/in/orders.xml”: one file, where a folder holds several."""
    return any(
        t.kind is Kind.FILE or (t.kind is Kind.PATH and "." in t.text.rpartition("/")[2])
        for t in act.literals
    )


_NAMES = re.compile(r"\bfile ?names?\b|\bnames of (?:all |the |every )*files?\b", re.IGNORECASE)


def _asks_names(draft: Draft, act: Act) -> bool:
    """“get the file names in the FTP folder /in”: what is there, not what stands in it."""
    start, end = draft.utterance.span(act.first, act.last)
    return _NAMES.search(draft.utterance.text, start, end) is not None


def _of_place(act: Act) -> Act:
    """What the act says of the place alone."""
    places = [a for a in act.arguments if a.services]
    return replace(act, verb="get", arguments=places, first=places[0].first, verb_at=places[0].first - 1)


_LISTING = frozenset({"list", "lists", "listing", "liste", "lista", "aufliste"})


def _only_handles(draft: Draft, act: Act) -> bool:
    """“(get the files older than a week) and delete them”: where they lie is all that is needed."""
    u = draft.utterance
    verb = next((i for i in range(act.last, min(act.last + 3, len(u.tokens))) if u.has(i, "verbs")), None)
    named = any(hit.first >= act.last for hit in u.services)
    return verb is not None and not named and u.has(verb, "verbs", "delete", "move") > 0


def _wants_content(draft: Draft, act: Act) -> bool:
    """Whether what is in the files counts; “list the files” asks for their names alone."""
    if act.verb_at >= 0 and draft.utterance.tokens[act.verb_at].norm in _LISTING and act.target is None:
        return False
    if _asks_names(draft, act) or _only_handles(draft, act):
        return False
    return (
        bool(
            set(act.nouns)
            & {"file", "pdf", "csv", "image", "document", "excel", "video", "audio", "zip", "xml", "json"}
            or any(t.kind is Kind.FILE for t in act.literals)
        )
        and act.verb != "delete"
    )
