"""Short plans for tests."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.plan.compiler import CompiledPlan, compile_plan
from nodepilot.plan.model import Link, Plan, Step, Value

BASE = "n8n-nodes-base."
AI = "@n8n/n8n-nodes-langchain."


def step(key: str, node_type: str = "noOp", **changes: Any) -> Step:
    """A step of n8n's base package, or of the AI package when the type begins with `ai.`."""
    kind = AI + node_type[3:] if node_type.startswith("ai.") else BASE + node_type
    return Step(key, kind, **{"name": key, **changes})


def compiled(*steps: Step, links: tuple[Link, ...] = (), **changes: Any) -> CompiledPlan:
    return compile_plan(Plan("Test", steps, links, **changes), load_catalog("2.40.7"))


def chain(*keys: str) -> tuple[Link, ...]:
    return tuple(Link(source, target) for source, target in pairwise(keys))


def parameters(of: CompiledPlan, name: str) -> dict[str, Any]:
    (found,) = [node for node in of.document["nodes"] if node["name"] == name]
    result: dict[str, Any] = found["parameters"]
    return result


def rendered(
    value: Value, *, holder_links: tuple[Link, ...] | None = None, before: tuple[Step, ...] = ()
) -> Any:
    """`value` as the compiler writes it into a text parameter of a step that `a` feeds."""
    made = compiled(
        step("a", "manualTrigger"),
        *before,
        step("holder", "stopAndError", parameters={"errorMessage": value}),
        links=holder_links or chain("a", "holder"),
    )
    return parameters(made, "holder").get("errorMessage", "")
