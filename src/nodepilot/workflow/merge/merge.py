"""Three versions of a workflow become one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog.jsvalues import deeply_equal
from nodepilot.kit.records import dataclass
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.merge.connections import are_regular, merge_connections
from nodepilot.workflow.merge.identity import Aligned, align, has_unique_names
from nodepilot.workflow.merge.values import Conflict, Side, ValueMerge, merged_order
from nodepilot.workflow.model import Workflow

_WRITTEN_BY_N8N = frozenset(
    (key,)
    for key in (
        "versionId",
        "activeVersionId",
        "versionCounter",
        "updatedAt",
        "createdAt",
        "triggerCount",
        "sourceWorkflowId",
    )
)
_LAYOUT = frozenset({("position",), ("id",)})


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of it. Without conflicts both workflows are the same.

    `workflow` has ours where the sides clash, `theirs` has theirs. `notes` tell what was renamed so that
    nothing gets lost.
    """

    workflow: Workflow
    theirs: Workflow
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


def merge(base: Workflow, ours: Workflow, theirs: Workflow) -> Merge:
    """Both sides' changes since `base`, in one workflow.

    Nodes are told apart by name, and by id where one was renamed. Parameters, settings and other keys
    merge one by one, lists whose entries carry ids entry by entry, long texts line by line. A node that
    one side removed and the other changed is a conflict. Positions and what n8n itself writes anew
    (`versionId`, `updatedAt`…) are ours where both changed them.
    """
    mine, conflicts, notes = _merged(base, ours, theirs, "ours")
    if not conflicts:
        return Merge(mine, mine, (), tuple(notes))
    other, _, _ = _merged(base, ours, theirs, "theirs")
    return Merge(mine, other, tuple(conflicts), tuple(notes))


def _merged(
    base: Workflow, ours: Workflow, theirs: Workflow, prefer: Side
) -> tuple[Workflow, list[Conflict], list[str]]:
    if not all(has_unique_names(each) for each in (base, ours, theirs)):
        # Names cannot tell the nodes apart: the documents are merged as plain JSON.
        values = ValueMerge(prefer, settled=_WRITTEN_BY_N8N)
        document = values.merge(base.document, ours.document, theirs.document)
        return Workflow(document), values.conflicts, []
    aligned = align(base, ours, theirs, prefer)
    base, ours, theirs = aligned.base, aligned.ours, aligned.theirs
    conflicts = aligned.conflicts
    nodes = _nodes(aligned, prefer)
    merged: dict[str, Any] = {}
    values = ValueMerge(prefer, settled=_WRITTEN_BY_N8N, conflicts=conflicts)
    for key in merged_order(list(ours.document), list(theirs.document)):
        if key == "nodes":
            merged[key] = list(nodes.values())
        elif key == "connections" and all(are_regular(each) for each in (base, ours, theirs)):
            merged[key], found = merge_connections(base, ours, theirs, frozenset(nodes), prefer)
            conflicts += found
        else:
            before, mine, other = (each.document.get(key, MISSING) for each in (base, ours, theirs))
            value = values.merge(before, mine, other, (key,))
            if value is not MISSING:
                merged[key] = value
    return Workflow(merged), conflicts, aligned.notes


def _nodes(aligned: Aligned, prefer: Side) -> dict[str, Any]:
    """The merged nodes by name, ours in their order, each new one of theirs behind the one before it."""
    base, ours, theirs = aligned.base, aligned.ours, aligned.theirs
    merged: dict[str, Any] = {}
    for name in merged_order(list(ours.nodes_by_name), list(theirs.nodes_by_name)):
        before, mine, other = (_raw(each, name) for each in (base, ours, theirs))
        if mine is not MISSING and other is not MISSING:
            values = ValueMerge(prefer, node=name, settled=_LAYOUT, conflicts=aligned.conflicts)
            merged[name] = values.merge(before, mine, other)
        elif before is MISSING:
            merged[name] = other if mine is MISSING else mine
        else:
            kept, side = (other, theirs) if mine is MISSING else (mine, ours)
            if _is_changed(name, before, kept, base, side):
                aligned.conflicts.append(Conflict(name, (), mine, other))
                if (mine is MISSING) == (prefer == "theirs"):
                    merged[name] = kept
    return merged


def _raw(workflow: Workflow, name: str) -> Any:
    node = workflow.find(name)
    return MISSING if node is None else node.raw


def _is_changed(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any], base: Workflow, side: Workflow
) -> bool:
    """The side did something to the node: to more than its place, or connected it to something new."""
    if not deeply_equal({**before, "position": None}, {**after, "position": None}):
        return True
    old = set(base.connections)
    return any(link not in old and name in (link.source, link.target) for link in side.connections)
