"""What one answer may cost, asked before every call and never exceeded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from nodepilot.ai.model_facts import Limits, ModelFacts
from nodepilot.ai.ports import Ask, Kind, ModelFailure, Usage

CHARACTERS_A_TOKEN = 3.0
"""Of a careful estimate: English prose has about 4 and JSON about 3, so it is too high rather than too low."""


def estimated_tokens(text: str) -> int:
    return round(len(text) / CHARACTERS_A_TOKEN) + 1


@dataclass(frozen=True, slots=True)
class Spent:
    """What an answer cost so far."""

    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    dollars: float = 0.0


class Budget:
    """Of one answer."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._started = clock()
        self.spent = Spent()

    @property
    def seconds_left(self) -> float:
        return self._limits.seconds - (self._clock() - self._started)

    def check(self, ask: Ask, model: ModelFacts) -> None:
        """Raises `ModelFailure` (over budget) unless the worst that the call can cost is still there."""
        asked = estimated_tokens(ask.system) + estimated_tokens(ask.prompt)
        if ask.tool is not None:
            asked += estimated_tokens(str(ask.tool.schema))
        worst = Usage(asked, 0, ask.longest)
        so_far = self.spent
        fits = (
            so_far.calls < self._limits.calls
            and self.seconds_left > 0
            and asked <= model.longest_input
            and so_far.input + so_far.output + asked + ask.longest <= self._limits.tokens
            and so_far.dollars + model.price(worst) <= self._limits.dollars
        )
        if not fits:
            raise ModelFailure(Kind.OVER_BUDGET)

    def spend(self, usage: Usage, model: ModelFacts) -> None:
        """After an answer."""
        so_far = self.spent
        self.spent = Spent(
            so_far.calls + 1,
            so_far.input + usage.input,
            so_far.cached + usage.cached,
            so_far.output + usage.output,
            so_far.dollars + model.price(usage),
        )

    def spend_nothing(self) -> None:
        """After a call that came to nothing; it counts as one."""
        so_far = self.spent
        self.spent = Spent(so_far.calls + 1, so_far.input, so_far.cached, so_far.output, so_far.dollars)
