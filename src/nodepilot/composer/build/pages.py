"""Further pages of a form, and a form to upload documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.form_fields import FormField
from nodepilot.composer.build.form_kinds import with_compared
from nodepilot.composer.build.form_lists import fields_in
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Test
from nodepilot.composer.reading.options import offered_options
from nodepilot.composer.reading.page_places import page_places
from nodepilot.composer.reading.role_words import AI_ALWAYS, FILE_STORES
from nodepilot.composer.reading.story import Act, Fork, Item, Thread
from nodepilot.plan.model import OriginKind
from nodepilot.plan.shapes import form_fields
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_FILES = frozenset({"pdf", "audio", "image", "document", "file"})
_WORKS_ON_FILES = AI_ALWAYS | {"convert", "read"}
"""Verbs whose object is what they work on; what is written or drawn is not there yet."""


def asks_for_file(draft: Draft, thread: Thread) -> bool:
    """“Summarize a PDF with AI”: nothing starts it and no place holds the file, so somebody has to hand it in."""
    first = next(iter(thread.items), None)
    if thread.start.kind != "manual" or not isinstance(first, Act) or not first.ai:
        return False
    if first.source is not None or any(hit.key in FILE_STORES for hit in draft.utterance.services):
        return False
    given = first.argument("from") if first.verb not in _WORKS_ON_FILES else first.argument("from", "object")
    if given is None or any(draft.utterance.tokens[i].is_literal for i in range(first.first, first.last)):
        return False
    return not _FILES.isdisjoint(given.nouns)


def second_pages(draft: Draft, flow: Flow, items: Sequence[Item] = ()) -> None:
    """“second page the budget”: one form page for each. The last one asks for what `items` compare, too."""
    u = draft.utterance
    places = page_places(u)
    for number, (index, first, end) in enumerate(places):
        fields = [f for f in fields_in(u, first, end) if f.label.lower() not in {"page", "asks"}]
        fields = [replace(f, kind="number") if f.label.lower() == "budget" else f for f in fields]
        fields = _with_options(u, fields, first, end)
        if number == len(places) - 1:
            fields = _with_compared(u, flow, fields, items)
        if not fields:
            continue
        key = draft.add(
            _BASE + "form",
            {"formFields": form_fields(*(f.shape() for f in fields)), "options": {}},
            name="Next page",
            key="page",
            span=u.span(index, end),
        )
        draft.hook(flow, key)
        before = flow.data
        page = Output(key, {}, {f.label: Known(f.path) for f in fields}, noun="answer")
        flow.give(page)
        if before is not None:
            flow.history.append(before)


def _with_options(u: Utterance, fields: list[FormField], first: int, end: int) -> list[FormField]:
    """“second page the size (S, M or L)”: the choices of the field that stands before the bracket."""
    options = offered_options(u, first, end)
    if not fields or len(options) < 2:
        return fields
    return [*fields[:-1], replace(fields[-1], kind="dropdown", choices=tuple(options))]


def _with_compared(
    u: Utterance, flow: Flow, fields: list[FormField], items: Sequence[Item]
) -> list[FormField]:
    """The page's fields as cases compare them: numbers where a bare number is a bound, choices where values are told apart."""
    if not fields:
        return fields
    before = [FormField(label) for label in (flow.data.fields if flow.data is not None else ())]
    made = with_compared(u, [*before, *fields], items)[len(before) :]
    own, added = made[: len(fields)], made[len(fields) :]
    if len(own) == 1 and own[0].kind in {"text", "textarea"}:
        if len(added) == 1 and added[0].choices:
            return [replace(own[0], kind="dropdown", choices=added[0].choices)]
        if any(not test.left and test.kind == "number" for test in _bounds(items)):
            own = [replace(own[0], kind="number")]
    return [*own, *added]


def _bounds(items: Sequence[Item]) -> Iterator[Test]:
    for item in items:
        if isinstance(item, Fork):
            for each in item.cases:
                if each.guard.condition is not None:
                    yield from each.guard.condition.tests


def upload_form(draft: Draft) -> Flow:
    """A form that takes documents in, where the request does not say where they are."""
    field = FormField("Document", "file", assumed=True)
    key = draft.add(
        _BASE + "formTrigger",
        {"formTitle": "Add a document", "formFields": form_fields(field.shape())},
        name="Upload a document",
        key="upload",
        kind=OriginKind.ASSUMPTION,
    )
    draft.assume(say("Documents are added through a small upload form."), key)
    flow = Flow(tails=[(key, 0)], columns=draft.columns)
    flow.give(Output(key, {}, noun="document"))
    flow.binary = (key, field.binary)
    return flow
