"""What an order does to the texts in fields: another case, spaces, one sign for another."""

from __future__ import annotations

import json
from dataclasses import field

from nodepilot.composer.build.field_names import is_field, key_of, names_in, value_source
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act
from nodepilot.kit.records import dataclass

_TEXT = {
    "lower": "String({0} ?? '').toLowerCase()",
    "upper": "String({0} ?? '').toUpperCase()",
    "capital": "String({0} ?? '').toTitleCase()",
    "trim": "String({0} ?? '').trim()",
    "squeeze": "String({0} ?? '').replace(/\\s+/g, '')",
    "untag": "String({0} ?? '').replace(/<[^>]*>/g, '')",
    "round": "Number({0}).round(2)",
}
"""What happens to one value, as n8n's expressions write it."""
_REMOVED = frozenset({"squeeze", "untag"})
"""What is done by removing something."""
_CHANGING = frozenset(
    {
        "add",
        "update",
        "create",
        "convert",
        "shape",
        "format",
        "crop",
        "write",
        "get",
        "delete",
        "filter",
        "move",
        "",
    }
)


@dataclass(slots=True)
class Change:
    """Fields that get a value, those that alone are kept, those that are left out."""

    made: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.made or self.kept or self.dropped)


_SIGNS_SAID = {
    "comma": ",",
    "commas": ",",
    "dot": ".",
    "dots": ".",
    "point": ".",
    "points": ".",
    "period": ".",
    "periods": ".",
    "space": " ",
    "spaces": " ",
    "dash": "-",
    "dashes": "-",
    "hyphen": "-",
    "hyphens": "-",
    "semicolon": ";",
    "semicolons": ";",
    "underscore": "_",
    "underscores": "_",
    "slash": "/",
    "slashes": "/",
    "nothing": "",
}
"""Characters by their names."""


def replaced(u: Utterance, act: Act, data: Output) -> Change:
    """“replace all commas in the price column with dots”: one text for another in a field."""
    if act.verb_at < 0 or act.verb_at >= len(u.tokens):
        return Change()
    if u.tokens[act.verb_at].norm not in {
        "replace",
        "swap",
        "ersetze",
        "reemplaza",
        "remplace",
    }:
        return Change()
    words = range(act.first, act.last)
    joint = next((i for i in words if u.tokens[i].norm in {"with", "by", "durch", "por", "par"}), None)
    old = next((text for i in words if joint and i < joint and (text := _sign_said(u, i)) is not None), None)
    new = next((text for i in words if joint and i > joint and (text := _sign_said(u, i)) is not None), None)
    named = next((i for i in words if u.has(i, "fields") and u.service_at(i) is None), None)
    if old is None or new is None or named is None:
        return Change()
    name = u.words(named, named + u.has(named, "fields"))
    source = value_source(u, data, name)
    return Change(
        made={key_of(data, name): f"String({source} ?? '').replaceAll({json.dumps(old)}, {json.dumps(new)})"}
    )


def _sign_said(u: Utterance, index: int) -> str | None:
    token = u.tokens[index]
    return token.text[1:-1] if token.kind is Kind.QUOTED else _SIGNS_SAID.get(token.norm)


def text_changed(u: Utterance, act: Act, data: Output) -> Change:
    """“put the email in lower case”, “trim the name and make it uppercase”."""
    if act.verb not in _CHANGING:
        return Change()
    found = [
        (index, sense)
        for index in range(act.first, act.last)
        for sense in u.concepts(index, "changes")[:1]
        if sense.concept in _TEXT
    ]
    if not found or (found[0][1].concept in _REMOVED and act.verb not in {"delete", "filter"}):
        return Change()
    taken = {place for index, sense in found for place in range(index, index + sense.length)}
    named = [
        name
        for argument in act.arguments
        if argument.role in {"object", "subject", "from", "of", "to", "in"}
        for name in names_in(u, argument.first, end_of_names(u, argument.first, argument.last), taken)
        if is_field(u, name, loose=act.verb == "shape" and argument.role == "object")
        # "all product names": a name of two words, the second of which tells what it is.
        or (argument.role == "object" and is_field(u, name.rpartition(" ")[2]))
    ]
    made: dict[str, str] = {}
    for name in named:
        value = value_source(u, data, name)
        concepts = dict.fromkeys(sense.concept for _, sense in found)
        if "trim" in concepts:
            # "trim the spaces": those around the text, not those in it.
            concepts.pop("squeeze", None)
        for concept in concepts:
            value = _TEXT[concept].format(value)
        made[key_of(data, name)] = value
    return Change(made=made)


def says_text_change(u: Utterance, act: Act) -> bool:
    """“turn the names into uppercase”: whether texts in fields are spoken of, whatever field it is."""
    if act.verb not in _CHANGING:
        return False
    said = (u.concept(index, "changes") for index in range(act.first, act.last))
    return any(sense is not None and sense.concept in _CASES for sense in said)


_CASES = frozenset({"lower", "upper", "capital", "trim"})


def end_of_names(u: Utterance, first: int, last: int) -> int:
    """“the country code | of each record”: where the names end and what they belong to begins."""
    behind = range(first + 1, last)
    return next((i for i in behind if u.has(i, "words", "of", "in", "from") and not u.has(i, "fields")), last)
