"""The slot for a query: SQL that the request gives, else composed from what it asks for."""

from __future__ import annotations

import re

from nodepilot.composer.build.names import name_after
from nodepilot.composer.build.slots import Slot, SlotFunction
from nodepilot.composer.language.utterance import Utterance
from nodepilot.plan.model import Value
from nodepilot.sentences import say


def sql(slot: Slot) -> Value | None:
    """A query: given in quotes, else composed from what is asked for."""
    u, act = slot.utterance, slot.act
    for token in act.literals:
        if token.kind == "quoted" and re.match(
            r"(?i)\s*(select|insert|update|delete|with)\b", token.text[1:-1]
        ):
            slot.said((token.start, token.end))
            return token.text[1:-1]
    if (span := _written(u)) is not None:
        slot.said(span)
        return u.text[slice(*span)]
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


_SELECT = re.compile(r"(?i)\bselect\s.+?\sfrom\s+[\w.\"]+[^\n;]*")


def _written(u: Utterance) -> tuple[int, int] | None:
    """A query that stands in the request as it is, up to where the request goes on (“… and send the result to …”)."""
    match = _SELECT.search(u.text)
    if match is None:
        return None
    head = re.match(r"(?i)select\s.+?\sfrom\s+[\w.\"]+", match.group())
    least = match.start() + (head.end() if head is not None else 0)
    for index, token in enumerate(u.tokens):
        if token.start < least or token.end > match.end():
            continue
        after = index + max(1, u.has(index, "words", "and", "then"))
        goes_on = u.has(index, "words", "and", "then") and u.has(after, "verbs")
        compared = after + 1 < len(u.tokens) and u.tokens[after + 1].norm in _COMPARING
        placed = u.has(index, "words", "in", "from", "via", "to") and u.service_at(index + 1) is not None
        ends = token.norm in {",", ".", ";", ":", "->"} and u.tokens[index - 1].norm not in _LISTING
        if (goes_on and not compared) or placed or ends or u.is_scheduled(index):
            return match.start(), u.tokens[index - 1].end
    return match.start(), match.start() + len(match.group().rstrip(" .,"))


_COMPARING = frozenset({"=", "<", ">", "<>", "!=", "like", "in", "is", "between"})
_LISTING = frozenset({"by", "select"})


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
