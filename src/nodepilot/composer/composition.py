"""What the built-in engine answers to a request."""

from __future__ import annotations

from dataclasses import dataclass

from nodepilot.composer.sureness import Signs
from nodepilot.plan.model import Plan


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words of the request that became nothing. `nearest` names the closest thing that exists."""

    text: str
    span: tuple[int, int]
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """A plan, or the honest reason why there is none.

    `plan` is None when the message asks for no workflow or too little is known; `reply` then says
    what is missing and what to write instead. `confidence` is between 0 and 1; `signs` are what it was worked out
    from, None where there is no plan.
    """

    plan: Plan | None
    confidence: float
    reply: str = ""
    not_understood: tuple[NotUnderstood, ...] = ()
    suggestions: tuple[str, ...] = ()
    signs: Signs | None = None
