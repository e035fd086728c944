"""Fields that an order names: their names, where the item holds them, their values as JavaScript."""

from __future__ import annotations

import json
import re

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance

KEEPING = frozenset(
    "keep only take pick select behalte behalten nur garde garder conserva conserve mantenha solo apenas".split()
)
FIELD = frozenset(
    "field fields column columns property properties key keys attribute attributes feld felder spalte spalten campo campos columna columnas champ champs colonne colonnes coluna colunas".split()
)
_PARTING = frozenset({",", "&", "+", "{", "}", "(", ")"})
_HALVES = {"first": "first name", "last": "last name", "vor": "vorname", "nach": "nachname"}
"""“first and last name”: the noun stands with the last one alone."""


def names_in(u: Utterance, first: int, last: int, without: set[int] | None = None) -> list[str]:
    """The fields that a list names ("id, first and last name"), without articles and the word "field"."""
    found: list[list[str]] = [[]]
    for index in range(first, last):
        token = u.tokens[index]
        if index in (without or ()) and not u.has(index, "fields"):
            continue
        if token.norm in _PARTING or u.has(index, "words", "and"):
            found.append([])
        elif (
            token.kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED, Kind.DOTTED}
            and not (u.has(index, "words", "det", "every", "only", "of", "in") and not u.has(index, "fields"))
            and token.norm not in FIELD
            and token.norm not in KEEPING
        ):
            found[-1].append(token.text.strip("'\"`“”"))
    names = [words[0] if "_" in words[0] else " ".join(words[:3]) for words in found if words]
    return [_HALVES.get(name.lower(), name) if len(names) > 1 else name for name in names]


def is_field(u: Utterance, name: str, *, loose: bool = False) -> bool:
    """Whether such a name is that of a field: a known one, or written as keys are."""
    if loose or "_" in name or re.search(r"[a-z][A-Z]", name):
        return True
    return role_of_words(name, u.languages) is not None


def value_source(u: Utterance, data: Output, name: str) -> str:
    name = _of_one(name)
    role = role_of_words(name, u.languages)
    if role == "date" and data.open and data.style == "Title" and "creat" not in name.lower():
        # A column of the table, not when the service stored the row.
        role = None
    found = data.named(name, role)
    if found is None:
        return f"$json[{json.dumps(name)}]"
    return javascript_of(found).replace(f"$('{data.step}').item.json", "$json")


def _of_one(name: str) -> str:
    """“lowercase the emails”: each item holds one."""
    return re.sub(r"(?i)\b(e-?mail|phone|name|title|date|price|timestamp)s$", r"\1", name)


def key_of(data: Output, name: str) -> str:
    """The name under which the item holds the field, or will hold it."""
    for label, known in data.fields.items():
        if label.lower() == name.lower() and not known.is_code and re.fullmatch(r"\w+", known.path):
            return known.path
    if re.fullmatch(r"\w+", name) and re.search(r"_|[a-z][A-Z]", name):
        # Written as keys are.
        return name
    name = _of_one(name)
    path = data.path_of(name) if data.open and not data.prefix else name
    if re.fullmatch(r"\w+", path):
        return name if re.fullmatch(r"\w+", name) and data.style == "snake" else path
    if data.style in {"Title", "Question"}:
        return name[:1].upper() + name[1:] if name.islower() else name
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def field_said(u: Utterance, first: int, last: int) -> str | None:
    """“the field content”, “the body field”: one word beside the word for a field."""
    for index in range(first, last):
        if u.tokens[index].norm not in FIELD:
            continue
        for place in (index + 1, index - 1):
            if first <= place < last and u.tokens[place].kind in {Kind.WORD, Kind.SLUG, Kind.QUOTED}:
                token = u.tokens[place]
                named = token.kind is not Kind.WORD or not (u.has(place, "words") or u.has(place, "verbs"))
                # "translate column text to French": a field's name, though one can text somebody.
                named = named or (place > index and u.has(place, "fields", "text", "title", "name") > 0)
                if named and u.service_at(place) is None:
                    return token.text.strip("'\"“”`")
    return None


_COMPOUNDED = 5
"""Letters from which on a name may stand inside a longer word: “Summe” in “Bestellsumme”, but no “age” in “message”."""


def speaks_of(words: str, label: str) -> bool:
    """Whether a name and the label of a field are the same, or one of them is part of the other."""
    shorter, longer = sorted((fold(words.strip()), fold(label.strip())), key=len)
    at = longer.find(shorter)
    if not shorter or at < 0:
        return False
    return len(shorter) >= _COMPOUNDED or re.search(rf"\b{re.escape(shorter)}", longer) is not None
