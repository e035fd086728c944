"""Fields that a form needs though the request lists none: those of its kind, and those that conditions compare."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from nodepilot.composer.build.field_names import speaks_of
from nodepilot.composer.build.form_fields import FormField, form_field_of
from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import RETURNED, Test
from nodepilot.composer.reading.story import Act, Fork, Item, Start
from nodepilot.composer.reading.value_kinds import role_of_value
from nodepilot.kit.packaged import packaged_json

_READING = frozenset(
    {"get", "search", "check", "classify", "decide", "analyze", "score", "extract", "summarize"}
)
_LONGEST_NAME = 3
_CHOICE = {"en": "Choice", "de": "Auswahl", "es": "Opción", "fr": "Choix", "pt": "Opção"}
_POINTING = frozenset("it this that they there one ones the".split())


@cache
def _kinds() -> dict[str, dict[str, str]]:
    """The kinds of forms by the words that name them; of each, its fields by language."""
    facts: dict[str, dict[str, str]] = packaged_json("composer", "data/form_kinds.json")
    return {word: fact for fact in facts.values() for word in fact["words"].split(", ")}


def kind_named(u: Utterance, first: int, last: int) -> bool:
    """Whether the words name a kind of form that is known."""
    return any(u.tokens[i].norm in _kinds() for i in range(first, last))


def fields_of_kind(u: Utterance, start: Start) -> list[FormField]:
    """The usual fields of a form for leave, expenses, bookings; none when the request names no such kind."""
    fact = next((_kinds()[t.norm] for t in u.tokens[start.first : start.last] if t.norm in _kinds()), None)
    if fact is None:
        return []
    listed = fact.get(u.language, fact["en"]).split(", ")
    parts = [each.partition(":") for each in listed]
    return [FormField(label, kind or "text", assumed=True) for label, _, kind in parts]


def with_compared(u: Utterance, fields: Sequence[FormField], items: Iterable[Item]) -> list[FormField]:
    """The fields, and one more for each name that a condition compares and that none of them bears."""
    found = list(fields)
    choices = {fold(choice) for field in fields for choice in field.choices}
    for name, values in _compared(items, choices).items():
        role = role_of_words(name, u.languages)
        bearing = next(
            (
                i
                for i, field in enumerate(found)
                if speaks_of(name, field.label)
                or (role is not None and role == role_of_words(field.label, u.languages))
            ),
            None,
        )
        counted = [field for field in found if field.kind == "number"]
        if bearing is None and role is None and len(counted) == 1 and _are_numbers(values):
            # "up to 10 units" of a form that asks for the quantity.
            continue
        if bearing is None:
            label = name[:1].upper() + name[1:]
            number = all(isinstance(value, float) for value in values)
            kind = "number" if number and values else form_field_of(u, label).kind
            found.append(FormField(label, kind, assumed=True))
        elif values and all(isinstance(v, float) for v in values) and found[bearing].kind == "text":
            found[bearing] = replace(found[bearing], kind="number")
    if (offered := _unnamed(items, choices)) and not any(field.choices for field in found):
        asked = next((t.text[1:-1] for t in u.tokens if t.kind is Kind.QUOTED and t.text[-2:-1] == "?"), "")
        found = [field for field in found if fold(field.label) not in {fold(o) for o in offered}]
        label = asked or _CHOICE.get(u.language, "Choice")
        found.append(FormField(label, "dropdown", tuple(offered), assumed=not asked))
    return found


def _are_numbers(values: Sequence[str | float | None]) -> bool:
    return bool(values) and all(isinstance(value, float) for value in values)


def _unnamed(items: Iterable[Item], known: Collection[str]) -> list[str]:
    """Values that cases tell apart without saying of what: the choices of a field that the form has to offer."""
    values = [
        test.right
        for test in _tests(items)
        if test.kind == "string"
        and test.operator == "eq"
        and not test.left
        and isinstance(test.right, str)
        and fold(test.right) not in known
        and role_of_value(test.right) is None
    ]
    return list(dict.fromkeys(values)) if len(values) > 1 else []


def _compared(items: Iterable[Item], choices: Collection[str]) -> dict[str, list[str | float | None]]:
    """The values that names are compared with, before anything else is read."""
    names: dict[str, list[str | float | None]] = {}
    for test in _tests(items):
        name = test.left
        if not name and isinstance(test.right, str) and fold(test.right) not in choices:
            name = role_of_value(test.right) or ""
        if (
            name
            and name.lower() not in _POINTING
            and name.lower().split()[0] not in RETURNED
            and len(name.split()) <= _LONGEST_NAME
            and test.kind in {"number", "string"}
        ):
            names.setdefault(name, []).append(test.right)
    return names


def _tests(items: Iterable[Item]) -> Iterator[Test]:
    for item in items:
        if isinstance(item, Act):
            if item.verb in _READING or item.ai:
                return
            continue
        yield from _of_fork(item)


def _of_fork(fork: Fork) -> Iterator[Test]:
    for case in fork.cases:
        if case.guard.condition is not None:
            yield from case.guard.condition.tests
