"""Slots that hold rows: columns of sheets and tables, names of tables, SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nodepilot.composer.build.listed_columns import listed_columns
from nodepilot.composer.build.names import is_name, name_after, name_before
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.row_columns import (
    SNAKE,
    column_name,
    rows_of,
    said_of_text,
    short_name,
    text_columns,
)
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.build.stamps import stamped
from nodepilot.composer.build.table_things import things_as_table
from nodepilot.composer.build.told_changes import told_change
from nodepilot.composer.language.tokens import Kind
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Locator, Ref, Value
from nodepilot.plan.shapes import columns as mapped_columns
from nodepilot.sentences import say


def columns(slot: Slot) -> Value:
    """A column mapping: written out where the fields are known, else taken over as they come."""
    data = slot.flow.data
    if data is None:
        return _auto()
    snake = short_name(slot) in SNAKE
    if rows := _rows(slot, data, snake=snake):
        return mapped_columns(stamped(slot, rows, snake=snake))
    keep_item(slot)
    return _auto()


def _rows(slot: Slot, data: Output, *, snake: bool) -> Mapping[str, Value]:
    """What goes into which column; nothing where the item is taken over as it comes."""
    if listed := listed_columns(slot):
        return {column_name(name, snake=snake): value for name, value in listed.items()}
    if text := data.roles.get("ai_text"):
        return text_columns(slot, data, text)
    one_known = bool(data.roles) and not data.many and not data.whole and len(data.roles) > 3
    return rows_of(slot, data) if data.fields or not data.open or one_known else {}


def _auto() -> Value:
    return {"mappingMode": "autoMapInputData", "value": None, "matchingColumns": [], "schema": []}


def keep_item(slot: Slot) -> None:
    """Sees to it that the node's own input is the item that is to be written."""
    from nodepilot.composer.build.items import bring_item

    bring_item(slot.draft, slot.flow)


def columns_auto(slot: Slot) -> Value:
    """Like `columns`, for databases: an open item goes in as it is."""
    return columns(slot)


def match_column_name(slot: Slot) -> str:
    """The column that finds an existing row: the one named behind "by" or "on", else email or id."""
    u = slot.utterance
    for index in range(slot.act.first, slot.act.last - 1):
        if u.tokens[index].norm in {"by", "on", "per", "anhand", "por", "selon"} and u.has(
            index + 1, "fields"
        ):
            return u.tokens[index + 1].norm
    if (named := key_named(slot)) is not None:
        return named
    for index in range(len(u.tokens)):
        if u.tokens[index].norm.rstrip("s") in {"domain", "sku", "isbn"}:
            return u.tokens[index].norm.rstrip("s")
    data = slot.flow.data
    labels = [label.lower() for label in data.fields] if data is not None else []
    for wanted in ("email", "id"):
        if wanted in labels:
            return wanted
    if data is not None and "email" in data.roles:
        return "email"
    return "id"


_MATCHING = Pattern(
    r"(?:match(?:ed|ing)?|identified|keyed|merging|unique|schlüssel|abgleich)\w*(?: them| rows| it)? (?:on|by|via|with|über|nach)"
    r"(?: the| their| its)?(?: field| column| key)? [`'\"]?([A-Za-z_]\w*)",
    re.IGNORECASE,
)


def key_named(slot: Slot) -> str | None:
    """“matching on sku”, “by order_id”: the column that is named as what tells rows apart."""
    u, act = slot.utterance, slot.act
    start = u.span(act.first, act.last)[0]
    if (found := _MATCHING.search(u.text, start)) is not None:
        return found.group(1)
    for index in range(act.first, act.last - 1):
        slug = u.tokens[index + 1].kind is Kind.SLUG or "_" in u.tokens[index + 1].text
        if u.tokens[index].norm in {"by", "on", "using"} and slug:
            return u.tokens[index + 1].text.strip("\"'`")
    return None


