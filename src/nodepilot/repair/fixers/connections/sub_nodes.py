"""Sub-nodes that stand beside the root node that needs them."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.repair.case import Case
from nodepilot.repair.connection_edits import joined_by
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import Connect


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The one sub-node that nothing uses, for the one input that lacks it. One in use may serve a second root."""
    if issue.code == "DISCONNECTED_NODE":
        node = case.node(issue.node)
        if node is not None and _is_loose(case, node):
            yield from _roots_for(case, node)
        return
    root, kind = case.node(issue.node), (issue.port or "").partition("[")[0]
    if root is None or not kind or kind == "main":
        return
    givers = case.once(_givers).get(kind, ())
    fitting = [node for node in givers if node is not root and _fits(node, root, kind)]
    loose = [node for node in fitting if _is_loose(case, node)]
    lacking = [each for each in case.issues if each.code == issue.code and each.port == issue.port]
    if len(loose) == 1:
        yield _proposal(loose[0], root, kind, safe=len(lacking) == 1)
    elif not loose and len(fitting) == 1:
        yield _proposal(fitting[0], root, kind, safe=False)


def _proposal(node: CheckedNode, root: CheckedNode, kind: str, *, safe: bool = True) -> Proposal:
    text = say("Connected `{node}` to `{root}` as `{kind}`.", node=node.name, root=root.name, kind=kind)
    return Proposal(text, (Connect(joined_by(node.name, root.name, kind)),), safe)


def _givers(case: Case) -> dict[str, list[CheckedNode]]:
    """Nodes by the connection types of their outputs."""
    found: dict[str, list[CheckedNode]] = {}
    for node in case.context.nodes:
        for kind in dict.fromkeys(port.type for port in node.outputs):
            found.setdefault(kind, []).append(node)
    return found


def _is_loose(case: Case, node: CheckedNode) -> bool:
    """A sub-node that is attached to nothing."""
    kinds = {port.type for port in node.outputs}
    return bool(kinds) and "main" not in kinds and not case.context.outgoing.get(node.name)


def _fits(node: CheckedNode, root: CheckedNode, kind: str) -> bool:
    gives = any(
        port.type == kind and (port.filter is None or port.filter.allows(root.type)) for port in node.outputs
    )
    takes = any(
        port.type == kind and (port.filter is None or port.filter.allows(node.type)) for port in root.inputs
    )
    return gives and takes and not node.disabled


def _roots_for(case: Case, node: CheckedNode) -> Iterator[Proposal]:
    """The one root node in use that takes it and has nothing of its kind yet."""
    kind = next(iter({port.type for port in node.outputs}))
    roots = [
        root
        for root in case.context.nodes
        if root is not node
        and root.name in case.context.running
        and _fits(node, root, kind)
        and (
            kind == "ai_tool"
            or not any(link.target_type == kind for link in case.context.incoming.get(root.name, ()))
        )
    ]
    if len(roots) == 1:
        yield _proposal(node, roots[0], kind, safe=False)


FIXER = Fixer(
    "loose sub-nodes", ("MISSING_LANGUAGE_MODEL", "MISSING_REQUIRED_INPUT", "DISCONNECTED_NODE"), propose
)
