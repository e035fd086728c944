"""A new place for every node of a workflow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.workflow.layout.blocks import Block, blocks_of
from nodepilot.workflow.layout.layers import Edge, components, layer
from nodepilot.workflow.layout.measures import (
    COLUMN_GAP,
    GRID,
    ROW_GAP,
    CountPorts,
    Rectangle,
    Size,
    on_grid,
    sizes_of,
)
from nodepilot.workflow.layout.ordering import Spot, order
from nodepilot.workflow.layout.rows import heights
from nodepilot.workflow.layout.sticky_notes import place_sticky_notes
from nodepilot.workflow.model import MAIN, Workflow

_LANE = GRID
"""How much room an edge takes where it passes a column."""

Corner = tuple[int, int]


def arrange(workflow: Workflow, count_ports: CountPorts | None = None) -> Workflow:
    """The same workflow with every node in a new place; the first node's row is at height 0.

    `count_ports` gives the exact sizes of nodes whose ports aren't all connected.
    """
    sizes = sizes_of(workflow, count_ports)
    return with_positions(workflow, corners(workflow, sizes))


def corners(workflow: Workflow, sizes: Mapping[int, Size]) -> Mapping[int, Corner]:
    """The upper left corner of every node, by its index."""
    blocks = blocks_of(workflow, sizes)
    edges = _edges(workflow, blocks)
    placed: dict[int, Corner] = {}
    bottom = 0
    for vertices in components(len(blocks), edges):
        part = set(vertices)
        inside = [edge for edge in edges if edge[0] in part]
        group = _place_component(blocks, vertices, inside, sizes)
        shift = bottom - min(y for _, y in group.values())
        placed.update({index: (x, y + shift) for index, (x, y) in group.items()})
        bottom = ROW_GAP + max(y + sizes[index].height for index, (_, y) in placed.items())
    rectangles = {
        index: Rectangle(x, y, sizes[index].width, sizes[index].height) for index, (x, y) in placed.items()
    }
    placed.update(place_sticky_notes(workflow, rectangles, sizes))
    return placed


def with_positions(workflow: Workflow, placed: Mapping[int, Corner]) -> Workflow:
    """The workflow with these places; nodes that are not named keep theirs."""
    entries = list(workflow.document["nodes"])
    for index, (x, y) in placed.items():
        entries[index] = {**entries[index], "position": [x, y]}
    return Workflow({**workflow.document, "nodes": entries})


def _edges(workflow: Workflow, blocks: Sequence[Block]) -> Sequence[Edge]:
    """Connections between blocks from top to bottom: by output, then in the document's order."""
    block_of = {index: number for number, block in enumerate(blocks) for index in block.places}
    index_of = {name: node.index for name, node in workflow.nodes_by_name.items()}
    found: list[tuple[int, int, Edge]] = []
    for each in workflow.graph.connections:
        source, target = block_of.get(index_of[each.source]), block_of.get(index_of[each.target])
        if source is None or target is None or source == target or each.source_type != MAIN:
            continue
        found.append((source, each.source_index, (source, target)))
    return [edge for *_, edge in sorted(found, key=lambda each: each[:2])]


def _place_component(
    blocks: Sequence[Block], vertices: Sequence[int], edges: Sequence[Edge], sizes: Mapping[int, Size]
) -> Mapping[int, Corner]:
    layers = layer(vertices, edges)
    columns = order(layers)

    def above(spot: Spot) -> float:
        return blocks[spot[0]].top if len(spot) == 1 else _LANE / 2

    def below(spot: Spot) -> float:
        return blocks[spot[0]].bottom if len(spot) == 1 else _LANE / 2

    y = heights(columns, lambda upper, lower: below(upper) + ROW_GAP + above(lower))
    placed: dict[int, Corner] = {}
    right = 0
    for column in columns.spots:
        here = [(blocks[spot[0]], y[spot]) for spot in column if len(spot) == 1]
        x = right + max(block.left for block, _ in here)
        right = x + max(block.right for block, _ in here) + COLUMN_GAP
        for block, middle in here:
            root_y = on_grid(middle - sizes[block.root].height / 2)
            for index, (dx, dy) in block.places.items():
                placed[index] = (x + dx, root_y + dy)
    return placed
