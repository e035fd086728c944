"""Reading JSON objects strictly: each function returns a value of the type that it names or raises.

`where` says which part of the plan is being read, for the error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Scalar


def expect_object(raw: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise InvalidPlan(f"{_capital(where)} has to be an object.")
    return raw


def expect_list(value: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """A list; an absent one is empty."""
    raw = value.get(key, [])
    if not isinstance(raw, list | tuple):
        raise InvalidPlan(f"{_field(where, key)} has to be a list.")
    return list(raw)


def refuse_unknown_keys(value: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
    names = list(allowed)
    for key in value:
        if key not in names:
            nearest = get_close_matches(str(key), names, 1)
            hint = f"Did you mean `{nearest[0]}`?" if nearest else f"Allowed: {', '.join(names)}."
            raise InvalidPlan(f"{_capital(where)} has an unknown key `{key}`.", next_step=hint)


def read_text(value: Mapping[str, Any], key: str, where: str, *, default: str | None = None) -> str:
    raw = value.get(key, default)
    if not isinstance(raw, str):
        problem = "is missing" if key not in value else "has to be a text"
        raise InvalidPlan(f"{_field(where, key)} {problem}.")
    return raw


def read_optional_text(value: Mapping[str, Any], key: str, where: str) -> str | None:
    return None if value.get(key) is None else read_text(value, key, where)


def read_texts(value: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    raw = expect_list(value, key, where)
    if not all(isinstance(each, str) for each in raw):
        raise InvalidPlan(f"{_field(where, key)} has to be a list of texts.")
    return tuple(raw)


def read_number(value: Mapping[str, Any], key: str, where: str) -> int | float | None:
    raw = value.get(key)
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidPlan(f"{_field(where, key)} has to be a number.")
    return raw


def read_whole_number(value: Mapping[str, Any], key: str, where: str) -> int:
    """A number of 0 or more; an absent one is 0."""
    raw = value.get(key, 0)
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise InvalidPlan(f"{_field(where, key)} has to be a whole number, 0 or more.")
    return raw


def read_scalars(value: Mapping[str, Any], key: str, where: str) -> Mapping[str, Scalar]:
    raw = expect_object(value.get(key, {}), _field(where, key))
    for name, each in raw.items():
        if each is not None and not isinstance(each, str | int | float):
            raise InvalidPlan(f"{_field(where, key)}.{name} has to be a text, a number, true, false or null.")
    return {str(name): each for name, each in raw.items()}


def read_span(value: Mapping[str, Any], where: str) -> tuple[int, int] | None:
    raw = value.get("span")
    if raw is None:
        return None
    match raw:
        case [int(start), int(end)] if 0 <= start <= end:
            return start, end
        case _:
            raise InvalidPlan(f"{_field(where, 'span')} has to be [start, end] in characters of the request.")


def _field(where: str, key: str) -> str:
    return _capital(f"{where}.{key}" if key else where) if where != "the plan" else f"`{key}` of the plan"


def _capital(where: str) -> str:
    return "The plan" if where == "the plan" else f"`{where}`"
