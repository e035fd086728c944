"""What an act needs at hand before it is done: a page that is watched, an answer of an API, one item for each entry."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.file_rows import read_rows
from nodepilot.composer.build.graphql import ask_graphql
from nodepilot.composer.build.inner_lists import split_if_meant
from nodepilot.composer.build.nested_lists import split_nested
from nodepilot.composer.build.outputs import Known
from nodepilot.composer.build.public_apis import read_public
from nodepilot.composer.build.redirecting import redirect
from nodepilot.composer.build.separated_values import separate_values
from nodepilot.composer.build.watched_pages import watch_page
from nodepilot.composer.build.web_answers import ask_web
from nodepilot.composer.reading.story import Act

_ARCHIVE = Known("zip")


def made_ready(draft: Draft, flow: Flow, act: Act) -> Act | None:
    """The act once that is at hand; None where nothing else is ordered."""
    if redirect(draft, flow, act) or ask_web(draft, flow, act):
        return None
    if watch_page(draft, flow, act) or read_public(draft, flow, act):
        return None
    act = ask_graphql(draft, flow, _unpacking(flow, act))
    if separate_values(draft, flow, act):
        return None
    split_if_meant(draft, flow, act)
    if act.verb != "split":
        split_nested(draft, flow, act)
    return None if read_rows(draft, flow, act) else act


def _unpacking(flow: Flow, act: Act) -> Act:
    """“download archive.zip, extract it”: an archive at hand is unpacked, whatever else is extracted from files."""
    said, data = act.argument("object"), flow.data
    if act.verb != "extract" or said is None or not said.pronoun or act.target is not None:
        return act
    packed = data is not None and data.roles.get("file_kind") == _ARCHIVE and flow.binary is not None
    return replace(act, verb="unzip", ai=False, helper=None) if packed else act
