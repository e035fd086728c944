"""Changes of the open workflow, as operations on the document and a small plan for what is new in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nodepilot.ai.agent import TEXT, Agent, InvalidAnswer, an_object, read_rows, read_text
from nodepilot.ai.ports import Task, Tool
from nodepilot.ai.stages.planning import LINKS, LONGEST_PLAN, STEPS
from nodepilot.workflow.model import Workflow
from nodepilot.workflow.outline import outline

OPERATIONS = (
    "set_parameter",
    "unset_parameter",
    "set_node_key",
    "set_workflow_key",
    "rename_node",
    "set_disabled",
    "remove_node",
    "connect",
    "disconnect",
)
"""Edits that a model may use: none that could put a whole document, or credentials, in place of another."""
FORBIDDEN_KEYS = frozenset({"credentials", "id", "webhookId", "type"})
LONGEST_OUTLINE = 16_000
"""Characters of a workflow that are shown."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """`operations` are edits as JSON, `plan` what is new. Without both, `remark` or `question` say why."""

    operations: tuple[Mapping[str, Any], ...]
    plan: Mapping[str, Any] | None
    remark: str
    question: str


def workflow_lines(workflow: Workflow | None) -> tuple[str, ...]:
    """A workflow as prompts show it."""
    if workflow is None:
        return ()
    text = outline(workflow)
    cut = text[:LONGEST_OUTLINE]
    return (cut if cut == text else f"{cut}\n(cut off here)",)


def _read(value: Mapping[str, Any]) -> Proposed:
    operations = read_rows(value, "operations")
    for each in operations:
        if each.get("edit") not in OPERATIONS or each.get("key") in FORBIDDEN_KEYS:
            raise InvalidAnswer("an operation that there is not")
    plan = value.get("plan")
    if plan is not None and not isinstance(plan, Mapping):
        raise InvalidAnswer("`plan` is no object")
    has_steps = bool(plan and (plan.get("steps") or plan.get("links")))
    return Proposed(
        operations, plan if has_steps else None, read_text(value, "remark"), read_text(value, "question")
    )


EDITING = Agent(
    Task.EDITING,
    ("workflow_editing",),
    Tool(
        "submit_edits",
        "Submits the changes of the open workflow.",
        an_object(
            {
                "operations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"edit": {"type": "string", "enum": list(OPERATIONS)}},
                        "required": ["edit"],
                        "additionalProperties": True,
                    },
                },
                "plan": an_object({"steps": STEPS, "links": LINKS}),
                "remark": TEXT,
                "question": TEXT,
            },
            ("operations",),
        ),
    ),
    _read,
    LONGEST_PLAN,
)
