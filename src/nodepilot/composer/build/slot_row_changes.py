"""Slots that write back: columns of the row or record that was read."""

from __future__ import annotations

from nodepilot.composer.build.field_names import field_said
from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.row_columns import column_name, rows_of
from nodepilot.composer.build.slot_tables import key_named, match_column_name
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.build.told_changes import told_change
from nodepilot.composer.build.written_names import written_name
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.plan.shapes import columns as mapped_columns

_KEYS = frozenset({"sku", "isbn", "domain", "email"})
"""Columns that tell records apart, besides their id."""
_LONGEST_NAME = 2
_WHOLE = frozenset(
    "result results response responses answer answers row rows record records data it them everything sheet status "
    "output outcome reply".split()
)
"""What is written back as it is."""


def columns_update(slot: Slot) -> Value:
    """A mapping that changes the row that was read: by its row number."""
    u = slot.utterance
    origin = next((o for o in reversed(slot.flow.history) if "row" in o.roles), None)
    changed: dict[str, Value] = {}
    state = next((a for a in slot.act.arguments if a.role == "as"), None)
    if told := told_change(slot) or _status_said(slot):
        changed.update(told)
    elif (named := _column_said(slot)) is not None:
        changed.update(named)
    elif state is not None:
        word = u.words(state.first, state.last)
        changed["Status"] = word[:1].upper() + word[1:]
        slot.said(u.span(state.first, state.last))
    elif slot.flow.data is not None and (slot.flow.data is not origin or _was_changed(slot, origin)):
        data = slot.flow.data
        if (text := data.roles.get("ai_text")) is not None:
            changed[column_name(written_name(slot), snake=False)] = data.value(text)
        elif data.fields:
            changed.update(_verdict(data) or rows_of(slot, data))
        elif data.open and (said := _values_said(slot, data)):
            changed.update(said)
        elif data.open:
            return _auto_by_row()
        else:
            changed.update(rows_of(slot, data))
    else:
        changed["Status"] = "Done"
    if origin is not None:
        return mapped_columns(
            {"row_number": origin.value(origin.roles["row"]), **changed}, matching=["row_number"]
        )
    return mapped_columns({"ID": slot.role("id") or "", **changed}, matching=["ID"])


def _status_said(slot: Slot) -> dict[str, Value]:
    """“check each URL in the sheet and write the status code back”: how the address answered."""
    u = slot.utterance
    said = any(u.tokens[i].norm in {"status", "code"} for i in range(slot.act.first, slot.act.last))
    answered = next((o for o in reversed(slot.flow.history) if "http_status" in o.roles), None)
    if not said or answered is None:
        return {}
    return {"Status code": answered.value(answered.roles["http_status"])}


def _column_said(slot: Slot) -> dict[str, Value] | None:
    """“write it to the column comment_en”, “write "done" into Status”: where the text that was made, or given, goes."""
    into, data = slot.act.argument("to", "in"), slot.flow.data
    text = data.roles.get("ai_text") if data is not None else None
    name = _name_of(slot, into) if into is not None else None
    quoted = next((token for token in slot.act.literals if token.kind is Kind.QUOTED), None)
    if name is not None and quoted is not None:
        slot.said((quoted.start, quoted.end))
        return {name: quoted.text[1:-1]}
    if data is None or name is None:
        return None
    if text is not None:
        return {name: data.value(text)}
    if "decision" in data.roles and len(data.fields) == 1:
        return {name: data.value(next(iter(data.fields.values())))}
    answered = data.open and not data.many and data.noun == "response"
    return {name: data.value(Known(data.path_of(name)))} if answered else None


def _name_of(slot: Slot, into: Argument) -> str | None:
    """“in the field Summary”, “in a column called Summary”."""
    called = slot.act.argument("called")
    if called is not None and "field" in into.nouns and into.last <= called.first:
        return slot.utterance.words(called.first, called.last).strip("\"'“”`")
    return field_said(slot.utterance, into.first, into.last)


def _verdict(data: Output) -> dict[str, Value]:
    """What a model decided about the row that it is written to: nothing has to say what it is about."""
    if "decision" not in data.roles:
        return {}
    return {column_name(label, snake=False): data.value(known) for label, known in data.fields.items()}


def _was_changed(slot: Slot, origin: Output) -> bool:
    """Whether fields of the row were changed on the way."""
    step = slot.draft.steps.get(origin.step)
    return step is not None and step.node_type.endswith(".set")


