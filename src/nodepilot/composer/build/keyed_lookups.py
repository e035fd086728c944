"""Looking one row up: “look up the email in Postgres”, “find the customer by email in Airtable”.

The table is asked for the rows whose key is the one at hand, and not for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.role_words import TABLE_STORES
from nodepilot.composer.reading.story import Act
from nodepilot.kit.patterns import Pattern
from nodepilot.plan.model import Code, Ref, Text, Value

_ASKING = frozenset({"search", "check", "validate", "compare"})
_PEOPLE = frozenset(
    {"customer", "user", "contact", "person", "sender", "lead", "subscriber", "member", "client"}
)
_BY = frozenset("by per nach por par using with".split())
_ABOUT = frozenset("for of with to".split())
_POINTING = frozenset(
    "given sent passed received requested incoming submitted provided same that this".split()
)
"""What tells that a value came in: “the price for the given sku”."""

Asked = Callable[[str, Value], Mapping[str, Value]]


def _where(column: str, value: Value) -> Mapping[str, Value]:
    return {"where": {"values": [{"column": column, "condition": "equal", "value": value}]}}


def _conditions(column: str, value: Value) -> Mapping[str, Value]:
    return {"filters": {"conditions": [{"keyName": column, "condition": "eq", "keyValue": value}]}}


def _formula(column: str, value: Value) -> Mapping[str, Value]:
    parts = value if isinstance(value, Ref | Code) else str(value)
    return {"filterByFormula": Text((f"{{{_title(column)}}} = '", parts, "'"))}


def _cells(column: str, value: Value) -> Mapping[str, Value]:
    return {"filtersUI": {"values": [{"lookupColumn": _title(column), "lookupValue": value}]}}


def _document(column: str, value: Value) -> Mapping[str, Value]:
    parts = value if isinstance(value, Ref | Code) else str(value)
    return {"query": Text((f'{{"{column}": "', parts, '"}'))}


def _title(column: str) -> str:
    words = column.replace("_", " ")
    return words[:1].upper() + words[1:]


_WAYS: dict[tuple[str, str], Asked] = {
    ("postgres", "select"): _where,
    ("mySql", "select"): _where,
    ("supabase", "getAll"): _conditions,
    ("dataTable", "get"): _conditions,
    ("airtable", "search"): _formula,
    ("googleSheets", "read"): _cells,
    ("googleSheets", ""): _cells,
    ("mongoDb", "find"): _document,
}
"""How each table is asked, by its node type and operation."""


def look_up_by_key(draft: Draft, flow: Flow, act: Act, before: Output | None) -> None:
    """Narrows down what the act has just read to what has the key that came in with `before`."""
    found = flow.data
    if found is None or before is None or found is before or before.many or before.empty:
        return
    if act.condition is not None or found.service not in TABLE_STORES:
        return
    step = draft.steps.get(found.step)
    key = _key(draft.utterance, act) if act.verb in _ASKING else _pointed_at(draft.utterance, act)
    if step is None or key is None:
        return
    way = _WAYS.get((step.node_type.rpartition(".")[2], str(step.parameters.get("operation", ""))))
    column = key.replace(" ", "_")
    value = (before.guess(key) if " " not in key else None) or before.named(key)
    if value is None and before.open:
        value = before.guess(column)
    if way is None or value is None:
        return
    asked = way(column, value)
    if any(name in step.parameters and step.parameters[name] not in ({}, "{}", "", None) for name in asked):
        return
    parameters = {name: said for name, said in step.parameters.items() if name not in asked}
    draft.steps[found.step] = replace(step, parameters={**parameters, **asked})


def _key(u: Utterance, act: Act) -> str | None:
    """`email`, `order id`: by what the row is found; None where nothing tells."""
    for argument in act.arguments:
        before = u.tokens[argument.first - 1].norm
        if before in _BY and (name := _field(u, argument) or _plain_key(u, argument)) is not None:
            return name
    if (name := _pointed_at(u, act)) is not None:
        return name
    thing = act.argument("object")
    if thing is None or thing.pronoun:
        came_in = _CAME_IN.search(u.text, 0, u.tokens[act.first].start)
        return came_in["name"].lower() if came_in is not None else None
    name = _sent_before(u, thing) or _field(u, thing)
    words = {u.tokens[i].norm for i in range(thing.first, thing.last)}
    if (name is None or name in _PEOPLE) and _PEOPLE & {*thing.nouns, *words}:
        return "email"
    return name


_SENT = r"(?:with|and|or|,|receives?|gets?|takes?|contains?|containing|sends?|asks? for|enters?|posts?|:) (?:an? |the |their |his |her )?"


def _sent_before(u: Utterance, thing: Argument) -> str | None:
    """“(a webhook with a user id:) look up | the user”, “(POST /coupon with a code:) look up | the code”: what came in."""
    first = thing.first
    while first < thing.last and u.has(first, "words", "det", "that", "if"):
        first += 1
    words = re.match(r"\w+(?: \w+)?", u.words(first, thing.last)) if first < thing.last else None
    if words is None:
        return None
    noun = words.group().split()[0].lower()
    # A thing has a number or the like, what is no thing is the value itself.
    part = r" (?:id|number|no|code|key|email|name)" if u.has(first, "nouns") else ""
    sent = re.search(rf"{_SENT}({re.escape(noun)}{part})\b", u.text[: u.tokens[first].start].lower())
    return sent[1] if sent is not None else None


_CAME_IN = Pattern(
    r"\b(?:receives?|gets?|takes?|with|accepts?|containing) (?:an? |the )(?P<name>[a-z_]+(?: (?:id|number|code|name|address))?)(?:,| and\b|\.)",
    re.IGNORECASE,
)
"""“a webhook that receives a customer number, (looks it up)”: the value that came in."""


def _pointed_at(u: Utterance, act: Act) -> str | None:
    """The value that came in, where the act points at it."""
    names = (_given_key(u, a) for a in act.arguments if u.tokens[a.first - 1].norm in _ABOUT)
    return next((name for name in names if name is not None), None)


def _given_key(u: Utterance, argument: Argument) -> str | None:
    """“(the price for) the given sku”: the value that came in."""
    pointing = [i for i in range(argument.first, argument.last - 1) if u.tokens[i].norm in _POINTING]
    if not pointing:
        return None
    rest = replace(argument, first=pointing[-1] + 1)
    return _field(u, rest) or _plain_key(u, rest)


def _plain_key(u: Utterance, argument: Argument) -> str | None:
    """“by sku”, “for the given isbn”: a column that no table of words knows."""
    first = argument.first
    while first < argument.last and u.has(first, "words", "det"):
        first += 1
    alone = first == argument.last - 1 and u.service_at(first) is None
    return u.tokens[first].text if alone and u.tokens[first].kind in {Kind.WORD, Kind.SLUG} else None


def _field(u: Utterance, argument: Argument) -> str | None:
    """The name of the field that an argument is, and nothing more."""
    first = argument.first
    while first < argument.last and u.has(first, "words", "det", "that", "if"):
        first += 1
    length = u.has(first, "fields") if first < argument.last else 0
    if not length or u.has(first, "fields", "name"):
        length = length if length and first + length >= argument.last else 0
    if not length:
        return None
    address = "address" if u.tokens[min(first + length, len(u.tokens) - 1)].norm == "address" else ""
    name = u.words(first, first + length).lower()
    return "email" if u.has(first, "fields", "email") else f"{name} {address}".strip()
