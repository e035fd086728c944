"""Plans of new workflows: written, and written again without what was wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from nodepilot.ai.agent import TEXT, TEXTS, Agent, an_object, rows
from nodepilot.ai.ports import Task, Tool
from nodepilot.plan.codec import dump_plan
from nodepilot.plan.model import Plan

STEP_FIELDS: Mapping[str, Any] = {
    "key": TEXT,
    "node_type": TEXT,
    "name": TEXT,
    "parameters": {"type": "object"},
    "credential_type": TEXT,
    "on_error": {"type": "string", "enum": ["continueRegularOutput", "continueErrorOutput"]},
    "settings": {"type": "object"},
}
LINK_FIELDS: Mapping[str, Any] = {
    "source": TEXT,
    "target": TEXT,
    "output": {"type": "integer"},
    "input": {"type": "integer"},
    "connection_type": TEXT,
}
STEPS = rows(("key", "node_type"), STEP_FIELDS)
LINKS = rows(("source", "target"), LINK_FIELDS)

SUBMIT_PLAN = Tool(
    "submit_plan",
    "Submits the plan of the workflow.",
    an_object(
        {
            "name": TEXT,
            "steps": STEPS,
            "links": LINKS,
            "assumptions": rows(("text",), {"text": TEXT, "step": TEXT}),
            "questions": rows(
                ("text", "choices", "chosen"), {"text": TEXT, "choices": TEXTS, "chosen": {"type": "integer"}}
            ),
            "placeholders": rows(
                ("step", "parameter", "what"), {"step": TEXT, "parameter": TEXT, "what": TEXT}
            ),
            "timezone": TEXT,
        },
        ("name", "steps", "links"),
    ),
)


def _read(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """As it came: what is wrong with its shape goes back to the model like all that is wrong with it."""
    return value


LONGEST_PLAN = 4000
GENERATION = Agent(Task.GENERATION, ("workflow_generation",), SUBMIT_PLAN, _read, LONGEST_PLAN)
REPAIR = Agent(Task.REPAIR, ("workflow_generation", "workflow_repair"), SUBMIT_PLAN, _read, LONGEST_PLAN)


def shown_plan(plan: Plan | None) -> dict[str, Any] | None:
    """Without what only traces where things came from."""
    if plan is None:
        return None
    row = dump_plan(plan)
    return {**row, "steps": shown_steps(plan)}


def shown_steps(plan: Plan, keys: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The steps with these keys, or all of them."""
    return [
        {key: each for key, each in step.items() if key != "origins"}
        for step in dump_plan(plan)["steps"]
        if keys is None or step["key"] in keys
    ]


def outlined(plan: Plan) -> dict[str, Any]:
    """What there is and how it hangs together, without what stands in the steps."""
    row = dump_plan(plan)
    steps = [{name: step[name] for name in ("key", "node_type")} for step in row["steps"]]
    return {"name": row["name"], "steps": steps, "links": row["links"]}


def completed(value: Mapping[str, Any], before: Plan, faulty: Collection[str]) -> Mapping[str, Any]:
    """A plan that came back, with those steps as they were that it gives by key and node type alone, and with what is
    listed beside the steps where it lists nothing. What was faulty has to be there in full."""
    steps = value.get("steps")
    if not isinstance(steps, list):
        return value
    sound = {step["key"]: step for step in shown_steps(before) if step["key"] not in faulty}
    whole = [
        sound[step["key"]]
        if isinstance(step, Mapping)
        and "parameters" not in step
        and step.get("key") in sound
        and step.get("node_type") == sound[step["key"]]["node_type"]
        else step
        for step in steps
    ]
    keys = {step.get("key") for step in whole if isinstance(step, Mapping)}
    beside = {
        name: [row for row in shown if row.get("step") in {None, *keys}]
        for name in ("assumptions", "placeholders")
        if (shown := dump_plan(before).get(name))
    }
    return {**beside, **value, "steps": whole}


def problem_lines(problems: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Problems by the step's key ("" is the whole plan) as the prompt shows them."""
    return tuple(f"- {key or 'the plan'}: {text}" for key, texts in problems.items() for text in texts)