def _values_said(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    """“write the temperature back”, “add price and stock to the row”: fields of the answer at hand."""
    u, argument = slot.utterance, slot.act.argument("object")
    if argument is None or argument.pronoun:
        return {}
    names: list[list[str]] = [[]]
    for index in range(argument.first, argument.last):
        if u.tokens[index].norm == "," or u.has(index, "words", "and"):
            names.append([])
        elif u.tokens[index].kind in {Kind.WORD, Kind.SLUG} and not u.has(index, "words"):
            names[-1].append(u.tokens[index].text)
    words = [" ".join(each) for each in names if each and len(each) <= _LONGEST_NAME]
    if any(each.lower() in _WHOLE for each in words):
        return {}
    return {column_name(each, snake=False): data.value(Known(data.path_of(each))) for each in words}


def _auto_by_row() -> Value:
    return {"mappingMode": "autoMapInputData", "value": None, "matchingColumns": ["row_number"], "schema": []}


def columns_airtable_update(slot: Slot) -> Value:
    """A mapping that changes the record that was read, by its id."""
    data = slot.flow.data
    identity = slot.role("id")
    changed = {
        k: v for k, v in (rows_of(slot, data) if data is not None else {}).items() if k not in {"Id", "ID"}
    }
    if data is not None and (verdict := _column_said(slot) or _verdict(data)):
        changed = verdict
    if data is not None and (text := data.roles.get("ai_text")) is not None:
        changed = _column_said(slot) or {column_name(written_name(slot), snake=False): data.value(text)}
    if told := told_change(slot) or _status_said(slot) or _edited(slot, data):
        return mapped_columns({"id": identity or "", **told}, matching=["id"])
    key = match_column_name(slot)
    if (
        data is not None
        and data.open
        and data.service != "airtable"
        and key in _KEYS
        and not any(output.service == "airtable" for output in slot.flow.history)
    ):
        # Prices of a supplier, by the key that is said: what the record is called there is its own affair.
        own = {name: value for name, value in changed.items() if name.lower() != key}
        return mapped_columns(
            {column_name(key, snake=False): data.value(Known(data.path_of(key))), **own},
            matching=[column_name(key, snake=False)],
        )
    if not changed and data is not None and data.open and not data.empty and data.service != "airtable":
        # Rows of another place, whose columns nobody knows: each as it is.
        key = key_named(slot) or "id"
        return {"mappingMode": "autoMapInputData", "value": None, "matchingColumns": [key], "schema": []}
    if not changed:
        changed = {"Status": "Done"}
    return mapped_columns({"id": identity or "", **changed}, matching=["id"])


def _edited(slot: Slot, data: Output | None) -> dict[str, Value]:
    """The fields that were changed right before: "upper-case the code and update the record"."""
    step = slot.draft.steps.get(data.step) if data is not None else None
    if data is None or step is None or not step.parameters.get("includeOtherFields"):
        return {}
    made = step.parameters.get("assignments")
    entries = made.get("assignments") if isinstance(made, dict) else None
    names = [str(e["name"]) for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
    return {name: data.value(Known(name)) for name in names}


def notion_changes(slot: Slot) -> Value | None:
    """The properties of a page that an order sets: “set the status to Posted”, “mark it as done”."""
    told = told_change(slot)
    state = slot.act.argument("as")
    if not told and state is not None and slot.act.verb in {"update", "complete"}:
        word = slot.utterance.words(state.first, state.last)
        slot.said(slot.utterance.span(state.first, state.last))
        told = {"Status": word[:1].upper() + word[1:]}
    made = [_notion_property(name, value) for name, value in told.items()]
    text = slot.flow.data.roles.get("ai_text") if slot.flow.data is not None else None
    if not made and slot.flow.data is not None and text is not None:
        made = [{"key": f"{_written(slot)}|rich_text", "textContent": slot.flow.data.value(text)}]
    return {"propertyValues": made} if made else None


def _written(slot: Slot) -> str:
    """The property that a written text goes to: “save the summary in the page” fills the one that is called so."""
    said = slot.act.argument("object")
    word = slot.utterance.tokens[said.last - 1].text if said is not None and not said.pronoun else "result"
    return word[:1].upper() + word[1:]


def _notion_property(name: str, value: Value) -> dict[str, Value]:
    if isinstance(value, bool):
        return {"key": f"{name}|checkbox", "checkboxValue": value}
    kind, parameter = ("status", "statusValue") if name == "Status" else ("select", "selectValue")
    return {"key": f"{name}|{kind}", parameter: value}


SLOTS: dict[str, SlotFunction] = {
    "notion_changes": notion_changes,
    "columns_update": columns_update,
    "columns_airtable_update": columns_airtable_update,
}
