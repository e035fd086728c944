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


def test_two_steps_need_no_link_but_three_do() -> None:
    assert pairs(plan(HOOK, TELL)) == [("hook", "tell")]
    assert pairs(plan(HOOK, TELL, {**TELL, "key": "tell_2", "name": "Tell others"})) == []


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
