"""The slot for a query: SQL that the request gives, else composed from what it asks for."""

from __future__ import annotations

import re

from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.tokens import Kind
from nodepilot.plan.model import Value
from nodepilot.sentences import say


def sql(slot: Slot) -> Value | None:
    """A query: given in quotes, else composed from what is asked for."""
    u, act = slot.utterance, slot.act
    for token in act.literals:
        if token.kind is Kind.QUOTED and re.match(
            r"(?i)\s*(select|insert|update|delete|with)\b", token.text[1:-1]
        ):
            slot.said((token.start, token.end))
            return token.text[1:-1]
    written = [t for t in (*act.literals, *u.tokens) if t.kind is Kind.QUERY and not t.text.endswith("}")]
    if written:
        slot.said((written[0].start, written[0].end))
        return written[0].text
    named = name_after(u, act.first, act.last, ("table",))
    name = named[0] if named is not None else _table_guess(slot)
    if any(
        u.has(i, "verbs", "sum")
        or (
            u.has(i, "fields", "amount")
            and u.tokens[i].norm in {"total", "sum", "soma", "summe", "somme", "suma", "revenue", "umsatz"}
        )
        for i in range(act.first, act.last)
    ):
        return f"SELECT SUM(amount) AS total FROM {name}"  # noqa: S608  (shown to its owner, run by n8n)
    if any(
        u.has(i, "verbs", "count")
        or u.tokens[i].norm in {"number", "many", "anzahl", "count", "cuantos", "quantos", "combien"}
        for i in range(act.first, act.last)
    ):
        return f"SELECT COUNT(*) AS count FROM {name}"  # noqa: S608
    return f"SELECT * FROM {name}"  # noqa: S608


def _table_guess(slot: Slot) -> str:
    u, act = slot.utterance, slot.act
    plain = {
        "order": "orders",
        "customer": "customers",
        "payment": "payments",
        "user": "users",
        "lead": "leads",
        "product": "products",
        "invoice": "invoices",
        "report": "sales",
        "contact": "contacts",
        "subscription": "subscriptions",
    }
    for index in range(act.first, act.last):
        for sense in u.concepts(index, "nouns"):
            if sense.concept in plain and u.service_at(index) is None:
                name = (
                    "sales"
                    if u.tokens[index].norm in {"vendas", "sales", "ventas", "ventes", "verkaufe", "umsatze"}
                    else plain[sense.concept]
                )
                slot.draft.assume(
                    say("The table is called `{name}`; change the query to fit your database.", name=name),
                    span=u.span(index, index + 1),
                )
                return name
    slot.draft.assume(
        say("The table is called `records`; change the query to fit your database."),
        span=u.span(act.first, act.last),
    )
    return "records"


SLOTS: dict[str, SlotFunction] = {"sql": sql}
