"""Rows of the knowledge tables as they are held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nodepilot.knowledge.house import SHIPPED_ALONE, House
from nodepilot.knowledge.patterns import Pattern, PatternKind

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
class ChangedPattern:
    """A row of `node_patterns` that does not count as it was shipped. `node_config` is what an operator wrote."""

    key: str
    node_type: str
    node_name: str
    node_config: Any
    use_case: str
    is_featured: bool
    is_own: bool

    def pattern(self) -> Pattern:
        config = self.node_config if isinstance(self.node_config, dict) else {}
        parameters, version = config.get("parameters"), config.get("type_version")
        return Pattern(
            id=self.key,
            kind=PatternKind.NODE,
            node_type=self.node_type,
            type_version=float(version) if isinstance(version, int | float) else 1.0,
            service="",
            name=self.node_name,
            use_case=self.use_case,
            choice=(),
            parameters=parameters if isinstance(parameters, dict) else {},
            featured=self.is_featured,
            uses=0,
        )


@dataclass(frozen=True, slots=True)
class OwnTip:
    """A tip that an operator added or changed."""

    key: str
    tip_title: str
    tip_content: str


@dataclass(frozen=True, slots=True)
class Held:
    """What counts now: active prompts; what was added to the shipped, or changed (`own`); and of the shipped what
    was switched off or stands among the own (`hidden`)."""

    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    own_templates: tuple[OwnTemplate, ...] = ()
    own_tips: tuple[OwnTip, ...] = ()
    hidden_tips: frozenset[str] = frozenset()
    house: House = SHIPPED_ALONE
    """Patterns, and keys of patterns and templates: what those see who make workflows."""
    experiment: Experiment | None = None
    experiment_prompts: tuple[Prompt, ...] = ()
    """The versions that its arms name."""
