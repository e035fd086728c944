"""What answers the rows of a suite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.composer.intents import classify
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import ENGINE, run_builtin
from nodepilot.pipeline.result import Result
from nodepilot.workflow.model import Workflow

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Told(Generic[Value]):
    """An answer, who gave it, and what it cost in dollars. `value` is None where what the engine may spend did not
    suffice for it: after that nothing more is asked."""

    value: Value | None
    by: str = ENGINE
    dollars: float = 0.0


class Engine(Protocol):
    """`name` is what `--engine` takes."""

    @property
    def name(self) -> str: ...

    def answer(self, request: str) -> Told[Result]:
        """What a request becomes."""
        ...

    def label(self, message: str, *, has_workflow: bool) -> Told[str]:
        """What a message wants, where a workflow is open and where none is."""
        ...

    def change(self, instruction: str, workflow: Mapping[str, Any]) -> Told[Mapping[str, Any]]:
        """The workflow after a follow-up; the same one where nothing changes."""
        ...


class BuiltIn:
    """The built-in engine alone."""

    name = "built-in"

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def answer(self, request: str) -> Told[Result]:
        return Told(run_builtin(request, n8n_version=self._catalog.n8n_version))

    def label(self, message: str, *, has_workflow: bool) -> Told[str]:
        return Told(classify(message, load_services(self._catalog), has_workflow=has_workflow).label)

    def change(self, instruction: str, workflow: Mapping[str, Any]) -> Told[Mapping[str, Any]]:
        return Told(edit_workflow(instruction, Workflow(dict(workflow)), self._catalog).workflow.document)
