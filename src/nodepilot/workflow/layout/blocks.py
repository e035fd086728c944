"""A root node with everything under it, measured as one block.

The layers only see blocks: a node without sub-nodes is a block of its own size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.kit.records import dataclass
from nodepilot.workflow.layout.measures import GRID, SUB_NODE_DROP, SUB_NODE_GAP, Size, on_grid
from nodepilot.workflow.model import MAIN, Workflow

_TYPE_ORDER = ("ai_languageModel", "ai_memory", "ai_tool", "ai_outputParser", "ai_embedding", "ai_document")
"""The order in which n8n's root nodes show their inputs from left to right."""


@dataclass(frozen=True, slots=True)
class Block:
    """`places` holds the upper left corner of each member, by node index, relative to the root's.

    `left` and `right` are how far the block reaches from the root's left edge; `top` and `bottom` from
    the root's middle line.
    """

    root: int
    places: Mapping[int, tuple[int, int]]
    left: int
    right: int
    top: int
    bottom: int


def blocks_of(workflow: Workflow, sizes: Mapping[int, Size]) -> Sequence[Block]:
    """All nodes except sticky notes, each in exactly one block; blocks in the document's order."""
    parents = parents_of_sub_nodes(workflow)
    children: dict[int, list[int]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    drawn = [node.index for node in workflow.nodes if not node.is_sticky_note]
    done: set[int] = set()
    # Sub-nodes that only feed each other have no root: the first of them counts as one.
    roots = [each for each in drawn if each not in parents] + drawn
    blocks = [_block(index, children, sizes, done) for index in roots if index not in done]
    return sorted(blocks, key=lambda block: block.root)


def parents_of_sub_nodes(workflow: Workflow) -> Mapping[int, int]:
    """The node that each sub-node stands under (the first that it is attached to), by index.

    Siblings come in the order in which their root node shows its inputs.
    """
    graph = workflow.graph
    index_of = {name: node.index for name, node in workflow.nodes_by_name.items()}
    ranked: list[tuple[int, int, int, int]] = []
    for node in workflow.nodes:
        # Of nodes that share a name only the one that n8n sees has connections.
        if node.is_sticky_note or index_of[node.name] != node.index or not graph.is_sub_node(node.name):
            continue
        link = next(each for each in graph.outgoing(node.name) if each.source_type != MAIN)
        if link.target == node.name or workflow.get(link.target).is_sticky_note:
            continue
        kind = _TYPE_ORDER.index(link.target_type) if link.target_type in _TYPE_ORDER else len(_TYPE_ORDER)
        ranked.append((kind, link.target_index, node.index, index_of[link.target]))
    return {index: parent for _, _, index, parent in sorted(ranked)}


def _block(
    root: int, children: Mapping[int, Sequence[int]], sizes: Mapping[int, Size], done: set[int]
) -> Block:
    members = _subtree(root, children, done)
    places: dict[int, tuple[int, int]] = {}
    # Leaves first, so that every part knows its width before its parent asks.
    spans: dict[int, int] = {}
    for index in reversed(members):
        below = [child for child in children.get(index, ()) if child in spans]
        row = sum(spans[child] for child in below) + SUB_NODE_GAP * max(0, len(below) - 1)
        spans[index] = max(sizes[index].width, row)
    corners = {root: (0, 0)}
    for index in members:
        x, y = places[index] = corners[index]
        below = [child for child in children.get(index, ()) if child in spans and child not in corners]
        row = sum(spans[child] for child in below) + SUB_NODE_GAP * max(0, len(below) - 1)
        start = x + on_grid((sizes[index].width - row) / 2)
        for child in below:
            inset = (spans[child] - sizes[child].width) // 2 // GRID * GRID
            corners[child] = (start + inset, y + sizes[index].height + SUB_NODE_DROP)
            start += spans[child] + SUB_NODE_GAP
    middle = sizes[root].height // 2
    return Block(
        root,
        places,
        left=-min(x for x, _ in places.values()),
        right=max(x + sizes[index].width for index, (x, _) in places.items()),
        top=middle,
        bottom=max(y + sizes[index].height for index, (_, y) in places.items()) - middle,
    )


def _subtree(root: int, children: Mapping[int, Sequence[int]], done: set[int]) -> list[int]:
    """`root` and all under it, parents before children; marks them as done."""
    members, waiting = [], [root]
    while waiting:
        index = waiting.pop(0)
        if index not in done:
            done.add(index)
            members.append(index)
            waiting.extend(children.get(index, ()))
    return members
