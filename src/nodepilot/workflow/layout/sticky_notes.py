"""Sticky notes after their nodes have moved.

A note that framed nodes frames the same nodes again, if nothing else stands between them now; any other
note goes into a row above the nodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.workflow.layout.measures import GRID, ROW_GAP, Rectangle, Size
from nodepilot.workflow.model import Node, Workflow

_MARGIN = 3 * GRID
_HEADING = 6 * GRID
"""Room for the note's text above the nodes that it frames."""

Corner = tuple[int, int]


def framed_nodes(workflow: Workflow, note: Node, sizes: Mapping[int, Size]) -> Sequence[int]:
    """Indices of the nodes that stand entirely inside the note."""
    frame = _rectangle(note, sizes)
    if frame is None:
        return []
    inside: list[int] = []
    for node in workflow.nodes:
        rectangle = None if node.is_sticky_note else _rectangle(node, sizes)
        if rectangle is not None and frame.contains(rectangle):
            inside.append(node.index)
    return inside


def place_sticky_notes(
    workflow: Workflow, placed: Mapping[int, Rectangle], sizes: Mapping[int, Size]
) -> Mapping[int, Corner]:
    """Corners for all sticky notes, given where the nodes stand now. No two notes overlap.

    A note keeps its size, so it frames its nodes again only when they fit into it.
    """
    corners: dict[int, Corner] = {}
    frames: list[Rectangle] = []
    loose: list[int] = []
    for note in workflow.nodes:
        if not note.is_sticky_note:
            continue
        frame = _frame(framed_nodes(workflow, note, sizes), placed, sizes[note.index])
        if frame is None or any(frame.overlaps(other) for other in frames):
            loose.append(note.index)
        else:
            frames.append(frame)
            corners[note.index] = (int(frame.x), int(frame.y))
    everything = [*placed.values(), *frames]
    left = int(min((each.x for each in everything), default=0)) // GRID * GRID
    top = int(min((each.y for each in everything), default=0)) // GRID * GRID - ROW_GAP
    for index in loose:
        height = -(-sizes[index].height // GRID) * GRID
        corners[index] = (left, top - height)
        left += -(-sizes[index].width // GRID) * GRID + _MARGIN
    return corners


def _frame(members: Sequence[int], placed: Mapping[int, Rectangle], size: Size) -> Rectangle | None:
    if not members:
        return None
    hull = placed[members[0]]
    for index in members[1:]:
        hull = hull.around(placed[index])
    frame = Rectangle(
        (hull.x - _MARGIN) // GRID * GRID, (hull.y - _HEADING) // GRID * GRID, size.width, size.height
    )
    if not frame.contains(hull):
        return None
    strangers = (rectangle for index, rectangle in placed.items() if index not in members)
    return None if any(frame.overlaps(each) for each in strangers) else frame


def _rectangle(node: Node, sizes: Mapping[int, Size]) -> Rectangle | None:
    if node.position is None:
        return None
    size = sizes[node.index]
    return Rectangle(node.position[0], node.position[1], size.width, size.height)
