"""What is sent with an HTTP request: the body as it is said, fields of the item, the whole item; values in the query."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.field_names import FIELD, is_field, names_in
from nodepilot.composer.build.items import is_item_here
from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.names import json_said
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code, Ref, Text, Value
from nodepilot.plan.shapes.fields import key_values


def body_of(draft: Draft, flow: Flow, act: Act) -> Mapping[str, Value]:
    """Parameters for the body: as the request gives it, else the fields that it names, else the whole item."""
    u = draft.utterance
    if (said := json_said(u, act.first, act.last)) is not None:
        return {"sendBody": True, "specifyBody": "json", "jsonBody": said}
    if pairs := _pairs(u, act):
        return {"sendBody": True, "specifyBody": "json", "jsonBody": json.dumps(pairs)}
    data = flow.data
    if data is None or data.empty:
        return {}
    if values := _named(u, act, data):
        return {"sendBody": True, "bodyParameters": key_values(values)}
    if data.fields:
        return {
            "sendBody": True,
            "bodyParameters": key_values({_key(label): data.value(k) for label, k in data.fields.items()}),
        }
    root = "$json" if is_item_here(draft, flow) else f"$('{data.step}').item.json"
    return {
        "sendBody": True,
        "specifyBody": "json",
        "jsonBody": Code(f"JSON.stringify({root}{'.' + data.prefix if data.prefix else ''})"),
    }


def query_said(u: Utterance, act: Act) -> Mapping[str, Value]:
    """“with limit=50 and status=open”: values in the address's query; nothing where none is said."""
    pairs = _pairs(u, act) | _parameters(u, act)
    return {"sendQuery": True, "queryParameters": key_values(pairs)} if pairs else {}


def _pairs(u: Utterance, act: Act) -> dict[str, Value]:
    """“with status=hold”: names and values as they are said."""
    return {
        u.tokens[i - 1].text: u.tokens[i + 1].text.strip("'\"")
        for i in range(act.first + 1, min(act.last, len(u.tokens) - 1))
        if u.tokens[i].norm == "=" and u.tokens[i].start == u.tokens[i - 1].end
    }


_PARAMETER = ("param", "querypar")
_GIVEN = frozenset({"=", ":", "to", "is", "of", "set", "with", "value", "the", "equal", "equals", "as"})
"""What may stand between a parameter's name and its value."""


def _parameters(u: Utterance, act: Act) -> dict[str, Value]:
    """“with the query parameter q set to Berlin”: one value by its name."""
    last = min(act.last, len(u.tokens))
    found: dict[str, Value] = {}
    for index in range(act.first, last - 2):
        if not u.tokens[index].norm.startswith(_PARAMETER) or u.tokens[index + 1].norm in _GIVEN:
            continue
        place = index + 2
        while place < last and u.tokens[place].norm in _GIVEN:
            place += 1
        if index + 2 < place < last:
            found[u.tokens[index + 1].text.strip("\"'“”")] = u.tokens[place].text.strip("\"'“”")
    return found


def _named(u: Utterance, act: Act, data: Output) -> dict[str, Value]:
    """“send name and email to https://…”: those fields alone; nothing where a thing as a whole is sent."""
    said = act.argument("object")
    if said is None or said.pronoun or not data.open or said.literals:
        return {}
    end = next((i for i in range(said.first, said.last) if u.has(i, "words", "of", "from")), said.last)
    names = names_in(u, said.first, end)
    told = any(u.tokens[i].norm in FIELD for i in range(said.first, end))
    if not names or (len(names) < 2 and not told) or not all(is_field(u, name, loose=told) for name in names):
        return {}
    found = {_key(name): data.named(name, role_of_words(name, u.languages)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _key(label: str) -> str:
    return re.sub(r"\W+", "_", label.lower()).strip("_")


def json_of(text: str | Text | Ref | Code) -> Value:
    """A text as a JSON body with the one key `text`."""
    if isinstance(text, str):
        return json.dumps({"text": text}, ensure_ascii=False)
    if isinstance(text, Code):
        return Code(f"JSON.stringify({{ text: {text.source} }})")
    if isinstance(text, Ref):
        return Code(f"JSON.stringify({{ text: {javascript_of(text)} }})")
    parts = [
        f"String({p.source} ?? '')"
        if isinstance(p, Code)
        else f"String({javascript_of(p)} ?? '')"
        if isinstance(p, Ref)
        else json.dumps(p, ensure_ascii=False)
        for p in text.parts
    ]
    return Code(f"JSON.stringify({{ text: [{', '.join(parts)}].join('') }})")
