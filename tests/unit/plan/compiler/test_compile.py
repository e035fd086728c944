from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from uuid import UUID

import pytest

from nodepilot.catalog import Catalog
from nodepilot.errors import InvalidPlan
from nodepilot.plan.codec import dump_plan
from nodepilot.plan.compiler import compile_plan
from nodepilot.plan.model import Assumption, Link, Locator, Placeholder, Plan, Question, Ref, Step, Text
from tests.unit.plan.compiler.plans import chain, compiled, parameters, step

PLAN = Plan(
    "  Mail to\n Slack ",
    (
        Step("mail", "n8n-nodes-base.gmailTrigger"),
        Step(
            "post",
            "n8n-nodes-base.slack",
            parameters={
                "resource": "message",
                "operation": "post",
                "select": "channel",
                "channelId": Locator("name", "#ops"),
                "text": Text(("New: ", Ref("mail", "Subject"))),
            },
        ),
    ),
    (Link("mail", "post"),),
    timezone="Europe/Berlin",
)


def test_the_document_is_what_n8n_saves(catalog: Catalog) -> None:
    document = compile_plan(PLAN, catalog).document
    for node in document["nodes"]:
        assert str(UUID(node.pop("id")))
    assert str(UUID(document["nodes"][1].pop("webhookId")))
    assert document == {
        "name": "Mail to Slack",
        "nodes": [
            {
                "parameters": {"pollTimes": {"item": [{"mode": "everyMinute"}]}, "filters": {}},
                "name": "Gmail Trigger",
                "type": "n8n-nodes-base.gmailTrigger",
                "typeVersion": 1.4,
                "position": [0, 0],
            },
            {
                "parameters": {
                    "select": "channel",
                    "channelId": {"__rl": True, "value": "#ops", "mode": "name"},
                    "text": "=New: {{ $json.Subject }}",
                    "otherOptions": {},
                },
                "name": "Slack",
                "type": "n8n-nodes-base.slack",
                "typeVersion": 2.7,
                "position": [224, 0],
            },
        ],
        "connections": {"Gmail Trigger": {"main": [[{"node": "Slack", "type": "main", "index": 0}]]}},
        "settings": {"executionOrder": "v1", "timezone": "Europe/Berlin"},
    }


