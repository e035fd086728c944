from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.layout import GRID, arrange, place_new
from nodepilot.workflow.model import Workflow
from tests.unit.workflow.documents import node, workflow
from tests.unit.workflow.layout.test_arrange import places
from tests.unit.workflow.strategies import documents


@given(documents(), st.randoms(use_true_random=False))
def test_new_nodes_overlap_nothing_and_move_nothing(document: dict[str, Any], random: Any) -> None:
    before = arrange(load_workflow(document))
    new = {each.name for each in before.nodes if random.random() < 0.4}
    after = place_new(without_places(before, new), new)
    at = places(after)
    solid = [each.name for each in after.nodes if not each.is_sticky_note]
    for name in solid:
        if name in new:
            assert not any(at[name].overlaps(at[other]) for other in solid if other != name)
            assert (at[name].x % GRID, at[name].y % GRID) == (0, 0)
    if any(name not in new for name in solid):
        kept = [each.name for each in before.nodes if each.name not in new]
        assert [after.get(name).position for name in kept] == [before.get(name).position for name in kept]


def without_places(arranged: Workflow, names: set[str]) -> Workflow:
    nodes = [
        {key: value for key, value in each.raw.items() if key != "position" or each.name not in names}
        for each in arranged.nodes
    ]
    return load_workflow({**arranged.document, "nodes": nodes})


def test_a_new_last_node_goes_to_the_right() -> None:
    placed = place_new(workflow(node("A", position=[100, 300]), node("B"), links="A -> B"), {"B"})
    assert placed.get("B").position == (320, 304)


def test_a_new_trigger_goes_to_the_left() -> None:
    placed = place_new(workflow(node("A"), node("B", position=[0, 0]), links="A -> B"), {"A"})
    assert placed.get("A").position == (-224, 0)


def test_between_two_nodes_that_stand_apart_it_goes_in_the_middle() -> None:
    nodes = (node("A"), node("New"), node("B", position=[448, 0]))
    placed = place_new(workflow(*nodes, links="A -> New, New -> B"), {"New"})
    assert placed.get("New").position == (224, 0)


def test_between_two_nodes_that_stand_close_it_goes_above_or_below() -> None:
    nodes = (node("A"), node("New"), node("B", position=[224, 0]))
    at = places(place_new(workflow(*nodes, links="A -> New, New -> B"), {"New"}))
    assert at["A"].x <= at["New"].x <= at["B"].x
    assert at["New"].y != 0


def test_a_second_branch_goes_below_the_first() -> None:
    nodes = (node("If"), node("Yes", position=[224, 0]), node("No"))
    at = places(place_new(workflow(*nodes, links="If:0 -> Yes, If:1 -> No"), {"No"}))
    assert at["No"].y > at["Yes"].y + at["Yes"].height


def test_a_first_branch_goes_above_the_second() -> None:
    nodes = (node("If"), node("Yes"), node("No", position=[224, 0]))
    at = places(place_new(workflow(*nodes, links="If:0 -> Yes, If:1 -> No"), {"Yes"}))
    assert at["Yes"].y + at["Yes"].height < at["No"].y


def test_a_new_sub_node_goes_beside_its_siblings() -> None:
    nodes = (node("Agent"), node("Model", position=[0, 224]), node("Tool"))
    links = "Model -ai_languageModel> Agent, Tool -ai_tool> Agent"
    placed = place_new(workflow(*nodes, links=links), {"Tool"})
    assert placed.get("Tool").position == (128, 224)


def test_a_new_root_brings_its_sub_nodes() -> None:
    nodes = (node("A"), node("Agent"), node("Model"))
    at = places(
        place_new(workflow(*nodes, links="A -> Agent, Model -ai_languageModel> Agent"), {"Agent", "Model"})
    )
    assert at["Model"].y == at["Agent"].y + 96 + 128
    assert at["Agent"].x <= at["Model"].x <= at["Agent"].x + at["Agent"].width


def test_a_loose_new_node_goes_below_everything() -> None:
    at = places(place_new(workflow(node("A"), node("New")), {"New"}))
    assert at["New"].y > at["A"].y + at["A"].height


def test_with_nothing_to_stay_everything_is_arranged() -> None:
    fresh = workflow(node("A"), node("B"), links="A -> B")
    assert place_new(fresh, {"A", "B"}) == arrange(fresh)
