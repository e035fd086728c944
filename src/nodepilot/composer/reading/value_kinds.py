"""What words are values of, told by them alone: `EUR` is a currency, `urgent` a priority, `PDFs` a kind of file."""

from __future__ import annotations

from functools import cache

from nodepilot.composer.language.tokens import fold
from nodepilot.kit.packaged import packaged_json


@cache
def _roles() -> dict[str, str]:
    """The role of a field by the values that it holds."""
    facts: dict[str, str] = packaged_json("composer", "data/value_kinds.json")
    kinds = {fold(value): role for role, values in facts.items() for value in values.split(", ")}
    return {**kinds, **dict.fromkeys(_countries(), "country")}


@cache
def _countries() -> dict[str, str]:
    """The two letters that stand for a country, by its names in all languages."""
    facts: dict[str, str] = packaged_json("composer", "data/countries.json")
    return {fold(name): code for code, names in facts.items() for name in names.split(", ")}


def country_code(name: str) -> str | None:
    """“Germany”: DE; None for what is no name of a country."""
    return _countries().get(fold(name).strip(" ."))


def role_of_value(value: str) -> str | None:
    """The role of the field that holds values like this; None for a value that tells nothing."""
    if value.strip(" .") in _COUNTRIES:
        return "country"
    return _roles().get(fold(value).strip(" ."))


_COUNTRIES = frozenset({"US", "USA", "UK", "EU", "DE", "AT", "CH", "FR", "UAE"})
"""Written so they are places; in small letters some of them are other words."""


@cache
def _file_kinds() -> dict[str, str]:
    """Patterns of types and names, by the words for a kind of file."""
    data: dict[str, str] = packaged_json("composer", "data/file_kinds.json")
    return {word: pattern for pattern, words in data.items() for word in words.split(", ")}


def file_kind(words: str) -> str | None:
    """A pattern for the type or name of a kind of file (“PDFs”, “voice message”); None where no kind is named."""
    return _file_kinds().get(fold(words).strip(" ."))
