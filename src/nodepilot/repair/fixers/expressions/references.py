"""Expressions and programs that read from a node that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.expressions.javascript import parse
from nodepilot.expressions.live_references import evaluated_part, find_live_references
from nodepilot.expressions.references import rename_references, rename_references_in_code
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import plain
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.texts import Expression
from nodepilot.workflow.edits import Edit


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The node of nearly that name among those that run before; else the only one that runs before.

    The latter is safe where the workflow has no other node besides.
    """
    node = case.node(issue.node)
    if node is None:
        return
    before, others = _before(case, node)
    for name in _missing_names(case, node, issue.parameter):
        likely = case.patience.meant(name, before)
        if likely is not None:
            yield _proposal(case, node, issue.parameter, name, likely, safe=True)
        elsewhere = case.patience.meant(name, others)
        if elsewhere is not None:
            yield _proposal(
                case, node, issue.parameter, name, elsewhere, safe=plain(elsewhere) == plain(name)
            )
        if likely is None and len(before) == 1:
            # Sure where the workflow has no third node that could have been meant.
            alone = set(others) <= {node.name}
            yield _proposal(case, node, issue.parameter, name, before[0], safe=alone)


def _names(case: Case) -> list[str]:
    return [node.name for node in case.context.nodes if not node.is_sticky_note]


def _before(case: Case, node: CheckedNode) -> tuple[list[str], list[str]]:
    """Nodes whose items get to the node, or to the root node that it is attached to; and all others."""
    graph = case.context.graph
    found = {name for root in graph.roots_of(node.name) for name in graph.ancestors(root)} - {node.name}
    before: list[str] = []
    others: list[str] = []
    for name in case.once(_names):
        (before if name in found else others).append(name)
    return before, others


def _expressions(case: Case) -> dict[int, list[Expression]]:
    found: dict[int, list[Expression]] = {}
    for each in case.context.expressions:
        found.setdefault(each.node.index, []).append(each)
    return found


def _missing_names(case: Case, node: CheckedNode, path: str | None) -> list[str]:
    """Names that are read there and that no node has."""
    found: dict[str, None] = {}
    for expression in case.once(_expressions).get(node.index, ()):
        if expression.path == path:
            for chunk in expression.codes:
                found.update(
                    (each.name, None) for each in find_live_references(evaluated_part(parse(chunk.source)))
                )
    if path is None:
        for code in case.context.codes:
            if code.node is node and code.program.language == "javaScript":
                found.update((each.name, None) for each in find_live_references(code.program.tree.root_node))
    return [name for name in found if name not in case.context.by_name]


def _proposal(case: Case, node: CheckedNode, path: str | None, old: str, new: str, *, safe: bool) -> Proposal:
    edits: list[Edit] = []
    for expression in case.once(_expressions).get(node.index, ()):
        if expression.path == path:
            renamed = rename_references(expression.value, old, new)
            edits.append(set_parameter(node, keys_of(expression.place), renamed))
    if path is None:
        edits += [
            set_parameter(node, (code.parameter,), rename_references_in_code(code.program.source, old, new))
            for code in case.context.codes
            if code.node is node
        ]
    where = (
        say("`{path}` of `{node}`", path=path, node=node.name)
        if path
        else say("the program of `{node}`", node=node.name)
    )
    return Proposal(
        say("Made {where} read from `{new}`; there is no node `{old}`.", where=where, new=new, old=old),
        tuple(edits),
        safe,
    )


FIXER = Fixer("node references", ("UNKNOWN_NODE_REFERENCE",), propose)
