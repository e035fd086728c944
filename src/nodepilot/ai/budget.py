"""What one answer may cost, asked before every call and never exceeded; and what it did cost, call by call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from nodepilot.ai.model_facts import Limits, ModelFacts
from nodepilot.ai.ports import UNKNOWN_COST, Ask, Kind, ModelFailure, Task, Usage

CHARACTERS_A_TOKEN = 3.0
"""Of a careful estimate: English prose has about 4 and JSON about 3, so it is too high rather than too low."""


TOKENS_A_PICTURE = 5000
"""More than any of the models counts for one: they make large ones smaller."""


def estimated_tokens(text: str) -> int:
    """A careful one for texts as people and we write them: a third of the characters, and a whole token for each that
    is not ASCII."""
    plain = len(text) if text.isascii() else sum(map(str.isascii, text))
    return round(plain / CHARACTERS_A_TOKEN) + len(text) - plain + 1


def most_tokens(text: str) -> int:
    """As many as there can be: a tokenizer that knows nothing of a text still gives one token for a byte of it."""
    return (len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))) + 1


def estimated_input(ask: Ask) -> int:
    """Tokens of a whole question, never fewer than it has: our own instructions and tools as they are known to be,
    other people's words as the worst that they can be (noise, rare letters, emoji)."""
    looked_up = sum(
        most_tokens(str(call.arguments) + result)
        for exchange in ask.exchanges
        for call, result in zip(exchange.calls, exchange.results, strict=True)
    )
    tools = sum(estimated_tokens(f"{tool.name} {tool.description} {tool.schema}") for tool in ask.tools)
    seen = TOKENS_A_PICTURE * len(ask.pictures)
    return estimated_tokens(ask.system) + most_tokens(ask.prompt) + seen + tools + looked_up


@dataclass(frozen=True, slots=True)
class Spent:
    """What an answer cost so far."""

    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    dollars: float = 0.0


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call of a model. `failure` is "" for an answer; `milliseconds` are those of waiting for the provider.
    `from_cache`: the answer was kept, and nobody was asked."""

    task: Task
    provider: str
    model: str
    usage: Usage
    dollars: float
    milliseconds: float
    failure: str = ""
    from_cache: bool = False


class Budget:
    """Of one answer, over all its stages."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._started = clock()
        self._unseen = Spent()
        self.made: list[CallMade] = []
        self.lacked_dollars = False
        """Whether a call was not made because its worst would have cost more than was left."""

    @property
    def spent(self) -> Spent:
        """As the providers counted it."""
        usages = [call.usage for call in self.made]
        return Spent(
            sum(not call.from_cache for call in self.made),
            sum(usage.input for usage in usages),
            sum(usage.cached for usage in usages),
            sum(usage.output for usage in usages),
            sum(call.dollars for call in self.made),
        )

    @property
    def seconds_left(self) -> float:
        return self._limits.seconds - (self._clock() - self._started)

    def check(self, ask: Ask, model: ModelFacts) -> None:
        """Raises `ModelFailure` (over budget) unless the worst that the call can cost is still there."""
        worst = _worst(ask)
        so_far, unseen = self.spent, self._unseen
        tokens = so_far.input + so_far.output + unseen.input + unseen.output + worst.input + worst.output
        fits = (
            so_far.calls < self._limits.calls
            and self.seconds_left > 0
            and worst.input <= model.longest_input
            and tokens <= self._limits.tokens
        )
        has_dollars = so_far.dollars + unseen.dollars + model.price(worst) <= self._limits.dollars
        self.lacked_dollars = self.lacked_dollars or not has_dollars
        if not (fits and has_dollars):
            raise ModelFailure(Kind.OVER_BUDGET)

    def spend(self, ask: Ask, model: ModelFacts, usage: Usage, milliseconds: float) -> None:
        """After an answer."""
        self._add(ask, model, usage, milliseconds, "")

    def spend_on_failure(
        self, ask: Ask, model: ModelFacts, failure: ModelFailure, milliseconds: float
    ) -> None:
        """After a call that came to nothing. What it cost may never be known: then the worst counts."""
        self._add(ask, model, failure.usage, milliseconds, failure.kind.value)
        if failure.kind in UNKNOWN_COST:
            worst, unseen = _worst(ask), self._unseen
            self._unseen = Spent(
                input=unseen.input + worst.input,
                output=unseen.output + worst.output,
                dollars=unseen.dollars + model.price(worst),
            )

    def spend_nothing(self, task: Task, provider: str, model: str) -> None:
        """For an answer that was kept."""
        self.made.append(CallMade(task, provider, model, Usage(), 0.0, 0.0, from_cache=True))

    def _add(self, ask: Ask, model: ModelFacts, usage: Usage, milliseconds: float, failure: str) -> None:
        self.made.append(
            CallMade(
                ask.task,
                model.provider,
                model.name,
                usage,
                model.price(usage),
                round(milliseconds, 1),
                failure,
            )
        )


def _worst(ask: Ask) -> Usage:
    return Usage(estimated_input(ask), 0, ask.longest)
