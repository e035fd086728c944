"""“set the column Done to no for all rows”: which column a row gets which value in."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.arguments import Argument
from nodepilot.plan.model import Value

_TO = frozenset("to auf a à para em".split())
_ROWS = frozenset({"row", "record", "sheet", "table", "field"})
_LONGEST_VALUE = 3
_BOOLEANS = frozenset({"true", "false"})


def told_change(slot: Slot) -> dict[str, Value]:
    """The column with its value; empty where the act does not tell them."""
    u, act = slot.utterance, slot.act
    if act.verb != "update":
        return {}
    made = act.argument("object")
    place = next(
        (i for i in range(act.first + 1, min(act.last, len(u.tokens)) - 1) if u.tokens[i].norm in _TO), None
    )
    if made is None or place is None or u.service_at(place + 1) is not None:
        return {}
    into = next((a for a in act.arguments if a.role == "to"), None)
    if into is not None and _ROWS & set(into.nouns):
        # "write the phone back to the row": where it goes, no value.
        return {}
    if u.tokens[place + 1].kind is Kind.QUOTED:
        end = place + 2
    else:
        end = place + 1
        while (
            end < act.last and end - place <= _LONGEST_VALUE and not u.has(end, "words", "for", "of", "with")
        ):
            if end > place + 1 and u.has(end, "words", "in"):
                break
            end += 1
        if end - place > _LONGEST_VALUE:
            return {}
    column = _column(slot, made)
    said = u.words(place + 1, end).strip("\"'“”„«»")
    if not column or not said:
        return {}
    slot.said(u.span(place + 1, end))
    return {column: said == "true" if said in _BOOLEANS else said}


def _column(slot: Slot, made: Argument) -> str:
    """The name behind “column”, else the first word for a field ("the status of all tasks"); rows alone have a status."""
    u = slot.utterance
    for index in range(made.first, made.last):
        if u.tokens[index].kind is Kind.QUOTED:
            return u.tokens[index].text.strip("\"'“”„«»")
    for index in range(made.first, made.last - 1):
        if u.has(index, "nouns", "field") and u.tokens[index + 1].kind is Kind.WORD:
            return u.tokens[index + 1].text
    for index in range(made.first, made.last):
        if u.has(index, "fields"):
            text = u.tokens[index].text
            return text[:1].upper() + text[1:]
    return "Status" if {"row", "record", "task", "item"} & set(made.nouns) else ""
