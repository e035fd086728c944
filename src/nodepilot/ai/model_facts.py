"""Models, prices, routes and limits as data: `models.toml`, or the operator's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from nodepilot.ai.ports import Task, Usage
from nodepilot.errors import UserError

MOST_REPAIRS = 2
"""More of them have never helped: who is wrong three times stays wrong."""
COMPLEX = 8
"""Complexity from which on the route `complex` counts for a generation."""


class InvalidModels(UserError):
    """The operator's file of models cannot be used."""

    code = "INVALID_MODELS"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Prices are dollars for a million tokens; `longest_input` is in tokens; `sees`: it takes pictures. `output_limit` is
    what a server that speaks as OpenAI does calls the most tokens of an answer."""

    name: str
    provider: str
    input: float
    cached: float
    output: float
    longest_input: int
    sees: bool = False
    output_limit: str = "max_completion_tokens"

    def price(self, usage: Usage) -> float:
        """Dollars."""
        fresh = max(0, usage.input - usage.cached)
        return (fresh * self.input + usage.cached * self.cached + usage.output * self.output) / 1e6


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost at most: calls, tokens in and out, dollars, seconds, and how often problems go back to a
    model."""

    calls: int
    tokens: int
    dollars: float
    seconds: float
    repairs: int = MOST_REPAIRS


@dataclass(frozen=True, slots=True)
class Embeddings:
    """OpenAI's model that gives places among meanings; `dimensions` is 0 where it decides how many numbers."""

    model: str
    dimensions: int = 0


@dataclass(frozen=True, slots=True)
class ModelTable:
    """Everything that the file says. `sure` are the confidences from which a task is not given to a model; `seconds` is how
    long one question of a task may take, all models of its route together."""

    models: Mapping[str, ModelFacts]
    routes: Mapping[str, tuple[str, ...]]
    limits: Limits
    sure: Mapping[Task, float] = field(default_factory=dict)
    seconds: Mapping[Task, float] = field(default_factory=dict)
    embeddings: Embeddings | None = None

    def is_sure(self, task: Task, confidence: float) -> bool:
        """Whether the built-in engine's own answer is taken, and no model asked."""
        return confidence >= self.least_sure(task)

    def least_sure(self, task: Task) -> float:
        """From which confidence on."""
        return self.sure.get(task, 1.0)

    def preferring(self, provider: str) -> ModelTable:
        """The same, and wherever there is a choice that provider's models are asked first."""
        routes = {
            name: tuple(sorted(route, key=lambda each: self.models[each].provider != provider))
            for name, route in self.routes.items()
        }
        return replace(self, routes=routes)

    def route(self, task: Task, complexity: int) -> tuple[ModelFacts, ...]:
        """The models in the order in which they are asked."""
        name = "complex" if task is Task.GENERATION and complexity >= COMPLEX else task.value
        return tuple(self.models[each] for each in self.routes[name])


def load_models(path: Path | None = None) -> ModelTable:
    """Raises `InvalidModels`, with the place that is wrong."""
    try:
        text = (
            path.read_text(encoding="utf-8")
            if path
            else (files("nodepilot.ai") / "models.toml").read_text(encoding="utf-8")
        )
        return _table(tomllib.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidModels(
            f"The models in `{path}` cannot be read: {error}.",
            next_step="It has tables `models`, `routes`, `sure` and `budget`, as docs/hosted-models.md shows them.",
        ) from error


def _table(raw: Mapping[str, Any]) -> ModelTable:
    models = {
        name: ModelFacts(
            name,
            str(facts["provider"]),
            float(facts["input"]),
            float(facts["cached"]),
            float(facts["output"]),
            int(facts["longest_input"]),
            facts.get("sees", False) is True,
            _output_limit(name, facts),
        )
        for name, facts in raw["models"].items()
    }
    routes = {name: tuple(raw["routes"][name]) for name in (*Task, "complex")}
    for name, route in routes.items():
        for each in route:
            if each not in models:
                raise ValueError(f"route `{name}` names `{each}`, which is no model here")
    budget = raw["budget"]
    limits = Limits(
        int(budget["calls"]),
        int(budget["tokens"]),
        float(budget["dollars"]),
        float(budget["seconds"]),
        int(budget.get("repairs", MOST_REPAIRS)),
    )
    if not 0 <= limits.repairs <= MOST_REPAIRS:
        raise ValueError(f"`repairs` is {limits.repairs}, and may be 0 to {MOST_REPAIRS}")
    sure = {Task(name): float(least) for name, least in raw["sure"].items()}
    seconds = {Task(name): float(most) for name, most in raw.get("seconds", {}).items()}
    embeddings = Embeddings(**raw["embeddings"]) if raw.get("embeddings") else None
    return ModelTable(models, routes, limits, sure, seconds, embeddings)


def _output_limit(name: str, facts: Mapping[str, Any]) -> str:
    known = ("max_completion_tokens", "max_tokens")
    written = facts.get("output_limit", known[0])
    if written not in known:
        raise ValueError(f"`output_limit` of `{name}` is {written!r}, not one of {', '.join(known)}")
    return str(written)
