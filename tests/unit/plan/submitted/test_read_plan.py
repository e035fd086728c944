"""Slips that are mended, and those that are not certain enough to be."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Locator, Plan, Ref, Text
from nodepilot.plan.submitted import mended_parameters, read_plan

HOOK = {
    "key": "hook",
    "node_type": "n8n-nodes-base.webhook",
    "name": "New order",
    "parameters": {"path": "a"},
}
TELL = {
    "key": "tell",
    "node_type": "n8n-nodes-base.slack",
    "name": "Tell sales",
    "parameters": {"text": "hi"},
}
LINK = {"source": "hook", "target": "tell"}


def plan(*steps: dict[str, Any], links: Any = (), **more: Any) -> Plan:
    value = {
        "name": "P",
        "steps": list(steps),
        "links": list(links) if not isinstance(links, dict) else links,
    }
    return read_plan({**value, **more}, load_catalog()).plan


def pairs(found: Plan) -> list[tuple[str, str]]:
    return [(link.source, link.target) for link in found.links]


def test_a_careful_plan_stays_as_it_is() -> None:
    submitted = read_plan({"name": "P", "steps": [HOOK, TELL], "links": [LINK]}, load_catalog())
    assert submitted.mends == ()
    assert [step.key for step in submitted.plan.steps] == ["hook", "tell"]


@pytest.mark.parametrize(
    "name", ["slack", "nodes-base.slack", "@n8n/n8n-nodes-langchain.slack", "n8n-nodes-base.Slack", "Slack"]
)
def test_names_of_node_types(name: str) -> None:
    assert plan(HOOK, {**TELL, "node_type": name}, links=[LINK]).steps[1].node_type == "n8n-nodes-base.slack"


def test_an_invented_node_type_stays_invented() -> None:
    found = plan(HOOK, {**TELL, "node_type": "n8n-nodes-base.blorptagram"}, links=[LINK])
    assert found.steps[1].node_type == "n8n-nodes-base.blorptagram"


POST = {"resource": "message", "operation": "post", "select": "channel", "text": "hi"}


@pytest.mark.parametrize(
    ("told", "parameters", "meant"),
    [
        ({"key": "slack_2"}, POST, "n8n-nodes-base.slack"),
        ({"name": "Tell sales in Slack"}, POST, "n8n-nodes-base.slack"),
        # Neither key nor name tells of a service.
        ({}, POST, None),
        # Slack has no such parameter, or no such operation.
        ({"key": "slack"}, {**POST, "volume": 11}, None),
        ({"key": "slack"}, {**POST, "operation": "shout"}, None),
        # Too little to tell by.
        ({"key": "slack"}, {"text": "hi"}, None),
    ],
)
def test_an_invented_type_may_be_told_by_all_else(
    told: dict[str, str], parameters: dict[str, Any], meant: str | None
) -> None:
    channel = {"channelId": {"$locator": {"mode": "name", "value": "#ops"}}}
    invented = {**TELL, **told, "node_type": "n8n-nodes-base.poster", "parameters": {**channel, **parameters}}
    assert plan(HOOK, invented).steps[1].node_type == (meant or "n8n-nodes-base.poster")


@pytest.mark.parametrize(
    "links",
    [
        ["hook -> tell"],
        [["hook", "tell"]],
        [{"from": "New order", "to": "Tell sales"}],
        [{"source": "hook", "target": "tel", "output": "0"}],
        {"New order": {"main": [[{"node": "Tell sales", "type": "main", "index": 0}]]}},
    ],
)
def test_forms_of_links(links: Any) -> None:
    assert pairs(plan(HOOK, TELL, links=links)) == [("hook", "tell")]


OTHERS = {**TELL, "key": "tell_2", "name": "Tell others"}


def test_a_third_step_without_a_link_could_stand_elsewhere() -> None:
    assert pairs(plan(HOOK, TELL)) == [("hook", "tell")]
    # Behind the second, or beside it.
    assert pairs(plan(HOOK, TELL, OTHERS)) == [("hook", "tell")]


def test_what_only_works_on_items_stands_between_its_neighbours() -> None:
    sort = {"key": "sort", "node_type": "n8n-nodes-base.sort", "name": "Sort"}
    assert pairs(plan(HOOK, TELL, sort, OTHERS)) == [("hook", "tell"), ("tell", "sort"), ("sort", "tell_2")]


def test_a_trigger_has_one_output_however_it_is_counted() -> None:
    given = {**HOOK, "parameters": {"path": "a", "responseMode": "responseNode"}}
    (link,) = plan(given, TELL, links=[{**LINK, "output": 1}]).links
    assert link.output == 0


def test_a_way_that_never_ends() -> None:
    third = {**TELL, "key": "third", "name": "Third"}
    links = [LINK, {"source": "tell", "target": "third"}, {"source": "third", "target": "tell"}]
    assert pairs(plan(HOOK, TELL, third, links=links)) == [("hook", "tell"), ("tell", "third")]
    choose = {"key": "third", "node_type": "n8n-nodes-base.if", "name": "Third"}
    assert len(plan(HOOK, TELL, choose, links=links).links) == 3


def test_references_by_name() -> None:
    text = {"$text": ["x", {"$ref": {"step": "New order", "path": "json.id"}}]}
    found = plan(HOOK, {**TELL, "parameters": {"text": text}}, links=[LINK]).steps[1].parameters
    assert found["text"] == Text(("x", Ref("hook", "id")))
    program = plan(HOOK, {**TELL, "parameters": {"text": '={{ $node["New order"].json.id }}'}}, links=[LINK])
    assert program.steps[1].parameters["text"] == "={{ $('hook').item.json.id }}"


LOST = {**TELL, "parameters": {"text": {"$ref": {"step": "enriched", "path": "email"}}}}
WAIT = {"key": "wait", "node_type": "n8n-nodes-base.wait", "name": "Wait"}
CALL = {"key": "call", "node_type": "n8n-nodes-base.httpRequest", "name": "Call"}


def test_a_lost_reference_where_one_step_has_data_is_mended_and_told() -> None:
    links = [{"source": "hook", "target": "wait"}, {"source": "wait", "target": "tell"}]
    found = plan(HOOK, WAIT, LOST, links=links)
    assert found.steps[2].parameters["text"] == Ref("hook", "email")
    (assumed,) = found.assumptions
    assert (assumed.step, "`enriched`" in assumed.text, "`New order`" in assumed.text) == ("tell", True, True)
    code = {**TELL, "parameters": {"text": "={{ $('enriched').item.json.email }}"}}
    assert (
        plan(HOOK, WAIT, code, links=links).steps[2].parameters["text"] == "={{ $('hook').item.json.email }}"
    )


def test_a_lost_reference_that_could_mean_several_stays_lost() -> None:
    links = [{"source": "hook", "target": "call"}, {"source": "call", "target": "tell"}]
    found = plan(HOOK, CALL, LOST, links=links)
    assert (found.steps[2].parameters["text"], found.assumptions) == (Ref("enriched", "email"), ())
    # Nothing with data runs before it.
    assert plan(WAIT, LOST, links=[{"source": "wait", "target": "tell"}]).assumptions == ()


def test_a_misspelt_resource_hides_nothing() -> None:
    given = {"resourse": "charge", "operation": "getAll", "returnAll": True}
    step = {"key": "stripe", "node_type": "n8n-nodes-base.stripe", "parameters": given}
    found = plan(HOOK, step).steps[1].parameters
    assert found == {"resource": "charge", "operation": "getAll", "returnAll": True}


@pytest.mark.parametrize(
    ("written", "meant"), [("senden", "post"), ("actualizar", "update"), ("jodeln", "jodeln")]
)
def test_operations_in_another_language(written: str, meant: str) -> None:
    given = {**TELL, "parameters": {"resource": "message", "operation": written, "text": "hi"}}
    assert plan(HOOK, given, links=[LINK]).steps[1].parameters["operation"] == meant


def test_expressions_without_their_mark() -> None:
    found = plan(HOOK, {**TELL, "parameters": {"text": "Hi {{ $json.name }}"}}, links=[LINK])
    assert found.steps[1].parameters["text"] == "=Hi {{ $json.name }}"
    page = {
        "key": "page",
        "node_type": "n8n-nodes-base.html",
        "parameters": {"html": "<p>{{ $json.name }}</p>"},
    }
    assert plan(HOOK, page, links=[]).steps[1].parameters["html"] == "<p>{{ $json.name }}</p>"


def test_conditions_that_do_not_say_how_they_are_joined() -> None:
    condition = {"leftValue": 1, "rightValue": "4", "operator": {"type": "number", "operation": "gt"}}
    step = {"key": "choose", "node_type": "n8n-nodes-base.if", "parameters": {"conditions": [condition]}}
    found = plan(HOOK, step).steps[1].parameters["conditions"]
    assert found == {"combinator": "and", "conditions": [{**condition, "rightValue": 4}]}
    with pytest.raises(InvalidPlan, match="how they are joined"):
        plan(HOOK, {**step, "parameters": {"conditions": [condition, condition]}})


def test_parameters_are_mended_around_references() -> None:
    catalog = load_catalog()
    channel = Locator("name", "#ops")
    given = plan(
        HOOK,
        {
            **TELL,
            "parameters": {
                "resource": "mesage",
                "select": "channel",
                "channelId": {"$locator": {"mode": "name", "value": "#ops"}},
                "text": {"$ref": {"step": "hook", "path": "body"}},
            },
        },
        links=[LINK],
    )
    mends: list[str] = []
    mended = mended_parameters(given, catalog, mends).steps[1].parameters
    assert mended["resource"] == "message"
    assert mended["channelId"] == channel
    assert mended["text"] == Ref("hook", "body")
    assert mends


@pytest.mark.parametrize("value", [{}, {"steps": 3}, {"steps": ["x"]}, {"steps": [{"key": "a"}], "links": 7}])
def test_what_is_no_plan(value: dict[str, Any]) -> None:
    try:
        found = read_plan(value, load_catalog())
    except InvalidPlan:
        return
    assert found.plan.steps == ()
