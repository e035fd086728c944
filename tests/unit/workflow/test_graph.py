from __future__ import annotations

import pytest

from nodepilot.workflow.graph import Graph
from tests.unit.workflow.documents import node, workflow


@pytest.fixture
def graph() -> Graph:
    names = ("Trigger", "Loop", "Body", "Done", "Agent", "Model", "Tool", "Embeddings", "Loose")
    return workflow(
        *(node(name) for name in names),
        links=(
            "Trigger -> Loop, Loop:0 -> Done, Loop:1 -> Body, Body -> Loop, Done -> Agent, "
            "Model -ai_languageModel> Agent, Tool -ai_tool> Agent, Embeddings -ai_embedding> Tool, Ghost -> Done"
        ),
    ).graph


def test_neighbours(graph: Graph) -> None:
    assert graph.successors("Loop") == ("Done", "Body")
    assert graph.successors("Loop", 1) == ("Body",)
    assert graph.predecessors("Loop") == ("Trigger", "Body")
    assert graph.predecessors("Agent") == ("Done",)
    assert graph.predecessors("Agent", 1) == ()


def test_reach(graph: Graph) -> None:
    assert graph.reachable("Trigger") == {"Loop", "Body", "Done", "Agent"}
    assert graph.ancestors("Done") == {"Trigger", "Loop", "Body"}
    assert graph.reaches("Trigger", "Agent")
    assert not graph.reaches("Agent", "Trigger")


def test_only_what_lies_on_a_loop_reaches_itself(graph: Graph) -> None:
    assert graph.on_loop("Loop")
    assert graph.on_loop("Body")
    assert not graph.on_loop("Done")


def test_sub_nodes_and_their_roots(graph: Graph) -> None:
    assert graph.sub_nodes("Agent") == ("Model", "Tool")
    assert graph.sub_nodes("Agent", "ai_tool") == ("Tool",)
    assert graph.is_sub_node("Embeddings")
    assert graph.roots_of("Embeddings") == ("Agent",)
    assert graph.root_of("Done") == "Done"
    assert graph.parents_of_sub_node("Embeddings") == ("Tool",)


def test_starts_are_what_nothing_feeds(graph: Graph) -> None:
    assert graph.starts == ("Trigger", "Loose")
    assert graph.isolated("Loose")


def test_ends_that_do_not_exist_are_set_apart(graph: Graph) -> None:
    assert [each.source for each in graph.dangling] == ["Ghost"]
    assert graph.predecessors("Done") == ("Loop",)


def test_sub_nodes_that_feed_each_other_have_themselves_as_root() -> None:
    circle = workflow(node("A"), node("B"), links="A -ai_tool> B, B -ai_tool> A").graph
    assert circle.root_of("A") == "A"
    assert circle.roots_of("A") == ()


def test_a_tool_of_two_agents_has_two_roots() -> None:
    shared = workflow(node("T"), node("A"), node("B"), links="T -ai_tool> A, T -ai_tool> B").graph
    assert shared.roots_of("T") == ("A", "B")
