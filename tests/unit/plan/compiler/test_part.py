from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.compiler import CompiledPart, compile_part
from nodepilot.plan.model import Link, Placeholder, Plan, Ref, Step
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.edits import AddNode, Connect, SetParameter, apply, inverse
from nodepilot.workflow.edits.edit import Batch
from nodepilot.workflow.layout import place_new
from nodepilot.workflow.model import Connection, Workflow
from tests.unit.plan.compiler.plans import compiled, step


@pytest.fixture
def workflow() -> Workflow:
    made = compiled(
        step("start", "manualTrigger", name="Start"),
        step("sum", "aggregate", name="Sum", parameters={"aggregate": "aggregateAllItemData"}),
        step("agent", "ai.agent", name="Agent", parameters={"promptType": "define", "text": "Hi"}),
        step("model", "ai.lmChatOpenAi", name="Model"),
        links=(
            Link("start", "sum"),
            Link("sum", "agent"),
            Link("model", "agent", connection_type="ai_languageModel"),
        ),
    )
    return load_workflow(made.document)


def part(
    workflow: Workflow, catalog: Catalog, *steps: Step, links: tuple[Link, ...], **more: Any
) -> CompiledPart:
    return compile_part(Plan("Part", steps, links, **more), workflow, catalog)


def test_steps_become_edits_that_name_nodes(workflow: Workflow, catalog: Catalog) -> None:
    stop = step("stop", "stopAndError", name="Stop", parameters={"errorMessage": Ref("Agent", "output")})
    made = part(workflow, catalog, stop, links=(Link("Agent", "stop"),))
    added, connected = made.edits
    assert isinstance(added, AddNode)
    assert added.node["parameters"]["errorMessage"] == "={{ $json.output }}"
    assert connected == Connect(Connection("Agent", "Stop"))
    assert made.node_names == {"stop": "Stop"}


def test_what_is_there_stays_and_the_new_finds_a_place(workflow: Workflow, catalog: Catalog) -> None:
    made = part(workflow, catalog, step("a"), step("b"), links=(Link("Agent", "a"), Link("a", "b")))
    after = place_new(apply(workflow, made.edits), ())
    assert [node.raw for node in after.nodes[:4]] == [node.raw for node in workflow.nodes]
    assert all(node.position for node in after.nodes)
    undone = inverse(Batch(made.edits), workflow).apply(apply(workflow, made.edits))
    assert undone == workflow


def test_references_know_what_lies_between(workflow: Workflow, catalog: Catalog) -> None:
    stop = step("stop", "stopAndError", parameters={"errorMessage": Ref("Start", "x")})
    (added, _) = part(workflow, catalog, stop, links=(Link("Agent", "stop"),)).edits
    assert isinstance(added, AddNode)
    assert added.node["parameters"]["errorMessage"] == "={{ $('Start').first().json.x }}"


def test_names_and_ids_stay_unique_however_often(workflow: Workflow, catalog: Catalog) -> None:
    for _ in range(3):
        made = part(workflow, catalog, step("wait", "wait", name="Wait"), links=(Link("Agent", "wait"),))
        workflow = apply(workflow, made.edits)
    assert [node.name for node in workflow.nodes[4:]] == ["Wait", "Wait1", "Wait2"]
    assert len({node.id for node in workflow.nodes}) == 7
    assert len({node.raw.get("webhookId") for node in workflow.nodes[4:]}) == 3


def test_an_input_that_a_link_needs_is_opened(workflow: Workflow, catalog: Catalog) -> None:
    parser = step("parser", "ai.outputParserStructured", name="Parser")
    made = part(
        workflow, catalog, parser, links=(Link("parser", "Agent", connection_type="ai_outputParser"),)
    )
    assert SetParameter("Agent", "hasOutputParser", value=True) in made.edits


def test_an_input_that_is_taken_is_refused(workflow: Workflow, catalog: Catalog) -> None:
    model = step("model", "ai.lmChatOpenAi")
    with pytest.raises(InvalidPlan, match="takes 1 connection"):
        part(workflow, catalog, model, links=(Link("model", "Agent", connection_type="ai_languageModel"),))


def test_a_node_type_that_nobody_knows_can_be_linked(catalog: Catalog) -> None:
    node = {
        "name": "Own",
        "type": "n8n-nodes-own.thing",
        "typeVersion": 1,
        "position": [0, 0],
        "parameters": {},
    }
    own = load_workflow({"nodes": [node], "connections": {}})
    made = part(own, catalog, step("a"), links=(Link("Own", "a", output=4),))
    assert made.edits[-1] == Connect(Connection("Own", "a", source_index=4))


@pytest.mark.parametrize(
    ("steps", "links", "told"),
    [
        ((step("Agent"),), (), "The step key `Agent` is also the name of a node"),
        ((step("a"),), (Link("Nowhere", "a"),), "there is no step `Nowhere`. The steps are `a`, `Start`"),
        ((step("a"),), (Link("Agent", "a", output=1),), "there is no output 1"),
    ],
)
def test_what_does_not_fit_says_so(
    workflow: Workflow, catalog: Catalog, steps: tuple[Step, ...], links: tuple[Link, ...], told: str
) -> None:
    with pytest.raises(InvalidPlan) as caught:
        part(workflow, catalog, *steps, links=links)
    assert told in str(caught.value)


def test_the_set_up_list_is_that_of_the_part(workflow: Workflow, catalog: Catalog) -> None:
    slack = step("s", "slack", name="Tell", parameters={"select": "channel", "channelId": "#x", "text": "x"})
    made = part(
        workflow, catalog, slack, links=(Link("Agent", "s"),), placeholders=(Placeholder("s", "text", "it"),)
    )
    assert [need.node for need in made.setup.credentials] == ["Tell"]
    assert made.setup.placeholders[0].step == "Tell"
    assert made.provenance.keys() == {"Tell"}
