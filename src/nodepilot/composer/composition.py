"""What the built-in engine answers to a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.sureness import Signs
from nodepilot.kit.records import dataclass
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


def together(parts: Sequence[Composition]) -> Composition:
    """Several plans as one, as sure as the least sure of them; their steps have keys of their own."""
    plans = [part.plan for part in parts if part.plan is not None]
    plan = Plan(
        plans[0].name,
        steps=tuple(step for plan in plans for step in plan.steps),
        links=tuple(link for plan in plans for link in plan.links),
        assumptions=tuple(dict.fromkeys(each for plan in plans for each in plan.assumptions)),
        questions=tuple(each for plan in plans for each in plan.questions),
        placeholders=tuple(each for plan in plans for each in plan.placeholders),
        timezone=next((plan.timezone for plan in plans if plan.timezone), None),
    )
    least = min(parts, key=lambda part: part.confidence)
    missed = tuple(each for part in parts for each in part.not_understood)
    return replace(least, plan=plan, not_understood=missed)
