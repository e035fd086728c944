from __future__ import annotations

from nodepilot.validation.reach import Reach
from nodepilot.workflow.graph import Graph
from nodepilot.workflow.model import Connection


def test_what_lies_before_what() -> None:
    reach = Reach(Graph("ABC", [Connection("A", "B"), Connection("B", "C")]))
    assert reach.is_before("A", "C")
    assert not reach.is_before("C", "A")
    assert not reach.maybe_looping


def test_a_connection_that_arrives_as_another_type_than_it_left() -> None:
    reach = Reach(Graph("AB", [Connection("A", "B", "main", 0, "ai_tool", 0)]))
    assert reach.is_before("A", "B")


def test_a_loop() -> None:
    reach = Reach(Graph("AB", [Connection("A", "B"), Connection("B", "A")]))
    assert reach.is_before("A", "A")
    assert reach.maybe_looping == {"A", "B"}
