"""A whole workflow, step by step, in plain words."""

from __future__ import annotations

import re

from nodepilot.catalog import Catalog
from nodepilot.composer.explaining.steps import describe
from nodepilot.kit.paths import render_path
from nodepilot.plan.compiler.credentials import credentials_of
from nodepilot.plan.compiler.nodes import existing_node
from nodepilot.sentences import counted, say
from nodepilot.validation import Severity, validate
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node, Workflow


def explain(workflow: Workflow, catalog: Catalog) -> str:
    """Markdown: what starts it, each step in the order in which items reach it, credentials, what is wrong."""
    nodes = in_order(workflow)
    if not nodes:
        return say("The workflow has no nodes yet.")
    parts = [_heading(workflow, nodes)]
    lines = []
    for number, node in enumerate(nodes, start=1):
        off = " " + say("(switched off)") if node.disabled else ""
        lines.append(
            f"{number}. **{node.name}**{off} {describe(node, workflow, catalog)}.{_leads(node, workflow)}"
        )
    parts.append("\n".join(lines))
    if notes := [node.parameters.get("content", "") for node in workflow.nodes if node.is_sticky_note]:
        parts.append(
            counted(len(notes), "There is a note on the canvas.", "There are {count} notes on the canvas.")
        )
    if needed := credentials_needed(workflow, catalog):
        parts.append(needed)
    if wrong := still_wrong(workflow, catalog):
        parts.append(wrong)
    return "\n\n".join(parts)


def in_order(workflow: Workflow) -> list[Node]:
    """The nodes of the flow (no notes, no sub-nodes) as items reach them, those that nothing reaches last."""
    graph = workflow.graph
    waiting = [name for name in graph.starts if name]
    seen: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen[name] = None
        waiting += graph.successors(name)
    for node in workflow.nodes:
        seen.setdefault(node.name, None)
    found = [workflow.nodes_by_name[name] for name in seen if name in workflow.nodes_by_name]
    return [
        node for node in found if node.name and not node.is_sticky_note and not graph.is_sub_node(node.name)
    ]


def credentials_needed(workflow: Workflow, catalog: Catalog) -> str:
    """Which credentials have to be connected, and for which nodes; "" when none."""
    lines: dict[str, list[str]] = {}
    for node in workflow.nodes:
        made = existing_node(node, catalog)
        if made is None or node.disabled:
            continue
        for need in credentials_of(made, catalog):
            if need.required or need.credential_type in node.credentials:
                name = f"{need.display_name} (`{need.credential_type}`)"
                lines.setdefault(name, []).append(f"`{node.name}`")
    if not lines:
        return ""
    told = "\n".join(f"- {name}: {', '.join(nodes)}" for name, nodes in lines.items())
    return f"**{say('To connect')}**\n{told}"


def still_wrong(workflow: Workflow, catalog: Catalog) -> str:
    """The validator's errors; "" when there are none."""
    errors = [each for each in validate(workflow.document, catalog) if each.severity is Severity.ERROR]
    if not errors:
        return ""
    lines = [f"- {f'`{each.node}`: ' if each.node else ''}{each.message}" for each in errors]
    return "\n".join([f"**{say('What is wrong with it')}**", *lines])


def left_to_do(workflow: Workflow, catalog: Catalog) -> str:
    """What is wrong, what has to be filled in, and what to connect; "" when nothing of it is left."""
    open_values = [
        f"- **{node.name}**: `{render_path(path)}`"
        for node in workflow.nodes
        for path, value in leaves(node.parameters, ())
        if isinstance(value, str) and _OPEN.match(value)
    ]
    fill_in = "\n".join((f"**{say('To fill in')}**", *open_values)) if open_values else ""
    parts = (still_wrong(workflow, catalog), fill_in, credentials_needed(workflow, catalog))
    return "\n\n".join(part for part in parts if part)


_OPEN = re.compile(r"^YOUR_[A-Z_]+$")
"""How a value is written that a person has to fill in."""


def _heading(workflow: Workflow, nodes: list[Node]) -> str:
    name = f"“{workflow.name}”" if workflow.name else say("This workflow")
    return counted(len(nodes), "{name} has one step:", "{name} has {count} steps:", name=name)


def _leads(node: Node, workflow: Workflow) -> str:
    """Where it goes on, when that is not plainly the next line."""
    outgoing = workflow.graph.outgoing(node.name, "main")
    if len({link.source_index for link in outgoing}) < 2 and len(outgoing) < 2:
        return ""
    several = len({link.source_index for link in outgoing}) > 1 or any(link.source_index for link in outgoing)
    told = [
        (say("output {number} →", number=link.source_index + 1) + " " if several else "")
        + f"**{link.target}**"
        for link in outgoing
    ]
    return " " + say("Goes on to {targets}.", targets=", ".join(told))
