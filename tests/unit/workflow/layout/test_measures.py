from __future__ import annotations

import pytest

from nodepilot.workflow.layout.measures import PortCounts, Rectangle, Size, node_size, on_grid, sizes_of
from tests.unit.workflow.documents import node, workflow


@pytest.mark.parametrize(
    ("ports", "is_sub_node", "size"),
    [
        (PortCounts(), False, Size(96, 96)),
        (PortCounts(1, 2), False, Size(96, 96)),
        (PortCounts(1, 4), False, Size(96, 160)),
        (PortCounts(5, 1), False, Size(96, 192)),
        (PortCounts(1, 1, 1), False, Size(224, 96)),
        (PortCounts(1, 1, 5), False, Size(272, 96)),
        (PortCounts(), True, Size(80, 80)),
        (PortCounts(sub_node_inputs=1), True, Size(240, 80)),
    ],
)
def test_sizes_are_those_that_n8n_draws(ports: PortCounts, is_sub_node: bool, size: Size) -> None:
    assert node_size(ports, is_sub_node=is_sub_node) == size


def test_what_is_connected_counts() -> None:
    drawn = workflow(node("A"), node("B"), node("M"), links="A:5 -> B, M -ai_tool> B")
    assert [sizes_of(drawn)[index] for index in range(3)] == [Size(96, 224), Size(224, 96), Size(80, 80)]


@pytest.mark.parametrize("wrong", ["wide", None, -5, True, 1e12])
def test_a_note_without_a_usable_size_has_n8ns(wrong: object) -> None:
    note = node("N", "n8n-nodes-base.stickyNote", parameters={"width": wrong, "height": 50})
    assert sizes_of(workflow(note))[0] == Size(240, 50)


@pytest.mark.parametrize(("value", "snapped"), [(0, 0), (7.9, 0), (8, 16), (-8, 0), (-8.1, -16), (100, 96)])
def test_snapping(value: float, snapped: int) -> None:
    assert on_grid(value) == snapped


def test_rectangles_that_share_an_edge_do_not_overlap() -> None:
    here = Rectangle(0, 0, 10, 10)
    assert not here.overlaps(Rectangle(10, 0, 10, 10))
    assert here.overlaps(Rectangle(10, 0, 10, 10), margin_x=1)
    assert here.overlaps(Rectangle(9, 9, 1, 1))
    assert here.around(Rectangle(20, 5, 1, 1)) == Rectangle(0, 0, 21, 10)
