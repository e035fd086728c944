"""“the newest file in the folder”: the folder is listed, its files put in order of time, and the first of them is fetched."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.build import files
from nodepilot.composer.build.apps import read_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.transforms import plain_name, stays_same
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import FILE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Value

_BASE = "n8n-nodes-base."
_ONE = Pattern(
    r"\b(?P<which>newest|latest|most recent|oldest)(?: uploaded| added)?(?: [a-z]+)?? (?P<thing>file|csv|pdf|json|xml|excel|xlsx|zip|image|photo|picture|document|report|export|backup|spreadsheet)(?: file| export)?\b(?!s)",
    re.IGNORECASE,
)


def read_newest(draft: Draft, flow: Flow, act: Act, key: str) -> bool:
    """Fetches the file; False where no single one is told by its age, or it is told by its name."""
    u = draft.utterance
    start, end = u.span(act.first, act.last)
    told = _ONE.search(u.text, start, end) if key in FILE_STORES else None
    if told is None or act.verb == "delete" or any(token.kind is Kind.FILE for token in act.literals):
        return False
    listing = replace(act, verb="get" if key in {"ftp", "nextCloud"} else "search")
    # "Download" is said of the one file.
    step = read_step(draft, flow, replace(listing, first=max(act.first, act.verb_at + 1)), key)
    data = flow.data
    known = data.roles.get("updated") or data.roles.get("date") if data is not None else None
    if step is None or known is None or known.is_code:
        return step is not None
    order = "ascending" if told["which"].lower() == "oldest" else "descending"
    by_time: Value = {"fieldName": plain_name(known.path), "order": order}
    _put(draft, flow, "sort", {"sortFieldsUi": {"sortField": [by_time]}, "options": {}}, "Sort", told.span())
    _put(draft, flow, "limit", {"maxItems": 1}, "First 1", told.span())
    assert flow.data is not None  # noqa: S101
    flow.give(replace(flow.data, many=False))
    files.download(draft, flow)
    return True


def _put(
    draft: Draft, flow: Flow, name: str, parameters: dict[str, Value], title: str, span: tuple[int, int]
) -> None:
    key = draft.add(_BASE + name, parameters, name=title, span=span)
    draft.hook(flow, key)
    stays_same(flow, key)
