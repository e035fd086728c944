"""What an instruction made of a workflow."""

from __future__ import annotations

from dataclasses import field

from nodepilot.kit.records import dataclass
from nodepilot.plan.compiler.result import Setup
from nodepilot.workflow.diff import Change
from nodepilot.workflow.edits import Edit
from nodepilot.workflow.model import Workflow


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that answer one part of an instruction. `sure` is between 0 and 1, `note` what a person should know."""

    edits: tuple[Edit, ...]
    sure: float = 0.9
    notes: tuple[str, ...] = ()
    setup: Setup = field(default_factory=Setup)


@dataclass(frozen=True, slots=True)
class Edited:
    """A workflow after an instruction, and how it came about.

    `edits` lead from the workflow before to `workflow`; none when nothing was understood, and `reply` says
    then what is missing. `changes` are the difference in plain words. `is_undo`: the instruction asks for
    the state before the last change, which only the caller knows.
    """

    workflow: Workflow
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    confidence: float = 0.0
    reply: str = ""
    notes: tuple[str, ...] = ()
    setup: Setup = field(default_factory=Setup)
    not_understood: str = ""
    is_undo: bool = False
