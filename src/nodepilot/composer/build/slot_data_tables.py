"""Slots of n8n's own data tables: which table, which row, what changes in it."""

from __future__ import annotations

from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.slot_tables import columns
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.plan.model import Locator, Value
from nodepilot.plan.shapes import columns as mapped_columns

_TABLE = "dataTableId"


def data_table(slot: Slot) -> Value | None:
    """The table that is named behind its kind ("the data table queue"), else the one that was named before."""
    u = slot.utterance
    for hit in u.services:
        place = hit.last
        while place < len(u.tokens) and u.has(place, "words", "called"):
            place += 1
        if (
            hit.key != "dataTable"
            or not slot.act.first <= hit.first < slot.act.last
            or place >= len(u.tokens)
        ):
            continue
        token = u.tokens[place]
        plain = token.kind is Kind.WORD and not u.has(place, "words") and not u.is_scheduled(place)
        if token.kind in {Kind.SLUG, Kind.QUOTED} or (plain and not u.has(place, "conditions")):
            slot.said(u.span(place, place + 1))
            return token.text.strip("'\"`“”„«»")
    found = name_after(u, slot.act.first, slot.act.last, ("table",))
    if found is not None:
        slot.said(found[1])
        return found[0]
    return next(
        (
            value.value
            for step in slot.draft.steps.values()
            if isinstance(value := step.parameters.get(_TABLE), Locator)
            and isinstance(value.value, str)
            and not value.value.startswith("YOUR_")
        ),
        None,
    )


def data_table_row(slot: Slot) -> Value:
    """The row that was read, by its id."""
    identity = slot.role("id", guess=False)
    read = next((o for o in reversed(slot.flow.history) if o.service == "dataTable"), None)
    if identity is None and read is not None:
        identity = read.guess("id")
    return {"conditions": [{"keyName": "id", "condition": "eq", "keyValue": identity or "YOUR_VALUE"}]}


def data_table_changes(slot: Slot) -> Value:
    """What an order changes: “set the status to done”; else what the data holds."""
    u, act = slot.utterance, slot.act
    what, to = act.argument("object"), act.argument("to")
    if act.verb == "update" and what is not None and to is not None and not to.services:
        names = [i for i in range(what.first, what.last) if not u.has(i, "words", "det")]
        values = [i for i in range(to.first, to.last) if not u.has(i, "words", "det")]
        if len(names) == 1 and len(values) == 1:
            slot.said(u.span(names[0], values[0] + 1))
            return mapped_columns({u.tokens[names[0]].norm: u.tokens[values[0]].text.strip("'\"`“”")})
    return columns(slot)


SLOTS: dict[str, SlotFunction] = {
    "data_table": data_table,
    "data_table_row": data_table_row,
    "data_table_changes": data_table_changes,
}
