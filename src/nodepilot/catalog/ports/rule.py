"""What a port rule is and what it is asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from nodepilot.catalog.jsvalues import UNDEFINED, get_path, is_truthy, to_number
from nodepilot.catalog.model import Parameters, Port, PortFilter
from nodepilot.kit.records import dataclass

MODEL = "ai_languageModel"
MEMORY = "ai_memory"
TOOL = "ai_tool"
PARSER = "ai_outputParser"

_MOST_PORTS = 1000


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a rule. `filters` are those of n8n's program, in the order of its text."""

    parameters: Parameters
    version: float
    filters: tuple[PortFilter, ...] = ()

    def value(self, path: str) -> Any:
        """The parameter at that path, UNDEFINED when there is none.

        An expression without `{{ }}` is its own text.
        """
        value = get_path(self.parameters, path)
        if isinstance(value, str) and value.startswith("=") and "{{" not in value:
            return value[1:]
        return value

    def value_or(self, path: str, fallback: Any) -> Any:
        """JavaScript's `??`: the fallback for a missing value and for null."""
        value = self.value(path)
        return fallback if value is UNDEFINED or value is None else value

    def is_on(self, path: str) -> bool:
        """The parameter is true in JavaScript's sense."""
        return is_truthy(self.value(path))

    def items(self, path: str) -> list[Any]:
        """The list at that path; empty when missing, TypeError when it is something else."""
        value = self.value_or(path, [])
        if not isinstance(value, list):
            raise TypeError(path)
        return value

    def filter(self, place: int) -> PortFilter | None:
        """The filter with that number, None when n8n's program has fewer."""
        return self.filters[place] if place < len(self.filters) else None


@dataclass(frozen=True, slots=True)
class PortRule:
    """A named rule; `reads` are the parameter paths that its answer depends on."""

    name: str
    reads: tuple[str, ...]
    compute: Callable[[Call], Iterable[Port]]


def count(value: Any) -> int:
    """How many elements JavaScript's `Array.from({length: value})` has (at most 1,000 here)."""
    number = None if value is UNDEFINED else to_number(value)
    if number is None or math.isnan(number) or number <= 0:
        return 0
    return int(min(number, _MOST_PORTS))


def label(value: Any) -> str | None:
    """A label as n8n shows it: the text of whatever was given."""
    if value is UNDEFINED or value is None:
        return None
    return value if isinstance(value, str) else str(value)
