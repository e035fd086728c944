"""How many in a minute, an hour or a day."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.workflow.model import Workflow
from tests.unit.composer.editing.test_in_place import BASE, TELL, chain, compares, edited, node

TIMER = node("Timer", "scheduleTrigger", 1.2, rule={"interval": [{"field": "minutes"}]})
CHECK = node("Check", "httpRequest", 4.2, url="https://a.example", options={})
DOWN = node("Down?", "if", 2.2, **compares("={{ $json.statusCode }}", "notEquals", 200, "number"))
READ = node("Read", "googleSheets", 4.5, documentId={}, sheetName={}, options={})
CONTACT = node("Contact", "hubspot", 2.1, authentication="appToken", email="={{ $json.email }}")


def parameters(workflow: Workflow, name: str) -> dict[str, Any]:
    return dict(workflow.get(name).parameters)


def links(workflow: Workflow) -> set[tuple[str, int, str]]:
    return {(each.source, each.source_index, each.target) for each in workflow.connections}


@pytest.mark.parametrize(
    "said",
    [
        "at most 10 calls a minute",
        "no more than 10 requests per minute",
        "the api allows 10 requests per minute",
    ],
)
def test_requests_go_out_in_batches(said: str) -> None:
    made = edited(said, chain(TIMER, CHECK, TELL)).workflow
    assert parameters(made, "Check")["options"] == {
        "batching": {"batch": {"batchSize": 10, "batchInterval": 60_000}}
    }
    assert len(made.nodes) == 3


def test_a_list_is_worked_off_slowly_and_what_follows_waits_for_all_of_it() -> None:
    made = edited("no more than 5 contacts a minute to HubSpot", chain(TIMER, READ, CONTACT, TELL)).workflow
    assert parameters(made, "5 at a time")["batchSize"] == 5
    assert parameters(made, "Wait 1 minute") == {"amount": 1, "unit": "minutes"}
    assert links(made) == {
        ("Timer", 0, "Read"),
        ("Read", 0, "5 at a time"),
        ("5 at a time", 0, "Tell"),
        ("5 at a time", 1, "Contact"),
        ("Contact", 0, "Wait 1 minute"),
        ("Wait 1 minute", 0, "5 at a time"),
    }


@pytest.mark.parametrize("said", ["only one message per hour", "don't send more than one alert an hour"])
def test_single_events_are_told_less_often_over_all_runs(said: str) -> None:
    made = edited(said, chain(TIMER, CHECK, DOWN, TELL))
    code = parameters(made.workflow, "At most 1 an hour")["jsCode"]
    assert "3600000" in code
    assert "$getWorkflowStaticData('global')" in code
    assert ("At most 1 an hour", 0, "Tell") in links(made.workflow)
    assert made.notes


def test_a_bound_in_a_condition_is_no_pace() -> None:
    made = edited("if there are more than 5 errors per minute tell me", chain(TIMER, CHECK, TELL)).workflow
    assert not any(each.type in {BASE + "splitInBatches", BASE + "wait"} for each in made.nodes)
    assert "batching" not in parameters(made, "Check")["options"]
