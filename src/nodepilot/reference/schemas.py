"""Rows of the knowledge tables as they are held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nodepilot.reference.experiments import Experiment


@dataclass(frozen=True, slots=True)
class Prompt:
    """The active version of a prompt."""

    name: str
    version: int
    content: str


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template that an operator added. `workflow_json` is n8n JSON."""

    key: str
    name: str
    description: str
    category: str
    workflow_json: dict[str, Any]
    node_count: int
    complexity_level: str
    use_cases: list[str]
    integrations: list[str]


@dataclass(frozen=True, slots=True)
class Held:
    """What counts now: active prompts, what was switched off of the shipped, what was added."""

    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    hidden_templates: frozenset[str] = frozenset()
    own_templates: tuple[OwnTemplate, ...] = ()
    hidden_tips: frozenset[str] = frozenset()
    experiment: Experiment | None = None
    experiment_prompts: tuple[Prompt, ...] = ()
    """The versions that its arms name."""
