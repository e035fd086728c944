"""From a plan to a workflow document."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.connections import check_links, checked_links, connections
from nodepilot.plan.compiler.flow import Flow, FlowNode, as_connection
from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.node_maker import NodeMaker
from nodepilot.plan.compiler.positions import with_positions
from nodepilot.plan.compiler.provenance import provenance
from nodepilot.plan.compiler.result import CompiledPlan
from nodepilot.plan.compiler.setup import setup_of
from nodepilot.plan.compiler.steps import compile_steps
from nodepilot.plan.compiler.writing import written_node
from nodepilot.plan.model import Plan

_LONGEST_NAME = 128
"""n8n's public API takes no longer name of a workflow."""


def compile_plan(plan: Plan, catalog: Catalog) -> CompiledPlan:
    """The workflow that the plan describes, for the n8n release of the catalog.

    The same plan and catalog give the same bytes. Raises `InvalidPlan` that names the step or link at
    fault: an unknown node type, parameter, choice, credential type or port, a reference to what has not run.
    """
    if not plan.steps:
        raise InvalidPlan("The plan has no steps.", next_step="A workflow needs at least a trigger.")
    steps = compile_steps(plan, catalog)
    links = checked_links(plan, steps)
    identity = Identity(plan)
    names = {key: each.name for key, each in steps.items()}
    flow = Flow(
        {key: FlowNode(each.version.type_name, each.step.parameters) for key, each in steps.items()},
        [as_connection(link) for link in links],
    )
    maker = NodeMaker(names, flow, links, identity, catalog)
    nodes = {key: maker.make(each) for key, each in steps.items()}
    check_links(nodes, links)
    document: dict[str, Any] = {
        "name": " ".join(plan.name.split())[:_LONGEST_NAME] or "Workflow",
        "nodes": [written_node(node, identity) for node in nodes.values()],
        "connections": connections(nodes, links),
        "settings": _settings(plan),
    }
    return CompiledPlan(
        document=with_positions(document, catalog),
        provenance={node.name: provenance(node) for node in nodes.values()},
        setup=setup_of(plan, nodes.values(), names, catalog),
        node_names=names,
    )


def _settings(plan: Plan) -> dict[str, Any]:
    settings: dict[str, Any] = {"executionOrder": "v1"}
    if plan.timezone:
        settings["timezone"] = plan.timezone
    return settings
