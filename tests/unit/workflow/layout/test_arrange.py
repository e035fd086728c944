from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import assume, given

from nodepilot.catalog import load_catalog
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.layout import GRID, arrange, count_ports_by
from nodepilot.workflow.layout.measures import Rectangle, sizes_of
from nodepilot.workflow.model import MAIN, Workflow
from tests.unit.workflow.documents import node, workflow
from tests.unit.workflow.strategies import documents


def places(arranged: Workflow) -> dict[str, Rectangle]:
    sizes = sizes_of(arranged)
    found = {}
    for each in arranged.nodes:
        assert each.position is not None
        found[each.name] = Rectangle(*each.position, sizes[each.index].width, sizes[each.index].height)
    return found


def overlaps(arranged: Workflow) -> list[tuple[str, str]]:
    """Pairs of nodes, and pairs of notes, that overlap; a note may lie under nodes."""
    notes = {each.name for each in arranged.nodes if each.is_sticky_note}
    pairs = combinations(places(arranged).items(), 2)
    return [
        (one, other)
        for (one, place), (other, another) in pairs
        if (one in notes) == (other in notes) and place.overlaps(another)
    ]


@given(documents())
def test_nothing_ever_overlaps(document: dict[str, Any]) -> None:
    assert overlaps(arrange(load_workflow(document))) == []


@given(documents())
def test_every_place_is_on_the_grid(document: dict[str, Any]) -> None:
    for place in places(arrange(load_workflow(document))).values():
        assert (place.x % GRID, place.y % GRID) == (0, 0)


@given(documents())
def test_only_positions_change_and_the_same_document_gives_the_same_places(document: dict[str, Any]) -> None:
    before = load_workflow(document)
    after = arrange(before)
    assert after == arrange(before)
    stripped = [{key: value for key, value in each.raw.items() if key != "position"} for each in after.nodes]
    assert stripped == [
        {key: value for key, value in each.raw.items() if key != "position"} for each in before.nodes
    ]
    assert after.connections == before.connections


@given(documents())
def test_items_flow_to_the_right_where_no_loop_closes(document: dict[str, Any]) -> None:
    arranged = arrange(load_workflow(document))
    graph, at = arranged.graph, places(arranged)
    subs = [name for name in graph.names if graph.is_sub_node(name)]
    assume(not any(graph.incoming(name, MAIN) for name in subs))
    for link in graph.connections:
        if link.source_type == MAIN and not graph.reaches(link.target, link.source):
            assert at[link.source].x + at[link.source].width < at[link.target].x


@given(documents())
def test_branches_stand_one_under_another_in_output_order(document: dict[str, Any]) -> None:
    arranged = arrange(load_workflow(document))
    graph, at = arranged.graph, places(arranged)
    for name in graph.names:
        own = [
            link
            for link in graph.outgoing(name, MAIN)
            if graph.predecessors(link.target) == (name,) and not graph.on_loop(link.target)
            if not graph.sub_nodes(link.target) and not graph.is_sub_node(link.target)
        ]
        for one, other in combinations(own, 2):
            if one.source_index < other.source_index and one.target != other.target:
                outputs = {link.source_index for link in graph.outgoing(name) if link.target == other.target}
                if min(outputs) == other.source_index:
                    assert at[one.target].y < at[other.target].y


def test_a_chain_is_a_straight_line() -> None:
    arranged = arrange(workflow(*(node(name) for name in "ABC"), links="A -> B, B -> C"))
    assert [each.position for each in arranged.nodes] == [(0, 0), (224, 0), (448, 0)]


def test_a_branching_node_stands_in_the_middle_of_its_branches() -> None:
    arranged = arrange(workflow(*(node(name) for name in "ABC"), links="A:0 -> B, A:1 -> C"))
    assert [each.position for each in arranged.nodes] == [(0, 96), (224, 0), (224, 192)]


def test_sub_nodes_stand_under_their_root_in_the_order_of_its_inputs() -> None:
    arranged = arrange(
        workflow(
            *(node(name) for name in ("Tool", "Memory", "Model", "Agent")),
            links="Tool -ai_tool> Agent, Memory -ai_memory> Agent, Model -ai_languageModel> Agent",
        )
    )
    at = places(arranged)
    assert at["Agent"].width == 224
    assert at["Model"].x < at["Memory"].x < at["Tool"].x
    assert {at[name].y for name in ("Model", "Memory", "Tool")} == {at["Agent"].y + 96 + 128}


def test_a_second_trigger_stands_right_before_what_it_feeds() -> None:
    arranged = arrange(workflow(*(node(name) for name in "ABCDT"), links="A -> B, B -> C, C -> D, T -> D"))
    at = places(arranged)
    assert at["T"].x == at["C"].x


def test_the_body_of_a_loop_stands_under_what_follows_it() -> None:
    arranged = arrange(
        workflow(
            *(node(name) for name in ("Start", "Loop", "Done", "Body")),
            links="Start -> Loop, Loop:0 -> Done, Loop:1 -> Body, Body -> Loop",
        )
    )
    at = places(arranged)
    assert at["Start"].x < at["Loop"].x < at["Body"].x
    assert at["Done"].y < at["Body"].y


def test_a_note_frames_its_nodes_again_when_they_fit() -> None:
    note = node(
        "Note", "n8n-nodes-base.stickyNote", position=[900, 900], parameters={"width": 420, "height": 300}
    )
    arranged = arrange(
        workflow(
            node("A", position=[1000, 1000]),
            node("B", position=[1200, 1000]),
            node("C"),
            note,
            links="A -> B, B -> C",
        )
    )
    at = places(arranged)
    assert at["Note"].contains(at["A"])
    assert at["Note"].contains(at["B"])
    assert not at["Note"].overlaps(at["C"])


def test_a_loose_note_goes_above_the_nodes() -> None:
    arranged = arrange(workflow(node("A"), node("Note", "n8n-nodes-base.stickyNote", position=[5000, 0])))
    at = places(arranged)
    assert at["Note"].y + at["Note"].height < at["A"].y


def test_the_catalog_knows_ports_that_nothing_is_connected_to() -> None:
    agent = node("Agent", "@n8n/n8n-nodes-langchain.agent", typeVersion=3.1)
    sized = arrange(workflow(agent, node("B"), links="Agent -> B"), count_ports_by(load_catalog()))
    assert sized.get("B").position == (224 + 128, 0)