def columns_auto_matching(slot: Slot) -> Value:
    """A mapping that updates the row whose key is the same."""
    data = slot.flow.data
    key = match_column_name(slot)
    if (told := told_change(slot)) and (own := _own_key(slot, key)) is not None:
        changed = {column_name(name, snake=True): value for name, value in told.items()}
        return mapped_columns({key: own, **changed}, matching=[key])
    rows = rows_of(slot, data) if data is not None and (data.fields or not data.open) else {}
    if key in rows:
        return mapped_columns(rows, matching=[key])
    keep_item(slot)
    slot.draft.assume(
        say("Existing rows are found by the column `{key}`.", key=key),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    return {"mappingMode": "autoMapInputData", "value": None, "matchingColumns": [key], "schema": []}


def _own_key(slot: Slot, key: str) -> Ref | Code | None:
    """The key of the row that was read from the same service."""
    for output in reversed(slot.flow.history):
        step = slot.draft.steps.get(output.step)
        if step is not None and step.node_type == slot.node_type and not output.receipt:
            return output.find("id") or output.value(Known(output.path_of(key)))
    return None


def columns_matching(slot: Slot) -> Value:
    """A mapping for a sheet that updates or appends."""
    data = slot.flow.data
    rows = rows_of(slot, data) if data is not None and (data.fields or not data.open) else {}
    key = next((name for name in rows if name.lower() == match_column_name(slot)), None)
    if rows and key is not None:
        return mapped_columns(rows, matching=[key])
    keep_item(slot)
    wanted = match_column_name(slot)
    name = (
        wanted
        if wanted in {"domain", "sku", "isbn"} or "_" in wanted
        else wanted[:1].upper() + wanted[1:]
        if wanted != "id"
        else "ID"
    )
    return {"mappingMode": "autoMapInputData", "value": None, "matchingColumns": [name], "schema": []}


_NAMED_AS_SAID = frozenset("airtable baserow nocoDb seaTable coda grist".split())
"""Tables that people name in an editor: “the Inventory table” is called so."""


def table(slot: Slot) -> Value | None:
    """A table's name."""
    found = name_after(slot.utterance, *slot.stretch, ("table",))
    if found is not None:
        slot.said(found[1])
        return found[0]
    if (view := _view(slot)) is not None:
        return view
    before = name_before(slot.utterance, *slot.stretch, ("table",))
    if before and " " not in before:
        return before if slot.service in _NAMED_AS_SAID else before.lower()
    return _where_it_was(slot, "table") or things_as_table(slot)


def _view(slot: Slot) -> str | None:
    """“the Postgres view daily_sales”: it is read like a table."""
    u = slot.utterance
    first, last = slot.stretch
    for index in range(first + 1, last - 1):
        named = u.tokens[index + 1].kind is Kind.SLUG or is_name(u, index + 1, last)
        if u.tokens[index].norm == "view" and named:
            slot.said(u.span(index + 1, index + 2))
            return u.tokens[index + 1].text
    return None


def row_id(slot: Slot) -> Value | None:
    """What tells the row at hand from all others."""
    data = slot.flow.data
    return slot.role("id") or (data.guess("id") if data is not None and data.open else None)


def sheet(slot: Slot) -> Value:
    """The tab of a spreadsheet."""
    for nouns in (("sheet",),):
        found = name_after(slot.utterance, *slot.stretch, nouns)
        if found is not None:
            slot.said(found[1])
            return found[0]
    if (before := _tab_before(slot)) is not None:
        return before
    if (own := _where_it_was(slot, "sheetName")) is not None:
        return own
    slot.assumed(say("the first tab's usual name"))
    return "Sheet1"


_TABS = frozenset({"tab", "worksheet", "tabellenblatt", "reiter", "pestana", "onglet", "aba"})


def _tab_before(slot: Slot) -> str | None:
    """“the Leads tab of my sheet”, “the lost_deals tab”: the name stands before the word."""
    u = slot.utterance
    for index in range(*slot.stretch):
        if index == 0 or u.tokens[index].norm not in _TABS:
            continue
        name = u.tokens[index - 1]
        named = name.kind in {Kind.SLUG, Kind.QUOTED} or (
            name.kind is Kind.WORD and name.text[:1].isupper() and u.service_at(index - 1) is None
        )
        if named:
            slot.said((name.start, name.end))
            return name.text.strip("'\"“”„‘’«» ")
    return None


def _where_it_was(slot: Slot, parameter: str) -> str | None:
    """“… and set the status to done”: in the table that was read, where the act names no place of its own."""
    if any(not hit.is_generic for argument in slot.act.arguments for hit in argument.services):
        return None
    for step in reversed(slot.draft.steps.values()):
        if step.node_type != slot.node_type:
            continue
        value = step.parameters.get(parameter)
        name = value.value if isinstance(value, Locator) and value.mode in {"name", "list"} else value
        if isinstance(name, str) and not name.startswith(("YOUR", "=", "gid")):
            return name
    return None


def collection(slot: Slot) -> Value | None:
    """A collection's name."""
    found = name_after(slot.utterance, *slot.stretch, ("collection", "table"))
    if found is not None:
        slot.said(found[1])
        return found[0]
    data = slot.flow.data
    source = next((o for o in slot.flow.history if o.roles.get("queue_name")), None)
    if source is not None:
        return source.roles["queue_name"].path
    name = data.noun if data is not None and data.noun not in {"", "item"} else "item"
    slot.draft.assume(
        say("The collection is called `{name}s`.", name=name),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    return f"{name}s".replace(" ", "_")


def column_names(slot: Slot) -> Value:
    """Names of the fields to write, separated by commas; of an open item all of them."""
    data = slot.flow.data
    if data is not None and data.roles.get("ai_text") is not None:
        from nodepilot.composer.build.items import set_fields

        names = said_of_text(slot, data)
        set_fields(slot.draft, slot.flow, names)
        return ", ".join(names)
    if data is not None and (data.fields or not data.open):
        from nodepilot.composer.build.items import set_fields

        rows = rows_of(slot, data)
        if rows:
            set_fields(slot.draft, slot.flow, rows)
            return ", ".join(rows)
    keep_item(slot)
    return Code("Object.keys($json).join(',')")


def sheet_filters(slot: Slot) -> Value | None:
    """Only rows that are asked for ("the next unposted row")."""
    wanted = _unlike(slot)
    if wanted is None:
        return None
    slot.draft.assume(
        say("A row counts as not yet {wanted} while its column `Status` is empty.", wanted=wanted),
        span=slot.utterance.span(slot.act.first, slot.act.last),
    )
    return {"values": [{"lookupColumn": "Status", "lookupValue": ""}]}


def sheet_options(slot: Slot) -> Value | None:
    """One row where the next one is asked for."""
    words = {slot.utterance.tokens[i].norm for i in range(slot.act.first, slot.act.last)}
    if words & {"next", "nachste", "siguiente", "prochaine", "proxima", "oldest"} and not words & {"rows"}:
        return {"returnFirstMatch": True}
    return None


def _unlike(slot: Slot) -> str | None:
    """`unposted`, `unsent`: the participle without its "un"."""
    for index in range(slot.act.first, slot.act.last):
        norm = slot.utterance.tokens[index].norm
        match = re.fullmatch(
            r"(?:un|non-?)(posted|sent|processed|published|contacted|used|handled|done|tweeted|paid|finished|checked|synced|answered|notified)",
            norm,
        )
        if match is not None:
            return match.group(1)
    return None


def worksheet(slot: Slot) -> str | None:
    """“the Excel sheet Expenses”: the name behind what Excel is called."""
    u = slot.utterance
    for hit in (hit for argument in slot.act.arguments for hit in argument.services):
        if hit.key != slot.service or not u.tokens[hit.last - 1].norm.endswith("sheet"):
            continue
        token = u.tokens[hit.last] if hit.last < len(u.tokens) else None
        if token is not None and (token.kind in {Kind.SLUG, Kind.QUOTED} or token.text[:1].isupper()):
            slot.said((token.start, token.end))
            return token.text.strip("'\"“”")
    return None


SLOTS: dict[str, SlotFunction] = {
    "columns": columns,
    "columns_auto": columns_auto,
    "columns_matching": columns_matching,
    "columns_auto_matching": columns_auto_matching,
    "table": table,
    "row_id": row_id,
    "sheet": sheet,
    "collection": collection,
    "column_names": column_names,
    "match_column": match_column_name,
    "sheet_filters": sheet_filters,
    "sheet_options": sheet_options,
    "document": lambda _slot: None,
    "base": lambda _slot: None,
    "workbook": lambda _slot: None,
    "worksheet": worksheet,
}
