"""Addresses that an act calls: one, one after the other with a pause, or several side by side."""

from __future__ import annotations

import re

from nodepilot.composer.build import http, pauses, ranking, sources
from nodepilot.composer.build.converting import TABLES
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Ref


def call_addresses(draft: Draft, flow: Flow, act: Act, *, checked: bool) -> None:
    """Calls what the act names; `checked`: how it answers is what follows depends on."""
    urls = [t for t in act.literals if t.kind is Kind.URL]
    if len(urls) > 1:
        sources.several_addresses(draft, flow, act, urls)
        return
    several = flow.data is not None and flow.data.many
    pause = (
        pauses.pause_of(draft, act) if http.is_sent_to(act) or draft.pause is not None or several else None
    )
    if pause is not None and flow.data is not None and not flow.data.empty:
        answers = pauses.one_by_one(draft, flow, pause, lambda inner: _call(draft, inner, act))
        if answers is not None:
            flow.give(answers)
        return
    http.call(draft, flow, act, checked=checked)
    found = None if checked else ranking.limit_of(draft, act.first, act.last)
    if found is not None and act.verb in READS and flow.data is not None and flow.data.open:
        ranking.limit(draft, flow, *found)


def called_for_each(act: Act) -> Act:
    """“get the weather for each city in my sheet from https://…”: the list is read, the address called for each."""
    asked = next((a for a in act.arguments if any(t.kind is Kind.URL for t in a.literals)), None)
    if (
        act.verb not in {"get", "create", "search", "check", "download", "extract"}
        or act.source is None
        or act.target is not None
        or asked is None
        or asked.services
    ):
        return act
    for_each = any(a.role == "for" and "every" in a.quantifiers for a in act.arguments)
    if any(_HOLE.search(t.text) for t in asked.literals):
        # "look up every VAT number of my sheet at https://…/{vat}": each row's own address.
        return act.doing("call")
    return act.doing("call") if for_each and asked.role in _ASKED_AT else act


_ASKED_AT = frozenset({"from", "with", "via", "in"})
_HOLE = re.compile(r"\{\w+\}?")
_FILES = frozenset({"image", "file", "pdf", "video", "audio", "document", "media"})


def download_each(draft: Draft, flow: Flow, act: Act, source: str) -> bool:
    """“download all images listed in the sheet”: each row holds an address; False where something else is ordered."""
    if (
        act.verb != "download"
        or (source not in TABLES and not (source == "" and _holds_links(draft, flow)))
        or not _FILES & set(act.nouns)
        or act.target is not None
    ):
        return False
    step = http.call(draft, flow, act.doing("get"))
    column = next((t.text.strip("\"'`") for t in act.literals if t.kind in {Kind.SLUG, Kind.QUOTED}), None)
    if column is not None:
        draft.set(step, "url", Ref(None, column))
    draft.set(step, "options", {"response": {"response": {"responseFormat": "file"}}})
    flow.binary = (step, "data")
    flow.give(
        Output(
            step, {"file_kind": Known("image" if "image" in act.nouns else "file")}, noun="file", many=True
        )
    )
    return True


def _holds_links(draft: Draft, flow: Flow) -> bool:
    """“take the URLs from Airtable, download each image”: a list at hand whose entries hold addresses."""
    u, data = draft.utterance, flow.data
    return (
        data is not None
        and data.many
        and (data.open or "url" in data.roles)
        and "file_id" not in data.roles
        and any(u.has(i, "nouns", "link") or u.has(i, "fields", "url") for i in range(len(u.tokens)))
    )


def _call(draft: Draft, flow: Flow, act: Act) -> None:
    http.call(draft, flow, act)
