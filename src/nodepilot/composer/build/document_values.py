"""Values out of a document that a table shall get: "read the invoice and add supplier, amount and date to Excel"."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.build.ai import ai_step
from nodepilot.composer.build.converting import TABLES, table_kind
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.messages import fields_named
from nodepilot.composer.reading.story import Act

_DOCUMENTS = ("pdf", "invoice", "document", "cv", "file", "expense", "media")
_FEWEST = 2


def read_values(draft: Draft, flow: Flow, act: Act) -> None:
    """A language model takes the values that the act names out of the document at hand."""
    if act.verb not in {"add", "create", "upsert"} or act.target is None or flow.binary is None or act.ai:
        return
    u, said = draft.utterance, act.argument("object")
    if act.target.key not in TABLES or said is None or table_kind(draft, flow, act) is not None:
        return
    named = fields_named(u, said.first, said.last)
    known = [role for _, role, _ in named if role is not None and role != "file"]
    if len(named) < _FEWEST or not known:
        return
    if flow.data is not None and flow.data.noun == "extract":
        # A model took them out already.
        return
    if not any(u.has(i, "nouns", *_DOCUMENTS) for i in range(act.first)):
        return
    ai_step(draft, flow, replace(act.doing("extract"), target=None, source=None, ai=True))
