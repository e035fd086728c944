"""Node types without their package, in another letter case, or misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from nodepilot.catalog import Catalog, NodeTypeEntry
from nodepilot.repair.case import Case
from nodepilot.repair.fit import best_version, misfit
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import likeness, meant, plain
from nodepilot.sentences import say
from nodepilot.validation import Issue
from nodepilot.validation.node import CheckedNode
from nodepilot.workflow.edits import Edit, SetNodeKey

_SURE = 0.82
_POSSIBLE = 0.7
_LEAD = 0.05


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The same name first; of several those whose parameters fit. A like name is safe when no other is."""
    node = case.node(issue.node)
    if node is None or not node.type:
        return
    wanted = node.type.rpartition(".")[2]
    same = [entry for entry in case.catalog.node_types() if _is_same(wanted, entry)]
    if same:
        ranked = sorted(same, key=lambda entry: _rank(case, node, entry))
        for entry in ranked:
            yield _proposal(case, node, entry, safe=entry is ranked[0])
        return
    is_tool = "tool" in wanted.lower() or any(
        link.source_type == "ai_tool" for link in case.context.outgoing.get(node.name, ())
    )
    like = _spelled_like(case.catalog, wanted, is_tool=is_tool)
    for entry in sorted(like, key=lambda entry: _rank(case, node, entry)):
        yield _proposal(case, node, entry, safe=True)
    if like:
        return
    scored = _scored(case.catalog, wanted, is_tool=is_tool)
    for place, (score, name) in enumerate(scored[:3]):
        found = case.catalog.find_entry(name)
        lead = score - (scored[place + 1][0] if place + 1 < len(scored) else 0)
        if found is not None and score >= _POSSIBLE:
            yield _proposal(case, node, found, safe=place == 0 and score >= _SURE and lead >= _LEAD)


# Copied nodes have the same wrong type, and to compare it with every node type takes milliseconds.
@lru_cache(maxsize=256)
def _spelled_like(catalog: Catalog, wanted: str, *, is_tool: bool) -> tuple[NodeTypeEntry, ...]:
    entries = [(entry.name.rpartition(".")[2], entry) for entry in _candidates(catalog, is_tool=is_tool)]
    close = meant(wanted, (name for name, _ in entries))
    return tuple(entry for name, entry in entries if name == close)


@lru_cache(maxsize=256)
def _scored(catalog: Catalog, wanted: str, *, is_tool: bool) -> tuple[tuple[float, str], ...]:
    """(score, name) of the four that are most like it, the best first."""
    entries = (entry for entry in _candidates(catalog, is_tool=is_tool) if not entry.hidden)
    return tuple(sorted(((_score(wanted, entry), entry.name) for entry in entries), reverse=True)[:4])


def _candidates(catalog: Catalog, *, is_tool: bool) -> list[NodeTypeEntry]:
    return [entry for entry in catalog.node_types() if is_tool or not entry.is_tool_variant]


def _is_same(wanted: str, entry: NodeTypeEntry) -> bool:
    return plain(wanted) in (plain(entry.name.rpartition(".")[2]), plain(entry.display_name))


def _score(wanted: str, entry: NodeTypeEntry) -> float:
    return max(likeness(wanted, entry.name.rpartition(".")[2]), likeness(wanted, entry.display_name))


def _rank(case: Case, node: CheckedNode, entry: NodeTypeEntry) -> tuple[int, bool, bool, bool, str]:
    """Smaller is better: fewer parameters that don't fit, its own name, its own package, not hidden."""
    version = best_version(case.catalog, entry.name, node)
    wanted = node.type.rpartition(".")[2]
    return (
        misfit(case.catalog, entry.name, version, node),
        plain(wanted) != plain(entry.name.rpartition(".")[2]),
        ("langchain" in node.type) != ("langchain" in entry.name),
        entry.hidden or entry.is_tool_variant,
        entry.name,
    )


def _proposal(case: Case, node: CheckedNode, entry: NodeTypeEntry, *, safe: bool) -> Proposal:
    edits: list[Edit] = [SetNodeKey(node.name, "type", entry.name)]
    node_type = case.catalog.find(entry.name)
    if node_type is not None and node_type.at(node.type_version) is None:
        version = best_version(case.catalog, entry.name, node)
        edits.append(SetNodeKey(node.name, "typeVersion", version))
    return Proposal(
        say(
            "Set the type of `{node}` to `{new}`; there is no `{type}`.",
            node=node.name,
            new=entry.name,
            type=node.type,
        ),
        tuple(edits),
        safe,
    )


FIXER = Fixer("node types", ("UNKNOWN_NODE_TYPE",), propose)
