"""What an order does to the fields of an item: joined, parted, in lower case, calculated, kept, left out."""

from __future__ import annotations

import json

from nodepilot.composer.build.field_dates import date_change, result_field
from nodepilot.composer.build.field_names import FIELD, KEEPING, is_field, key_of, names_in, value_source
from nodepilot.composer.build.field_texts import Change, end_of_names, replaced, text_changed
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.comparisons import Condition, parse_number
from nodepilot.composer.reading.story import Act

_SIGNS = {"times": "*", "plus": "+", "minus": "-", "over": "/"}
_DROPPING = frozenset(
    "drop remove delete discard throw entferne entfernen losche supprime elimina quita remova".split()
)
_MOST = 12
_LONGEST_VALUE = 3
_LIST = 2
"""From here on names are a list, in which one may be a name that nobody knows."""


def change_of(u: Utterance, act: Act, data: Output) -> Change:
    """What the act changes; an empty change where it orders something else."""
    for reader in (replaced, _joined, _parted, _dated, text_changed, _calculated, _kept, _set_to):
        if change := reader(u, act, data):
            return change
    return Change()


def _joined(u: Utterance, act: Act, data: Output) -> Change:
    """“join first and last name into full_name”."""
    if act.verb not in {"merge", "shape"}:
        return Change()
    objects, into = act.argument("object"), act.argument("to", "as", "in")
    if objects is None or into is None:
        return Change()
    parts = names_in(u, objects.first, objects.last)
    target = names_in(u, into.first, into.last)
    if not target and any(u.tokens[i].norm in FIELD for i in range(into.first, into.last)):
        # "into one field"
        target = ["field"]
    if len(parts) < 2 or len(target) != 1 or not all(is_field(u, name) for name in parts):
        return Change()
    name = key_of(
        data,
        "full name"
        if role_of_words(parts[0], u.languages) == "first_name" and target[0] in FIELD
        else target[0],
    )
    values = ", ".join(value_source(u, data, part) for part in parts)
    return Change(made={name: f"[{values}].filter(Boolean).join(' ')"})


def _parted(u: Utterance, act: Act, data: Output) -> Change:
    """“split the full name into first and last name”, “split the tags by comma”."""
    if act.verb != "split":
        return Change()
    objects, into = act.argument("object"), act.argument("to", "in", "as")
    if objects is None:
        return Change()
    whole = names_in(u, objects.first, objects.last)
    if len(whole) != 1 or not is_field(u, whole[0]):
        return Change()
    source = value_source(u, data, whole[0])
    parts = names_in(u, into.first, into.last) if into is not None else []
    if len(parts) == 2:
        words = f"String({source} ?? '').trim().split(/\\s+/)"
        return Change(
            made={
                key_of(data, parts[0]): f"{words}[0]",
                key_of(data, parts[1]): f"{words}.slice(1).join(' ')",
            }
        )
    if any(
        u.tokens[i].norm in {"comma", "commas", "komma", "coma", "virgule", "virgula"}
        for i in range(act.first, act.last)
    ):
        return Change(
            made={key_of(data, whole[0]): f"String({source} ?? '').split(',').map(each => each.trim())"}
        )
    return Change()


def _calculated(u: Utterance, act: Act, data: Output) -> Change:
    """“calculate the total as price times quantity”, “multiply the price by 1.19”."""
    if act.verb not in {"calculate", "add", "create", "update", "shape"}:
        return Change()
    first, last = act.verb_at + 1, act.last
    sign_at = next((i for i in range(first + 1, last - 1) if _sign_of(u, i)), None)
    multiplied = u.tokens[act.verb_at].norm in {"multiply", "multipliziere", "multiplica", "multiplie"}
    if sign_at is None and multiplied:
        sign_at = next(
            (
                i
                for i in range(first + 1, last - 1)
                if u.tokens[i].norm in {"by", "with", "mit", "por", "par"}
            ),
            None,
        )
    if sign_at is None:
        return Change()
    sense = u.concept(sign_at, "changes")
    sign = "*" if multiplied else _sign_of(u, sign_at) or "*"
    start = next(
        (
            i + 1
            for i in range(first, sign_at)
            if u.has(i, "words", "as") or u.tokens[i].norm in {"=", "from", "aus", "als"}
        ),
        first,
    )
    end = next(
        (i for i in range(sign_at + 1, last) if u.has(i, "words", "as", "to", "in", "for", "called")), last
    )
    left = _operand(u, data, start, sign_at)
    right = _operand(u, data, sign_at + (sense.length if sense is not None else 1), end)
    if left is None or right is None:
        return Change()
    wanted = (
        names_in(u, first, start - 1) if start > first else names_in(u, end + 1, last) if end < last else []
    )
    if end < last and u.has(end, "words", "in", "for") and act.argument("as", "to", "called") is None:
        # "… for each row in my sheet" says of what.
        wanted = names_in(u, first, start - 1) if start > first else []
    name = result_field(u, act) or next((n for n in wanted if n.lower() not in FIELD), "total")
    return Change(made={key_of(data, name): f"{left} {sign} {right}"})


