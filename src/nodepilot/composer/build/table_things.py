"""Tables by what they hold: “MySQL orders”, “all customers from Postgres”."""

from __future__ import annotations

from nodepilot.composer.build.slots import Slot
from nodepilot.composer.language.inflection import singular
from nodepilot.composer.language.tokens import Kind
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
        token = u.tokens[index]
        if u.has(index, "words", "of", "in", "from", "with", "that"):
            return None
        plural = token.kind is Kind.WORD and token.norm.isascii() and singular(token.norm) != token.norm
        if not plural or not u.has(index, "nouns") or u.has(index, "nouns", *_SAY_NOTHING):
            continue
        hit = u.service_at(index)
        if hit is not None and not hit.is_generic:
            continue
        slot.draft.assume(
            say("The table is called `{name}`.", name=token.norm), span=u.span(index, index + 1)
        )
        return token.norm
    return None
