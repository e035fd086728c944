"""Places for new nodes among nodes that stay where a person put them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from nodepilot.workflow.layout.arrange import Corner, arrange, with_positions
from nodepilot.workflow.layout.blocks import Block, blocks_of, parents_of_sub_nodes
from nodepilot.workflow.layout.free_spot import nearest_free
from nodepilot.workflow.layout.measures import (
    COLUMN_GAP,
    ROW_GAP,
    SUB_NODE_DROP,
    SUB_NODE_GAP,
    CountPorts,
    Rectangle,
    Size,
    on_grid,
    sizes_of,
)
from nodepilot.workflow.model import Workflow


def place_new(workflow: Workflow, names: Collection[str], count_ports: CountPorts | None = None) -> Workflow:
    """Places the nodes with these names, and every node that has no place yet; moves no other.

    A new node goes to the right of what feeds it (or to the left of what it feeds), a new sub-node under
    its root node; where that spot is taken, to the nearest free one. Sticky notes are no obstacle.
    """
    new = {node.index for node in workflow.nodes if node.position is None or node.name in names}
    if all(node.index in new or node.is_sticky_note for node in workflow.nodes):
        return arrange(workflow, count_ports)
    sizes = sizes_of(workflow, count_ports)
    placing = _Placing(workflow, sizes, new)
    placing.place_blocks([block for block in blocks_of(workflow, sizes) if block.root in new])
    placing.place_sub_nodes()
    placing.place_sticky_notes()
    return with_positions(workflow, placing.corners)


class _Placing:
    """What stands where, while the new nodes are placed one after the other."""

    def __init__(self, workflow: Workflow, sizes: Mapping[int, Size], new: Collection[int]) -> None:
        self.workflow = workflow
        self.sizes = sizes
        self.new = new
        self.corners: dict[int, Corner] = {}
        self.placed: dict[int, Rectangle] = {}
        for node in workflow.nodes:
            if node.index not in new and not node.is_sticky_note and node.position is not None:
                self._put(node.index, node.position)
        self.names = {node.index: node.name for node in workflow.nodes}
        self.indices = {name: node.index for name, node in workflow.nodes_by_name.items()}

    def place_blocks(self, blocks: Sequence[Block]) -> None:
        """New root nodes with their new sub-nodes; those first that hang on something placed."""
        waiting = list(blocks)
        while waiting:
            block = next((each for each in waiting if self._before(each.root)), None)
            block = block or next((each for each in waiting if self._after(each.root)), waiting[0])
            waiting.remove(block)
            members = {index: corner for index, corner in block.places.items() if index in self.new}
            x, y = self._wish(block)
            shapes = [self._rectangle(index, (x + dx, y + dy)) for index, (dx, dy) in members.items()]
            move_x, move_y = nearest_free(shapes, list(self.placed.values()))
            for index, (dx, dy) in members.items():
                self._move(index, (x + dx + move_x, y + dy + move_y))

    def place_sub_nodes(self) -> None:
        """New sub-nodes under root nodes that were there before."""
        parents = parents_of_sub_nodes(self.workflow)
        waiting = [index for index in sorted(self.new) if index in parents and index not in self.placed]
        while waiting:
            index = next((each for each in waiting if parents[each] in self.placed), waiting[0])
            waiting.remove(index)
            root = self.placed.get(parents[index], Rectangle(0, 0, 0, 0))
            beside = [
                self.placed[other]
                for other, parent in parents.items()
                if parent == parents[index] and other in self.placed
            ]
            x = max((each.x + each.width + SUB_NODE_GAP for each in beside), default=root.x)
            y = max((each.y for each in beside), default=root.y + root.height + SUB_NODE_DROP)
            corner = (on_grid(x), on_grid(y))
            shape = [self._rectangle(index, corner)]
            move, _ = nearest_free(shape, list(self.placed.values()), sideways=True)
            self._move(index, (corner[0] + move, corner[1]))

    def place_sticky_notes(self) -> None:
        """New notes go in a row above everything, existing notes included."""
        there = list(self.placed.values()) + [
            self._rectangle(node.index, node.position)
            for node in self.workflow.nodes
            if node.is_sticky_note and node.index not in self.new and node.position is not None
        ]
        left, top = min(each.x for each in there), min(each.y for each in there) - ROW_GAP
        for node in self.workflow.nodes:
            if node.is_sticky_note and node.index in self.new:
                size = self.sizes[node.index]
                self.corners[node.index] = (on_grid(left), on_grid(top - size.height) - 16)
                left += size.width + SUB_NODE_GAP

    def _wish(self, block: Block) -> Corner:
        """The upper left corner that the block's root would have on an empty canvas."""
        before, after = self._before(block.root), self._after(block.root)
        size = self.sizes[block.root]
        if not before and not after:
            left = min(each.x for each in self.placed.values())
            bottom = max(each.y + each.height for each in self.placed.values())
            return on_grid(left) + block.left, on_grid(bottom + ROW_GAP)
        if not before:
            x = min(each.x for each in after) - COLUMN_GAP - block.right
            return on_grid(x), on_grid(_middle(after) - size.height / 2)
        x = max(each.x + each.width for each in before) + COLUMN_GAP + block.left
        right_of_it = [each for each in after if each.x >= x]
        if right_of_it:
            room = min(each.x for each in right_of_it) - max(each.x + each.width for each in before)
            x = max(each.x + each.width for each in before) + (room - size.width) / 2
        return on_grid(x), on_grid(self._row(block, before) - size.height / 2)

    def _row(self, block: Block, before: Sequence[Rectangle]) -> float:
        """The middle line: that of what feeds it, but in output order among its other branches."""
        graph, name = self.workflow.graph, self.names[block.root]
        for link in graph.incoming(name, "main"):
            if self.indices[link.source] not in self.placed:
                continue
            others = [
                (each.source_index, self.placed[self.indices[each.target]])
                for each in graph.outgoing(link.source, "main")
                if self.indices[each.target] in self.placed and each.target != name
            ]
            higher = [place for output, place in others if output <= link.source_index]
            if higher:
                return max(each.y + each.height for each in higher) + ROW_GAP + block.top
            if others:
                return min(each.y for _, each in others) - ROW_GAP - block.bottom
        return _middle(before)

    def _before(self, index: int) -> Sequence[Rectangle]:
        return self._those_placed(self.workflow.graph.predecessors(self.names[index]), index)

    def _after(self, index: int) -> Sequence[Rectangle]:
        return self._those_placed(self.workflow.graph.successors(self.names[index]), index)

    def _those_placed(self, names: Sequence[str], index: int) -> Sequence[Rectangle]:
        if self.indices[self.names[index]] != index:
            return []
        return [self.placed[self.indices[name]] for name in names if self.indices[name] in self.placed]

    def _rectangle(self, index: int, corner: tuple[float, float]) -> Rectangle:
        size = self.sizes[index]
        return Rectangle(corner[0], corner[1], size.width, size.height)

    def _put(self, index: int, corner: tuple[float, float]) -> None:
        self.placed[index] = self._rectangle(index, corner)

    def _move(self, index: int, corner: Corner) -> None:
        self.corners[index] = corner
        self._put(index, corner)


def _middle(places: Sequence[Rectangle]) -> float:
    return sum(each.y + each.height / 2 for each in places) / len(places)
