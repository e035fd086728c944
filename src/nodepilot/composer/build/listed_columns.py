"""Columns that an order lists: “write name and email to a sheet”, “log the file name”."""

from __future__ import annotations

import re

from nodepilot.composer.build.field_names import is_field, names_in
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.slot_fields import find_named
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.tokens import Kind
from nodepilot.plan.model import Code, Ref

_WRITING = frozenset({"add", "upsert", "update", "create", "copy", "upload", "index", "log"})
_FILE_NAMES = re.compile(
    r"^(?:the |its |their |all )*(?:file ?names?$|names? of (?:all |the |every )*files?\b)", re.IGNORECASE
)


def listed_columns(slot: Slot) -> dict[str, Ref | Code]:
    """The fields that the act's object lists, with their values; empty where it speaks of anything else."""
    u, data, act = slot.utterance, slot.flow.data, slot.act
    said = act.argument("object")
    if act.verb not in _WRITING or any(token.kind is Kind.URL for token in act.literals):
        return {}
    if said is None or said.pronoun or data is None or data.empty or "ai_text" in data.roles:
        return {}
    end = next(
        (i for i in range(said.first, said.last) if u.has(i, "words", "of", "from", "in", "for")), said.last
    )
    if _FILE_NAMES.search(u.words(said.first, said.last)):
        return _file_name(slot, data)
    names = names_in(u, said.first, end)
    known = [is_field(u, name) for name in names]
    if len(names) < 2 or said.literals or not known[0] or known.count(False) > 1:
        return {}
    return {name.lower(): _value(slot, data, name) for name in names}


def _file_name(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    for role in ("file_name", "name", "title"):
        if (known := data.roles.get(role)) is not None and not data.receipt:
            return {"file name": data.value(known)}
    if slot.flow.binary is None:
        return {}
    step, name = slot.flow.binary
    return {"file name": Code(f"$('{step}').item.binary?.{name}?.fileName")}


def _value(slot: Slot, data: Output, name: str) -> Ref | Code:
    found = find_named(slot, name, role_of_words(name, slot.utterance.languages))
    return found if found is not None else data.value(Known(data.path_of(name)))
