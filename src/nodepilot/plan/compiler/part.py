"""From a plan to edits on a workflow that is there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler.connections import check_links, checked_links
from nodepilot.plan.compiler.flow import Flow, FlowNode, as_connection
from nodepilot.plan.compiler.identity import Identity
from nodepilot.plan.compiler.needed_switches import needed_switches
from nodepilot.plan.compiler.node_maker import NodeMaker
from nodepilot.plan.compiler.nodes import CompiledNode, existing_node
from nodepilot.plan.compiler.provenance import provenance
from nodepilot.plan.compiler.result import CompiledPart
from nodepilot.plan.compiler.setup import setup_of
from nodepilot.plan.compiler.steps import CompiledStep, compile_steps
from nodepilot.plan.compiler.writing import written_node
from nodepilot.plan.model import Link, Plan
from nodepilot.workflow.edits import AddNode, Connect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Workflow


def compile_part(plan: Plan, workflow: Workflow, catalog: Catalog) -> CompiledPart:
    """The edits that add the plan's steps to the workflow.

    Links and references name nodes that are there by their names: `Link("Slack", "wait")`. Nothing that
    is there changes, but for a parameter that opens an input which a link needs. Raises `InvalidPlan`
    as `compile_plan` does, and for a step whose key is the name of a node.
    """
    present = workflow.nodes_by_name
    for step in plan.steps:
        if step.key in present:
            raise InvalidPlan(
                f"The step key `{step.key}` is also the name of a node.",
                next_step="Give the step another key.",
            )
    steps = compile_steps(plan, catalog, present)
    links = checked_links(plan, [*steps, *present])
    identity = Identity(plan, [node.id or "" for node in workflow.nodes])
    names = {key: each.name for key, each in steps.items()}
    flow = _flow(steps, links, workflow)
    maker = NodeMaker({**names, **{name: name for name in present}}, flow, links, identity, catalog)
    nodes = {key: maker.make(each) for key, each in steps.items()}
    touched = {key for link in links for key in (link.source, link.target) if key in present}
    anchors = {name: existing_node(present[name], catalog) for name in touched}
    opened = [edit for name in sorted(touched) for edit in _opened_inputs(anchors[name], links, workflow)]
    for edit in opened:
        workflow = edit.apply(workflow)
    anchors = {name: existing_node(workflow.get(name), catalog) for name in touched}
    check_links({**nodes, **anchors}, links, _as_links(workflow))
    all_names = {**names, **{name: name for name in touched}}
    return CompiledPart(
        edits=(
            *(AddNode(written_node(node, identity)) for node in nodes.values()),
            *opened,
            *(Connect(_connection(link, all_names)) for link in links),
        ),
        provenance={node.name: provenance(node) for node in nodes.values()},
        setup=setup_of(plan, nodes.values(), names, catalog),
        node_names=names,
    )


def _flow(steps: Mapping[str, CompiledStep], links: Sequence[Link], workflow: Workflow) -> Flow:
    nodes = {node.name: FlowNode(node.type, node.parameters) for node in workflow.nodes}
    nodes |= {key: FlowNode(each.version.type_name, each.step.parameters) for key, each in steps.items()}
    return Flow(nodes, [*workflow.connections, *(as_connection(link) for link in links)])


def _opened_inputs(node: CompiledNode | None, links: Sequence[Link], workflow: Workflow) -> Iterator[Edit]:
    if node is None:
        return
    arriving = [link for link in [*_as_links(workflow), *links] if link.target == node.name]
    given = workflow.get(node.name).parameters
    for name, value in needed_switches(node.version, given, given, arriving).items():
        yield SetParameter(node.name, name, value)


def _as_links(workflow: Workflow) -> Sequence[Link]:
    return [
        Link(each.source, each.target, each.source_index, each.target_index, each.target_type)
        for each in workflow.connections
    ]


def _connection(link: Link, names: Mapping[str, str]) -> Connection:
    connection = as_connection(link)
    return Connection(
        names[link.source],
        names[link.target],
        connection.source_type,
        connection.source_index,
        connection.target_type,
        connection.target_index,
    )
