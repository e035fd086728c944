"""Columns of a row: the names that they get, and the values of the data at hand that go into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.build.outputs import Known, Output
from nodepilot.composer.build.slots import Slot
from nodepilot.composer.build.stamps import STAMPS
from nodepilot.composer.build.written_names import written_name
from nodepilot.composer.reading.said_fields import told_field
from nodepilot.plan.model import Code, Ref, Value

COLUMN_ROLES = (
    "id",
    "date",
    "title",
    "name",
    "customer",
    "email",
    "phone",
    "company",
    "amount",
    "currency",
    "product",
    "quantity",
    "status",
    "priority",
    "start",
    "end",
    "due_date",
    "author",
    "type",
    "text",
    "location",
    "url",
)
_ADDING = frozenset({"create", "add", "upsert"})
_MOST_COLUMNS = 10
_SEVERAL = 3
SNAKE = frozenset(
    {
        "postgres",
        "mySql",
        "microsoftSql",
        "snowflake",
        "mongoDb",
        "supabase",
        "dataTable",
        "googleBigQuery",
        "elasticsearch",
        "crateDb",
        "questDb",
        "timescaleDb",
    }
)


def short_name(slot: Slot) -> str:
    return slot.node_type.rpartition(".")[2]


def rows_of(slot: Slot, data: Output) -> dict[str, Value]:
    """The columns to write: fields that the request names, else those that the data is known to have; values that it gives."""
    snake = short_name(slot) in SNAKE
    made: dict[str, Value] = dict(_fields_of(slot, data, snake=snake))
    given = {column_name(name, snake=snake): value for name, value in _given_values(slot)}
    return {**made, **given}


def _given_values(slot: Slot) -> Iterator[tuple[str, str]]:
    """“add a row with status open”: a column, and what stands in it."""
    act = slot.act
    if act.verb not in _ADDING:
        return
    for argument in act.arguments:
        if act.source is not None and act.source.first < argument.first:
            # "add the records of Airtable with status Done": which ones.
            continue
        told = told_field(slot.utterance, argument.first - 1, argument.last) if argument.first else None
        if argument.role == "with" and told is not None and told[0].operator == "eq":
            yield told[0].left, str(told[0].right)


def _fields_of(slot: Slot, data: Output, *, snake: bool) -> dict[str, Ref | Code]:
    made: dict[str, Ref | Code] = {}
    for label, known in data.fields.items():
        made[column_name(label, snake=snake)] = data.value(known)
    if "decision" in data.roles and len(made) < _SEVERAL:
        # A verdict says nothing without what it is about.
        made = {**(_context(slot, data) or _whole_thing(slot, data)), **made}
    if not made:
        for words, value in _named_fields(slot):
            made[column_name(words, snake=snake)] = value
    if not made:
        seen: set[str] = set()
        for role in COLUMN_ROLES:
            cell = data.roles.get(role)
            if cell is None or cell.path in seen or len(made) >= _MOST_COLUMNS:
                continue
            seen.add(cell.path)
            made[column_name(role.replace("_", " "), snake=snake)] = data.value(cell)
    if data.fields and data.roles.get("ai_text") is None:
        for output in slot.flow.history:
            if output is not data and output.fields and len(made) < 2 * _MOST_COLUMNS:
                for label, known in output.fields.items():
                    made.setdefault(column_name(label, snake=snake), output.value(known))
    return made


def _whole_thing(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    """All that an event told of which no field is known, in one column."""
    first = next((o for o in slot.flow.history if o is not data and not o.empty), None)
    if first is None:
        return {}
    name = first.noun if first.noun not in {"", "item", "event", "request"} else "content"
    prefix = f".{first.prefix}" if first.prefix else ""
    value = Code(f"JSON.stringify($('{first.step}').item.json{prefix})")
    return {column_name(name, snake=short_name(slot) in SNAKE): value}


def _named_fields(slot: Slot) -> list[tuple[str, Ref | Code]]:
    from nodepilot.composer.build.slot_fields import asked_fields

    asked = [(words.lower(), value) for words, value in asked_fields(slot)]
    # "save the payments with the date": it stands beside what is saved.
    return asked if any(words not in STAMPS for words, _ in asked) else []


def column_name(words: str, *, snake: bool) -> str:
    if snake:
        return re.sub(r"\W+", "_", words.strip().lower()).strip("_") or "value"
    return words[:1].upper() + words[1:]


def text_columns(slot: Slot, data: Output, text: Known) -> dict[str, Ref | Code]:
    """What a model wrote, in a column, or in one for each of its parts, beside what it is about."""
    snake = short_name(slot) in SNAKE
    parts = {column_name(label, snake=snake): data.value(known) for label, known in data.fields.items()}
    return {
        **_context(slot, data),
        **(parts or {column_name(written_name(slot), snake=snake): data.value(text)}),
    }


def _context(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    """What the text of an AI is about, in a column or two."""
    snake = short_name(slot) in SNAKE
    for output in reversed(slot.flow.history):
        if output is data or output.empty:
            continue
        made: dict[str, Ref | Code] = {}
        if output.fields:
            for label, known in list(output.fields.items())[:4]:
                if not known.path.startswith("file:"):
                    made[column_name(label, snake=snake)] = output.value(known)
        else:
            for role in ("title", "name", "email", "url"):
                if role in output.roles:
                    made[column_name(role, snake=snake)] = output.value(output.roles[role])
        return made
    return {}


def said_of_text(slot: Slot, data: Output) -> dict[str, Ref | Code]:
    """A text that a model made, with a column or two of what it is about."""
    snake = short_name(slot) in SNAKE
    names = {column_name(written_name(slot), snake=snake): data.value(data.roles["ai_text"])}
    return {**names, **{column_name(r, snake=snake): v for r, v in _context(slot, data).items()}}
