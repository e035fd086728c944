"""The texts in a plan's values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nodepilot.plan.model import Code, Locator, Ref, Text


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a value of a plan."""
    match value:
        case str():
            yield value
        case Code():
            yield value.source
        case Ref():
            yield value.path
        case Text():
            for part in value.parts:
                yield from texts_in(part)
        case Locator():
            yield from texts_in(value.value)
        case bool() | int() | float() | None:
            return
        case dict() | Mapping():
            for each in value.values():
                yield from texts_in(each)
        case Sequence():
            for each in value:
                yield from texts_in(each)
