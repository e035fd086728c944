"""Sizes and distances on n8n's canvas, as n8n 2.40.7 draws them.

Grid 16; a node is 96 x 96, a sub-node 80 x 80; a root node is as wide as its sub-node inputs need; a
node with many main inputs or outputs is taller. The distances are those of n8n's own "tidy up".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import MAIN, Node, Workflow

GRID = 16
COLUMN_GAP = 128
"""Between a node and the next one to its right."""
ROW_GAP = 96
"""Between a node and the next one below it; the node's name stands there."""
SUB_NODE_GAP = 48
"""Between sub-nodes side by side."""
SUB_NODE_DROP = 128
"""Between a root node and its sub-nodes below."""

_NODE = 96
_SUB_NODE = 80
_FEWEST_SUB_NODE_INPUTS = 4


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on the canvas; `x` and `y` are the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Rectangle, margin_x: float = 0, margin_y: float = 0) -> bool:
        """They share more than an edge, or come closer than the margins."""
        return (
            self.x < other.x + other.width + margin_x
            and other.x < self.x + self.width + margin_x
            and self.y < other.y + other.height + margin_y
            and other.y < self.y + self.height + margin_y
        )

    def contains(self, other: Rectangle) -> bool:
        """`other` lies inside entirely."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def around(self, other: Rectangle) -> Rectangle:
        """The smallest one that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Rectangle(x, y, right - x, bottom - y)


@dataclass(frozen=True, slots=True)
class PortCounts:
    """How many ports a node shows; `sub_node_inputs` are the inputs that are not `main`."""

    main_inputs: int = 1
    main_outputs: int = 1
    sub_node_inputs: int = 0


CountPorts: TypeAlias = Callable[[Node], PortCounts | None]
"""What a node type has by its parameters; None when it is not known."""


def on_grid(value: float) -> int:
    """The nearest multiple of the grid, halves upward."""
    return int((value + GRID / 2) // GRID) * GRID


def node_size(ports: PortCounts, *, is_sub_node: bool) -> Size:
    """The size in which n8n draws a node with these ports."""
    rows = max(ports.main_inputs, ports.main_outputs, 1)
    height = _SUB_NODE if is_sub_node else _NODE + max(0, rows - 2) * GRID * 2
    if ports.sub_node_inputs:
        inputs = max(ports.sub_node_inputs, _FEWEST_SUB_NODE_INPUTS)
        return Size(_SUB_NODE + GRID * (is_sub_node + (inputs - 1) * 3), height)
    return Size(_SUB_NODE if is_sub_node else _NODE, height)


def sizes_of(workflow: Workflow, count_ports: CountPorts | None = None) -> Mapping[int, Size]:
    """The size of every node by its index; what is connected counts even if the node type lacks it."""
    graph = workflow.graph
    sizes: dict[int, Size] = {}
    for node in workflow.nodes:
        if node.is_sticky_note:
            sizes[node.index] = sticky_size(node)
            continue
        incoming, outgoing = graph.incoming(node.name), graph.outgoing(node.name)
        known = (count_ports and count_ports(node)) or PortCounts()
        ports = PortCounts(
            max(
                [known.main_inputs, *(1 + each.target_index for each in incoming if each.target_type == MAIN)]
            ),
            max(
                [
                    known.main_outputs,
                    *(1 + each.source_index for each in outgoing if each.source_type == MAIN),
                ]
            ),
            max(known.sub_node_inputs, len({each.target_type for each in incoming} - {MAIN})),
        )
        sizes[node.index] = node_size(ports, is_sub_node=graph.is_sub_node(node.name))
    return sizes


def sticky_size(node: Node) -> Size:
    """The size that a sticky note names, or n8n's own."""

    def measure(name: str, otherwise: int) -> int:
        value = node.parameters.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1_000_000:
            return int(value)
        return otherwise

    return Size(measure("width", 240), measure("height", 160))
