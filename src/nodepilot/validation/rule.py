"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from nodepilot.kit.records import dataclass
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.issue import Issue, Source

Check: TypeAlias = Callable[[ValidationContext], Iterable[Issue]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for. `codes` are all issue codes that `check` may report.

    `check` reads the context, changes nothing and does not raise, whatever the document holds.
    """

    name: str
    codes: tuple[str, ...]
    source: Source
    check: Check
