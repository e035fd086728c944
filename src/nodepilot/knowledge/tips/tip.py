"""A tip as it stands in the data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import Any

from nodepilot.kit.records import dataclass
from nodepilot.knowledge.authored import load_entries
from nodepilot.knowledge.tips.conditions import NodeCondition, WorkflowCondition


@dataclass(frozen=True, slots=True)
class Mend:
    """What to set so that the tip is followed; paths are dotted. Empty where a person has to decide.

    `node` are keys of the node itself (`retryOnFail`), `parameters` its parameters, `settings` the
    workflow's settings.
    """

    node: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.node or self.parameters or self.settings)


@dataclass(frozen=True, slots=True)
class Tip:
    """Advice. `on` says which nodes it is about (None: the workflow as a whole).

    It applies when the workflow condition holds and at least `at_least` nodes match. `category` is
    the data file's name.
    """

    key: str
    category: str
    title: str
    text: str
    on: NodeCondition | None
    workflow: WorkflowCondition
    at_least: int
    mend: Mend


@cache
def load_tips() -> tuple[Tip, ...]:
    """All tips, by category and then in the order of their file."""
    return tuple(_tip(category, fact) for category, fact in load_entries("tips"))


def _tip(category: str, fact: Mapping[str, Any]) -> Tip:
    on = fact.get("on")
    return Tip(
        key=fact["key"],
        category=category,
        title=fact["title"],
        text=fact["text"],
        on=NodeCondition(**_tuples(on)) if on is not None else None,
        workflow=WorkflowCondition(**_tuples(fact.get("workflow", {}))),
        at_least=fact.get("at_least", 1),
        mend=Mend(**fact.get("mend", {})),
    )


def _tuples(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in fact.items()}
