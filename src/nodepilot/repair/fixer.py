"""What a fixer is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from nodepilot.kit.records import dataclass
from nodepilot.repair.case import Case
from nodepilot.repair.model import Proposal
from nodepilot.validation import Issue

Propose: TypeAlias = Callable[[Case, Issue], Iterable[Proposal]]


@dataclass(frozen=True, slots=True)
class Fixer:
    """Mends the issues of some codes. `propose` gives the ways to mend one, the best first, or none.

    It reads the case, changes nothing and does not raise, whatever the document holds. Whether a way works
    and brings nothing new is not its business: the engine tries it.
    """

    name: str
    codes: tuple[str, ...]
    propose: Propose
