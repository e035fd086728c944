"""Steps with their node type found and their node named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.errors import InvalidPlan, UnknownNodeType, UnknownVersion
from nodepilot.kit.records import dataclass
from nodepilot.plan.model import Plan, Step

_AI_TOOL = "ai_tool"


@dataclass(frozen=True, slots=True)
class CompiledStep:
    """A step, the node type at the version that it gets, and the name of its node."""

    step: Step
    version: NodeTypeVersion
    name: str


def compile_steps(
    plan: Plan, catalog: Catalog, taken: Mapping[str, object] | None = None
) -> dict[str, CompiledStep]:
    """All steps by key, in the plan's order; node names are unique, also among those `taken`.

    An app node that the plan attaches as a tool becomes n8n's `…Tool` variant of it. Raises `InvalidPlan`.
    """
    tools = {link.source for link in plan.links if link.connection_type == _AI_TOOL}
    found: dict[str, CompiledStep] = {}
    names: set[str] = set(taken or ())
    for written in plan.steps:
        if written.key in found:
            raise InvalidPlan(
                f"Two steps have the key `{written.key}`.", next_step="Give each step its own key."
            )
        step = _as_tool(written, catalog) if written.key in tools else written
        version = _version(step, catalog)
        name = unique_name(" ".join(step.name.split()) or version.default_name, names)
        names.add(name)
        found[step.key] = CompiledStep(step, version, name)
    return found


def unique_name(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with a number behind it as n8n does: `Slack`, `Slack1`, `Slack2`."""
    if wanted not in taken:
        return wanted
    stem = re.sub(r"\d+\Z", "", wanted) or wanted
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _as_tool(step: Step, catalog: Catalog) -> Step:
    outputs = _version(step, catalog).outputs
    gives_tool = isinstance(outputs, tuple) and any(port.type == _AI_TOOL for port in outputs)
    variant = f"{step.node_type}Tool"
    return step if gives_tool or not catalog.find_entry(variant) else replace(step, node_type=variant)


def _version(step: Step, catalog: Catalog) -> NodeTypeVersion:
    try:
        node_type = catalog.get(step.node_type)
        return node_type.latest if step.type_version is None else node_type.get(step.type_version)
    except (UnknownNodeType, UnknownVersion) as error:
        raise InvalidPlan(f"Step `{step.key}`: {error.message}", next_step=error.next_step) from error
