"""Plans by a hosted model: what it is given, and how its answer is read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.ai.ports import Ask, Task, Tool
from nodepilot.ai.prompts import as_data, load_prompt, render_prompt
from nodepilot.catalog import Catalog
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern
from nodepilot.plan.codec import dump_plan, load_plan
from nodepilot.plan.model import Plan

MOST_PATTERNS = 16
MOST_PARAMETERS = 600
"""Characters of one pattern's parameters."""
FOR_ALL, FOR_CLAUSE = 6, 2
"""Patterns that fit the whole request, and each of its clauses."""

_CLAUSES = re.compile(r"[.;\n]|,|->|→|\bthen\b|\band\b", re.IGNORECASE)

_TEXT = {"type": "string"}
_STEP_FIELDS = {
    "key": _TEXT,
    "node_type": _TEXT,
    "name": _TEXT,
    "parameters": {"type": "object"},
    "credential_type": _TEXT,
    "on_error": {"type": "string", "enum": ["continueRegularOutput", "continueErrorOutput"]},
    "settings": {"type": "object"},
}
_LINK_FIELDS = {
    "source": _TEXT,
    "target": _TEXT,
    "output": {"type": "integer"},
    "input": {"type": "integer"},
    "connection_type": _TEXT,
}


def _rows(required: Sequence[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    row = {"type": "object", "properties": dict(properties), "required": list(required)}
    return {"type": "array", "items": row}


SUBMIT_PLAN = Tool(
    "submit_plan",
    "Submits the plan of the workflow.",
    {
        "type": "object",
        "properties": {
            "name": _TEXT,
            "steps": _rows(("key", "node_type"), _STEP_FIELDS),
            "links": _rows(("source", "target"), _LINK_FIELDS),
            "assumptions": _rows(("text",), {"text": _TEXT, "step": _TEXT}),
            "questions": _rows(
                ("text", "choices", "chosen"),
                {"text": _TEXT, "choices": {"type": "array", "items": _TEXT}, "chosen": {"type": "integer"}},
            ),
            "placeholders": _rows(
                ("step", "parameter", "what"), {"step": _TEXT, "parameter": _TEXT, "what": _TEXT}
            ),
            "timezone": _TEXT,
        },
        "required": ["name", "steps", "links"],
    },
)


def ask_for_plan(request: str, draft: Plan | None, catalog: Catalog) -> Ask:
    """The question for a plan. The draft is the built-in engine's."""
    material = render_prompt(
        "generation_material",
        request=as_data(request),
        draft=as_data(_dumped(draft)) if draft is not None else "none",
        patterns="\n".join(map(_shown, fitting_patterns(request, draft, catalog))) or "none",
    )
    return Ask(Task.GENERATION, _system(), material, SUBMIT_PLAN)


def ask_again(request: str, plan: Plan, problems: Mapping[str, Sequence[str]]) -> Ask:
    """The question for a plan without these problems, which are by the step's key ("" is the whole plan)."""
    faulty = [step for step in dump_plan(plan)["steps"] if step["key"] in problems]
    material = render_prompt(
        "workflow_repair",
        request=as_data(request),
        problems=as_data(
            "\n".join(f"- {key or 'the plan'}: {text}" for key, texts in problems.items() for text in texts)
        ),
        steps=as_data(_compact([_without_origins(step) for step in faulty])),
    )
    return Ask(
        Task.REPAIR, _system(), f"{material}\n\n<plan>\n{as_data(_dumped(plan))}\n</plan>", SUBMIT_PLAN
    )


def read_plan(value: Mapping[str, Any]) -> Plan:
    """The plan that was submitted; an empty optional value counts as left out. Raises `InvalidPlan`."""
    return load_plan({key: each for key, each in value.items() if each not in (None, "")})


def fitting_patterns(request: str, draft: Plan | None, catalog: Catalog) -> tuple[Pattern, ...]:
    """Node patterns for the whole request and for each of its clauses, each once."""
    found: dict[str, Pattern] = {}
    for pattern in search_patterns(request, catalog, FOR_ALL):
        found[pattern.id] = pattern
    for clause in _CLAUSES.split(request):
        if len(clause.split()) > 1:
            for pattern in search_patterns(clause, catalog, FOR_CLAUSE):
                found.setdefault(pattern.id, pattern)
    used = {step.node_type for step in draft.steps} if draft is not None else set()
    # What the draft has already shows its own parameters.
    ordered = sorted(found.values(), key=lambda pattern: pattern.node_type in used)
    return tuple(ordered[:MOST_PATTERNS])


def _system() -> str:
    return f"{load_prompt('main_prompt')}\n\n{load_prompt('workflow_generation')}"


def _shown(pattern: Pattern) -> str:
    return f"- {pattern.node_type} ({pattern.name}): {_compact(dict(pattern.parameters))[:MOST_PARAMETERS]}"


def _dumped(plan: Plan) -> str:
    """Without what only traces where things came from."""
    row = dump_plan(plan)
    return _compact({**row, "steps": [_without_origins(step) for step in row["steps"]]})


def _without_origins(step: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in step.items() if key != "origins"}


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
