"""Values in the type and shape that a property takes, where they say the same in another one."""

from __future__ import annotations

import json
import re
from typing import Any

from nodepilot.catalog.model import Property
from nodepilot.workflow.edits.paths import MISSING

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "thousand": 1000}
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d+)?\Z")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,_' ]\d{3})+\Z")


def number_of(text: str) -> int | float | None:
    """The number that a text says: `10`, `2.5`, `1,000`, `ten`, `twenty-five`; None for anything else."""
    bare = text.strip()
    if _GROUPED.match(bare):
        bare = re.sub(r"[,_' ]", "", bare)
    if _NUMBER.match(bare):
        return float(bare) if "." in bare else int(bare)
    parts = re.split(r"[\s-]+", bare.lower())
    if not all(part in _WORDS for part in parts):
        return None
    numbers = [_WORDS[part] for part in parts]
    match numbers:
        case [single]:
            return single
        case [tens, ones] if 20 <= tens < 100 and 0 < ones < 10:
            return tens + ones
        case [count, unit] if unit in (100, 1000) and 0 < count < 100:
            return count * unit
    return None


def boolean_of(text: str) -> bool | None:
    """What a text says: `true`, `yes`, `on` or their opposites; None for anything else."""
    word = text.strip().lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def locator_of(value: Any, definition: Property) -> Any:
    """A text or number as the value of a resource locator; `MISSING` when no mode takes it."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        return MISSING
    mode = _mode_for(str(value), definition)
    return MISSING if mode is None else {"__rl": True, "mode": mode, "value": value}


def _mode_for(text: str, definition: Property) -> str | None:
    names = [mode.name for mode in definition.modes]
    if text.startswith(("http://", "https://")) and "url" in names:
        return "url"
    if text.startswith(("#", "@")) and "name" in names:
        return "name"
    return next((name for name in ("id", "name", "list") if name in names), None)


def parsed(text: str) -> Any:
    """The JSON object or list that a text holds; `MISSING` for any other text."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return MISSING
    return found if isinstance(found, dict | list) else MISSING


def as_property(value: Any, definition: Property) -> Any:
    """The value in the shape that the property takes; `MISSING` when that cannot be told."""
    match definition.type:
        case "resourceLocator":
            return value if isinstance(value, dict) else locator_of(value, definition)
        case "number":
            return number_of(value) if isinstance(value, str) and not value.startswith("=") else value
        case "collection":
            return value if isinstance(value, dict) else MISSING
        case "fixedCollection":
            return value if isinstance(value, dict) else MISSING
        case "string":
            return value if isinstance(value, str | int | float) else MISSING
        case _:
            return value
