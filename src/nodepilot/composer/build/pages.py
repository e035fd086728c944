"""Further pages of a form, and a form to upload documents."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.form_fields import FormField
from nodepilot.composer.build.forms import _fields_in
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.plan.model import OriginKind
from nodepilot.plan.shapes import form_fields
from nodepilot.sentences import say

_BASE = "n8n-nodes-base."
_ORDINALS = ("second", "third", "zweite", "zweiten", "segunda", "deuxieme", "tercera", "next")


def second_pages(draft: Draft, flow: Flow) -> None:
    """“second page the budget”: one form page for each."""
    u = draft.utterance
    for index in range(len(u.tokens) - 2):
        if u.tokens[index].norm not in _ORDINALS or not (
            u.has(index + 1, "nouns", "page") or u.tokens[index + 1].norm in {"step", "seite", "pagina"}
        ):
            continue
        end = index + 2
        while (
            end < len(u.tokens)
            and u.tokens[end].norm not in {".", ";", "\n"}
            and u.tokens[end].norm not in _ORDINALS
        ):
            end += 1
        fields = [f for f in _fields_in(u, index + 2, end) if f.label.lower() not in {"page", "asks"}]
        fields = [replace(f, kind="number") if f.label.lower() == "budget" else f for f in fields]
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
