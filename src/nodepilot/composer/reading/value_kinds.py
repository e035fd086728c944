"""What a value is a value of, told by the value alone: `EUR` is a currency, `Germany` a country, `urgent` a priority."""

from __future__ import annotations

import json
from functools import cache

from nodepilot.composer.language.tokens import fold
from nodepilot.kit.packaged import packaged


@cache
def _roles() -> dict[str, str]:
    """The role of a field by the values that it holds."""
    facts: dict[str, str] = json.loads(packaged("composer", "data/value_kinds.json").read_text("utf-8"))
    return {fold(value): role for role, values in facts.items() for value in values.split(", ")}


def role_of_value(value: str) -> str | None:
    """The role of the field that holds values like this; None for a value that tells nothing."""
    return _roles().get(fold(value).strip(" ."))