def _sign_of(u: Utterance, index: int) -> str:
    """The sign that a word stands for ("times"); "" where it is none."""
    if u.tokens[index].norm == "*":
        return "*"
    sense = u.concept(index, "changes")
    return _SIGNS.get(sense.concept, "") if sense is not None else ""


def _operand(u: Utterance, data: Output, first: int, last: int) -> str | None:
    for index in range(first, last):
        if (number := parse_number(u.tokens[index])) is not None:
            return f"{number:g}"
    names = names_in(u, first, last)
    return (
        f"Number({value_source(u, data, names[0])} ?? 0)"
        if len(names) == 1 and is_field(u, names[0], loose=True)
        else None
    )


def _dated(u: Utterance, act: Act, data: Output) -> Change:
    """“format the date as dd.MM.yyyy”, “add 14 days to the start”."""
    return Change(made={each.name: each.source for each in date_change(u, act, data)})


def _kept(u: Utterance, act: Act, data: Output) -> Change:
    """“keep only id, name and city”, “drop the fields a and b”."""
    objects = act.argument("object")
    if act.verb not in {"filter", "get", "delete", "add"} or objects is None or act.source is not None:
        return Change()
    words = {u.tokens[i].norm for i in range(act.verb_at, min(act.verb_at + 3, act.last))}
    said_field = any(u.tokens[i].norm in FIELD for i in range(act.first, act.last))
    names = names_in(u, objects.first, end_of_names(u, objects.first, objects.last))
    if not names or len(names) > _MOST:
        return Change()
    tested = act.condition is not None and not _is_of_names(act.condition)
    kept = act.verb == "filter" or (act.target is None and u.tokens[act.verb_at].norm in _KEPT)
    if words & KEEPING and (kept or said_field):
        # “keep only name and email” may have been read as a test; what names nothing but fields is none.
        known = [is_field(u, name, loose=said_field and not tested) for name in names]
        listed = len(names) > _LIST and all(" " not in name for name in names)
        others = 0 if tested or len(names) < _LIST else len(names) - 1 if listed else 1
        if known.count(False) <= others and (len(names) > 1 or said_field):
            return Change(kept=[key_of(data, name) for name in names])
    plain = bool(words & _LEAVING_OUT) and all(_is_key(u, objects, name) for name in names)
    if words & _DROPPING and (said_field or plain) and act.verb in {"filter", "delete"} and not tested:
        return Change(dropped=[key_of(data, name) for name in names])
    return Change()


_LEAVING_OUT = frozenset("drop remove discard omit exclude".split())


def _is_key(u: Utterance, said: Argument, name: str) -> bool:
    """“drop password and token”: bare words, no things that are called by their kind."""
    bare = " " not in name and (is_field(u, name) or (name == name.lower() and not name.endswith("s")))
    determined = any(u.has(i, "words", "det", "every") for i in range(said.first, said.last))
    things = any(u.has(i, "nouns") and not u.has(i, "fields") for i in range(said.first, said.last))
    return bare and not (said.pronoun or determined or things)


_KEPT = frozenset("garde gardez garder conserva conserve behalte mantenha".split())
"""“garde nom et email”: fields are kept, nothing is put anywhere."""
_OWN = frozenset({"request", "answer", "row", "item", "record"})
"""Data that belongs to no service, so that a value that is set in it is not changed there."""


def _set_to(u: Utterance, act: Act, data: Output) -> Change:
    """“set the field source to web”, “add a column country with the value DE”."""
    objects, value = act.argument("object"), act.argument("to", "with", "as")
    if act.verb not in {"update", "add"} or objects is None or value is None or act.source or act.target:
        return Change()
    said_field = any(u.tokens[i].norm in FIELD for i in range(objects.first, objects.last))
    if not said_field and (act.verb == "add" or data.noun not in _OWN or data.service):
        return Change()
    names = names_in(u, objects.first, objects.last)
    first = value.first
    while first < value.last - 1 and (u.has(first, "words", "det") or u.has(first, "nouns", "value")):
        first += 1
    if len(names) != 1 or first >= value.last or value.last - first > _LONGEST_VALUE or value.services:
        return Change()
    text = u.words(first, value.last).strip("'\"`“”„ ")
    return Change(made={key_of(data, names[0]): json.dumps(text, ensure_ascii=False)})


def _is_of_names(condition: Condition) -> bool:
    """A test that was only guessed from words behind “keep” or “drop”: no field of it is named."""
    return all(not t.left and t.operator in {"contains", "not_contains"} for t in condition.tests)
