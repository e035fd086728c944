"""A whole workflow: every node raised as far as is certain, and nothing wrong that was not before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.upgrade.node_upgrade import NodeUpgrade, upgrade_node
from nodepilot.validation import Issue, Severity, validate
from nodepilot.workflow.edits import ReplaceNode, apply
from nodepilot.workflow.model import MAIN, Workflow


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What came of it: the workflow, and every node that was raised or could not be raised to the newest."""

    workflow: Workflow
    nodes: tuple[NodeUpgrade, ...]

    @property
    def raised(self) -> tuple[NodeUpgrade, ...]:
        """Nodes with another typeVersion or node type than before."""
        return tuple(each for each in self.nodes if each.raw is not None)

    @property
    def to_look_at(self) -> tuple[NodeUpgrade, ...]:
        """Nodes that a person has to look at: raised with a caveat, or left behind."""
        return tuple(
            each
            for each in self.nodes
            if each.stays is not None or any(remark.level == "look" for remark in each.remarks)
        )


def upgrade(workflow: Workflow, catalog: Catalog) -> Upgrade:
    """Raises the typeVersions of all nodes to those of the catalog's n8n release.

    A node whose way is not known for certain stays as it is. When a raised node has an error that it did
    not have before, by n8n's rules or by ours, it is put back. What is not named in the result keeps
    its bytes.
    """
    if len(workflow.nodes_by_name) != len(workflow.nodes):
        # Edits name nodes; of two with one name they would change the wrong one.
        return Upgrade(workflow, ())
    found = {node.name: upgrade_node(node, workflow, catalog) for node in workflow.nodes}
    nodes = {name: each for name, each in found.items() if each is not None}
    before = _errors(validate(workflow, catalog))
    while True:
        after = _applied(workflow, nodes.values())
        worse = _worse(before, _errors(validate(after, catalog)), nodes)
        if not worse:
            return Upgrade(after, tuple(nodes.values()))
        for name, issue in worse.items():
            reason = f"it would be wrong afterwards: {issue.message}"
            nodes[name] = replace(nodes[name], raw=None, remarks=(), outputs=None, stays=reason)


def _applied(workflow: Workflow, nodes: Iterable[NodeUpgrade]) -> Workflow:
    raised = [each for each in nodes if each.raw is not None]
    workflow = apply(workflow, [ReplaceNode(each.node.name, each.raw or {}) for each in raised])
    for each in raised:
        if each.outputs is not None:
            workflow = _with_outputs(workflow, each.node.name, each.outputs)
    return workflow


def _with_outputs(workflow: Workflow, name: str, outputs: Sequence[int]) -> Workflow:
    """Every output with the connections that one of the former outputs had."""
    connections = workflow.document.get("connections")
    by_type = connections.get(name) if isinstance(connections, Mapping) else None
    groups = by_type.get(MAIN) if isinstance(by_type, Mapping) else None
    if (
        not isinstance(connections, Mapping)
        or not isinstance(by_type, Mapping)
        or not isinstance(groups, list)
    ):
        return workflow
    moved = [list(groups[old] or []) if old < len(groups) else [] for old in outputs]
    while moved and not moved[-1]:
        moved.pop()
    return Workflow({**workflow.document, "connections": {**connections, name: {**by_type, MAIN: moved}}})


def _errors(issues: Iterable[Issue]) -> Counter[tuple[Any, ...]]:
    return Counter(_key(issue) for issue in issues if issue.severity is Severity.ERROR)


def _key(issue: Issue) -> tuple[Any, ...]:
    # The text goes along: it names what is wrong, but a parameter that moved may keep its old fault.
    return (issue.code, issue.node, issue)


def _worse(
    before: Counter[tuple[Any, ...]], after: Counter[tuple[Any, ...]], nodes: Mapping[str, NodeUpgrade]
) -> dict[str, Issue]:
    """Raised nodes with more errors of a kind than before, with one of them."""
    counts = Counter((code, node) for code, node, _ in before.elements())
    found: dict[str, Issue] = {}
    for code, node, issue in after.elements():
        if counts[code, node] > 0:
            counts[code, node] -= 1
        elif node in nodes and nodes[node].raw is not None:
            found.setdefault(node, issue)
        else:
            # Another node suffers: whatever was raised may be the cause.
            found.update({name: issue for name, each in nodes.items() if each.raw is not None})
    return found
