"""From a plan to a workflow document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.connections import check_links, connections
from nodepilot.plan.compiler.credentials import credentials_of
from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.node_maker import NodeMaker
from nodepilot.plan.compiler.node_settings import node_settings
from nodepilot.plan.compiler.nodes import CompiledNode
from nodepilot.plan.compiler.parameters import store
from nodepilot.plan.compiler.positions import with_positions
from nodepilot.plan.compiler.provenance import provenance
from nodepilot.plan.compiler.result import CompiledPlan, Setup
from nodepilot.plan.compiler.steps import CompiledStep, compile_steps
from nodepilot.plan.model import Link, Plan

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
    links = _links(plan, steps)
    identity = Identity(plan)
    make = NodeMaker(steps, links, identity, catalog).make
    nodes = {key: make(each) for key, each in steps.items()}
    check_links(nodes, links)
    document: dict[str, Any] = {
        "name": " ".join(plan.name.split())[:_LONGEST_NAME] or "Workflow",
        "nodes": [_written(node, identity) for node in nodes.values()],
        "connections": connections(nodes, links),
        "settings": _settings(plan),
    }
    names = {key: node.name for key, node in nodes.items()}
    return CompiledPlan(
        document=with_positions(document, catalog),
        provenance={node.name: provenance(node) for node in nodes.values()},
        setup=_setup(plan, nodes, names, catalog),
        node_names=names,
    )


def _links(plan: Plan, steps: Mapping[str, CompiledStep]) -> Sequence[Link]:
    for link in plan.links:
        for key in (link.source, link.target):
            if key not in steps:
                raise InvalidPlan(
                    f"Link `{link.source}` -> `{link.target}`: there is no step `{key}`.",
                    next_step=f"The steps are {', '.join(f'`{each}`' for each in steps)}.",
                )
    return list(dict.fromkeys(plan.links))


def _written(node: CompiledNode, identity: Identity) -> dict[str, Any]:
    """The node's object, its keys in the order in which n8n writes them."""
    step = node.step
    written: dict[str, Any] = {
        "parameters": store(node.version, node.filled),
        "id": identity.of("node", step.key),
        "name": node.name,
        "type": node.version.type_name,
        "typeVersion": node.version.version,
        "position": [0, 0],
    }
    if node.version.webhooks:
        written["webhookId"] = identity.of("webhook", step.key)
    return written | node_settings(step)


def _settings(plan: Plan) -> dict[str, Any]:
    settings: dict[str, Any] = {"executionOrder": "v1"}
    if plan.timezone:
        settings["timezone"] = plan.timezone
    return settings


def _setup(
    plan: Plan, nodes: Mapping[str, CompiledNode], names: Mapping[str, str], catalog: Catalog
) -> Setup:
    for placeholder in plan.placeholders:
        if placeholder.step not in names:
            raise InvalidPlan(f"A placeholder is for step `{placeholder.step}`, which does not exist.")
    return Setup(
        credentials=tuple(
            need
            for node in nodes.values()
            if not node.step.settings.get("disabled")
            for need in credentials_of(node, catalog)
        ),
        placeholders=tuple(replace(each, step=names[each.step]) for each in plan.placeholders),
        assumptions=tuple(
            replace(each, step=names.get(each.step) if each.step else None) for each in plan.assumptions
        ),
        questions=tuple(
            replace(each, step=names.get(each.step) if each.step else None) for each in plan.questions
        ),
    )
