"""What one request became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal, TypeAlias

from nodepilot.kit.records import dataclass
from nodepilot.pipeline.duties import Duties
from nodepilot.plan.compiler import Setup
from nodepilot.plan.model import Origin, Plan, Question
from nodepilot.validation.issue import Issue
from nodepilot.workflow.diff import Change

Outcome: TypeAlias = Literal["workflow", "answer", "not_understood"]


@dataclass(frozen=True, slots=True)
class Result:
    """The workflow with everything that belongs beside it, or the honest reason why there is none.

    `workflow` is n8n's JSON, None unless `outcome` is "workflow". `text` is the answer in Markdown.
    `provenance` maps a node's name to origins by dotted parameter path ("" is the node itself).
    `confidence` is between 0 and 1. `changes` tell what is different in a workflow that was open;
    `duties` are what its steps touch, when it runs, and how to get the credentials.
    """

    outcome: Outcome
    text: str
    confidence: float
    workflow: dict[str, Any] | None = None
    plan: Plan | None = None
    provenance: Mapping[str, Mapping[str, Origin]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    setup: Setup = field(default_factory=Setup)
    questions: tuple[Question, ...] = ()
    changes: tuple[Change, ...] = ()
    duties: Duties = field(default_factory=Duties)
    answered_by: str = "built-in engine"
