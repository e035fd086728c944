"""Tables by what they hold: “MySQL orders”, “all customers from Postgres”."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.sentences import say

_DATABASES = frozenset(
    "postgres mySql microsoftSql supabase snowflake googleBigQuery crateDb questDb timescaleDb oracleDatabase".split()
)
_ROWS = frozenset({"row", "record", "item"})
_SAY_NOTHING = (
    "row",
    "record",
    "item",
    "data",
    "file",
    "csv",
    "json",
    "excel",
    "xml",
    "field",
    "list",
    "table",
    "sheet",
    "database",
    "document",
    "page",
    "duplicate",
)


def things_as_table(slot: Slot) -> str | None:
    """The plural of what is read or written there, as the table's name; None where nothing but rows is spoken of."""
    u, act = slot.utterance, slot.act
    said = act.argument("object")
    if slot.service not in _DATABASES or slot.node_type.endswith("Trigger") or said is None or said.pronoun:
        return None
    if _ROWS & set(said.nouns):
        # "the new rows of MySQL": they say nothing of the table.
        return None
    for index in range(max(said.first, act.first), min(said.last, act.last)):
        if u.has(index, "words", "of", "in", "from", "with", "that"):
            break
        if _names_things(u, index):
            return _called(slot, index)
    return _before_place(slot)


def _before_place(slot: Slot) -> str | None:
    """“(join the orders of MySQL with) the customers from Postgres”: what stands right before where it comes from."""
    u, act = slot.utterance, slot.act
    hit = next((h for h in u.services if h.key == slot.service and act.first < h.first < act.last), None)
    if hit is None:
        return None
    place = hit.first - 1
    while place > act.first and u.has(place, "words", "det"):
        place -= 1
    things = place - 1
    placed = things >= act.first and u.has(place, "words", "in", "from", "of")
    return _called(slot, things) if placed and _names_things(u, things) else None


def _names_things(u: Utterance, index: int) -> bool:
    token, hit = u.tokens[index], u.service_at(index)
    plural = token.kind is Kind.WORD and token.norm.isascii() and singular(token.norm) != token.norm
    known = bool(u.has(index, "nouns")) and not u.has(index, "nouns", *_SAY_NOTHING)
    return plural and known and (hit is None or hit.is_generic)


def _called(slot: Slot, index: int) -> str:
    u = slot.utterance
    name = u.tokens[index].norm
    slot.draft.assume(say("The table is called `{name}`.", name=name), span=u.span(index, index + 1))
    return name