def test_the_same_plan_gives_the_same_bytes_in_another_process(catalog: Catalog) -> None:
    code = (
        "import json, sys; from nodepilot.catalog import load_catalog; "
        "from nodepilot.plan.codec import load_plan; from nodepilot.plan.compiler import compile_plan; "
        "print(json.dumps(compile_plan(load_plan(sys.stdin.read()), load_catalog('2.40.7')).document))"
    )
    again = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(dump_plan(PLAN)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.strip() == json.dumps(compile_plan(PLAN, catalog).document)


def test_another_plan_gives_other_ids(catalog: Catalog) -> None:
    one = compile_plan(PLAN, catalog).document["nodes"]
    other = compile_plan(replace(PLAN, name="Another"), catalog).document["nodes"]
    assert not {node["id"] for node in one} & {node["id"] for node in other}


def test_assumptions_and_origins_do_not_change_ids(catalog: Catalog) -> None:
    told = replace(PLAN, assumptions=(Assumption("x"),), questions=(Question("?", ("a", "b")),))
    assert compile_plan(told, catalog).document == compile_plan(PLAN, catalog).document


def test_without_a_time_zone_there_is_none() -> None:
    assert compiled(step("a", "manualTrigger")).document["settings"] == {"executionOrder": "v1"}


def test_what_is_compiled_is_fresh(catalog: Catalog) -> None:
    document = compile_plan(PLAN, catalog).document
    document["nodes"][0]["parameters"]["pollTimes"]["item"].clear()
    assert compile_plan(PLAN, catalog).document["nodes"][0]["parameters"]["pollTimes"]["item"]


def test_nodes_get_unique_names_as_in_n8n() -> None:
    made = compiled(
        step("a", name="Slack"),
        step("b", name="Slack"),
        step("c", name="Slack1"),
        step("d", name=""),
        step("e", name=" "),
    )
    assert list(made.node_names.values()) == [
        "Slack",
        "Slack1",
        "Slack2",
        "No Operation, do nothing",
        "No Operation, do nothing1",
    ]


def test_a_webhook_gets_an_id_and_its_path() -> None:
    made = compiled(step("a", "webhook"))
    (node,) = made.document["nodes"]
    assert node["parameters"]["path"] == node["webhookId"]
    assert made.provenance["a"]["path"].kind == "required"


def test_a_path_that_the_plan_names_stays() -> None:
    made = compiled(step("a", "webhook", parameters={"path": "orders"}))
    assert parameters(made, "a")["path"] == "orders"


def test_settings_and_notes_of_a_node() -> None:
    made = compiled(
        step(
            "a",
            notes="mind",
            on_error="continueErrorOutput",
            settings={"retryOnFail": True, "maxTries": 5, "disabled": True},
        )
    )
    (node,) = made.document["nodes"]
    assert {key: node[key] for key in ("notes", "onError", "retryOnFail", "maxTries", "disabled")} == {
        "notes": "mind",
        "onError": "continueErrorOutput",
        "retryOnFail": True,
        "maxTries": 5,
        "disabled": True,
    }


def test_an_older_version_is_respected() -> None:
    made = compiled(step("a", "if", type_version=2.2, parameters={"conditions": {"conditions": []}}))
    (node,) = made.document["nodes"]
    assert node["typeVersion"] == 2.2
    assert node["parameters"]["conditions"]["options"]["version"] == 2


def test_the_set_up_list_speaks_of_nodes() -> None:
    made = compiled(
        step("start", "manualTrigger", name="Start"),
        step("post", "slack", name="Tell", parameters={"select": "channel", "channelId": "#x", "text": "x"}),
        links=chain("start", "post"),
        placeholders=(Placeholder("post", "channelId", "the channel"),),
        assumptions=(Assumption("It is Slack.", "post"), Assumption("Today.")),
        questions=(Question("Which?", ("a", "b"), 1, "post"),),
    )
    setup = made.setup
    assert [(need.node, need.credential_type, need.display_name) for need in setup.credentials] == [
        ("Tell", "slackApi", "Slack API")
    ]
    assert setup.placeholders == (Placeholder("Tell", "channelId", "the channel"),)
    assert [each.step for each in setup.assumptions] == ["Tell", None]
    assert setup.questions[0].step == "Tell"


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (Plan("P", (), ()), "has no steps"),
        (Plan("P", (step("a"), step("a")), ()), "Two steps have the key `a`"),
        (Plan("P", (step("a"),), (Link("a", "b"),)), "there is no step `b`. The steps are `a`."),
        (
            Plan("P", (step("a", "slak"),), ()),
            "Step `a`: n8n 2.40.7 has no node type `n8n-nodes-base.slak`. Did you",
        ),
        (
            Plan("P", (step("a", type_version=7),), ()),
            "Step `a`: `n8n-nodes-base.noOp` has no typeVersion 7. It has 1.",
        ),
        (Plan("P", (step("a", settings={"retry": True}),), ()), "Did you mean `retryOnFail`?"),
        (Plan("P", (step("a", settings={"maxTries": "5"}),), ()), "`maxTries` has to be a whole number"),
        (Plan("P", (step("a", on_error="stop"),), ()), "`on_error` can't be `stop`"),
        (
            Plan("P", (step("a"),), (), placeholders=(Placeholder("b", "x", "y"),)),
            "for step `b`, which does not exist",
        ),
    ],
)
def test_what_cannot_be_compiled_says_so(plan: Plan, told: str, catalog: Catalog) -> None:
    with pytest.raises(InvalidPlan) as caught:
        compile_plan(plan, catalog)
    assert told in str(caught.value)
