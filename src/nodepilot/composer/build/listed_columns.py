"""Columns that an order lists: “write name and email to a sheet”, “log the file name”."""

from __future__ import annotations

import re

from nodepilot.composer.build.field_names import is_field, names_in
from nodepilot.composer.build.known_paths import path_called
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.slot_fields import find_named
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Ref

_WRITING = frozenset({"add", "upsert", "update", "create", "copy", "upload", "index", "log"})
_FILE_NAMES = re.compile(
    r"^(?:the |its |their |all )*(?:file ?names?$|names? of (?:all |the |every )*files?\b)", re.IGNORECASE
)


def listed_columns(slot: Slot) -> dict[str, Ref | Code]:
    """The fields that the act's object lists, with their values; empty where it speaks of anything else."""
    u, data, act = slot.utterance, slot.flow.data, slot.act
    said = _listing(act)
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
    determined = any(u.has(i, "words", "det") for i in range(said.first, end))
    others = 1 if determined else len(names) - 1
    if len(names) < 2 or said.literals or not known[0] or known.count(False) > others:
        return {}
    return {name.lower(): _value(slot, data, name) for name in (_of_each(slot, data, n) for n in names)}


_ROWS = frozenset({"row", "record", "item", "entry", "line"})


def _listing(act: Act) -> Argument | None:
    """What lists the fields: the object, or what a row shall be made with (“a row with date and rate”)."""
    said = act.argument("object")
    if said is None or not said.nouns or not set(said.nouns) <= _ROWS:
        return said
    return act.argument("with") or said


def _of_each(slot: Slot, data: Output, name: str) -> str:
    """“their names and sizes”: each of them has one."""
    one = singular(name.lower())
    known = any(label.lower() == name.lower() for label in data.fields)
    return one if data.many and one != name.lower() and not known and is_field(slot.utterance, one) else name


def _file_name(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    for role in ("file_name", "name", "title"):
        if (known := data.roles.get(role)) is not None and not data.receipt:
            return {"file name": data.value(known)}
    if slot.flow.binary is None:
        return {}
    step, name = slot.flow.binary
    return {"file name": Code(f"$('{step}').item.binary?.{name}?.fileName")}


_OF_FILE = frozenset({"filename", "file name", "file_name"})


def _kept_file_name(slot: Slot) -> Ref | Code | None:
    """What the file was called that the text was read from."""
    for output in reversed(slot.flow.history):
        known = output.roles.get("file_name") or (
            output.roles.get("name") if "file_id" in output.roles else None
        )
        if known is not None and not output.receipt:
            return output.value(known)
    return None


def _value(slot: Slot, data: Output, name: str) -> Ref | Code:
    if name.lower() in _OF_FILE and (kept := _kept_file_name(slot)) is not None:
        return kept
    found = find_named(slot, name, role_of_words(name, slot.utterance.languages))
    if found is not None:
        return found
    called = path_called(slot.draft, data, name) if not data.open else None
    return data.value(Known(called or data.path_of(name)))
