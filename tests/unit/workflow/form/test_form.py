from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.errors import UserError
from nodepilot.workflow.edits import SetParameter, apply
from nodepilot.workflow.form import form_of, grounded
from nodepilot.workflow.model import Workflow

CATALOG = load_catalog()
BASE = "n8n-nodes-base."


def workflow(*nodes: Mapping[str, Any], links: tuple[tuple[str, str], ...] = ()) -> Workflow:
    connections = {
        source: {"main": [[{"node": target, "type": "main", "index": 0}]]} for source, target in links
    }
    return Workflow({"nodes": [dict(each) for each in nodes], "connections": connections})


def node(kind: str, version: float, parameters: Mapping[str, Any], name: str = "A") -> dict[str, Any]:
    return {"name": name, "type": f"{BASE}{kind}", "typeVersion": version, "parameters": dict(parameters)}


def fields(parameters: Mapping[str, Any], kind: str, version: float) -> dict[str, Any]:
    form = form_of(workflow(node(kind, version, parameters)), "A", CATALOG)
    return {field["path"]: field for field in form["fields"]}


def test_what_is_shown_depends_on_other_fields() -> None:
    without = fields({}, "httpRequest", 4.2)
    assert "jsonBody" not in without
    assert without["method"]["value"] == "GET"
    assert not without["method"]["is_set"]
    with_body = fields({"method": "POST", "sendBody": True, "specifyBody": "json"}, "httpRequest", 4.2)
    assert with_body["jsonBody"]["kind"] == "json"
    assert with_body["method"]["is_set"]


def test_choices_are_those_of_the_resource() -> None:
    post = fields({"resource": "message", "operation": "post"}, "slack", 2.3)
    user = fields({"resource": "user", "operation": "info"}, "slack", 2.3)
    assert {"post", "update"} <= {choice["value"] for choice in post["operation"]["choices"]}
    assert "info" in {choice["value"] for choice in user["operation"]["choices"]}


def test_a_collection_shows_what_stands_in_it_and_offers_the_rest() -> None:
    options = fields({"options": {"timeout": 5}}, "httpRequest", 4.2)["options"]
    assert [(each["path"], each["value"]) for each in options["fields"]] == [("options.timeout", 5)]
    offered = {each["name"] for each in options["more"]}
    assert "redirect" in offered
    assert "timeout" not in offered


def test_entries_of_a_fixed_collection_have_paths_of_their_own() -> None:
    given = {"rule": {"interval": [{"field": "hours", "hoursInterval": 3}, {"field": "weeks"}]}}
    (group,) = fields(given, "scheduleTrigger", 1.2)["rule"]["groups"]
    hours, weeks = ({field["path"]: field["value"] for field in entry} for entry in group["entries"])
    assert hours["rule.interval[0].hoursInterval"] == 3
    assert not any("weeksInterval" in path for path in hours)
    assert "rule.interval[1].weeksInterval" in weeks


def test_a_locator_has_its_ways_of_naming() -> None:
    channel = fields({"resource": "message", "operation": "post", "select": "channel"}, "slack", 2.3)
    assert {mode["value"] for mode in channel["channelId"]["modes"]} >= {"list", "id", "name"}


def test_parameters_that_are_not_shown_are_named() -> None:
    form = form_of(workflow(node("slack", 2.3, {"chanel": "x"})), "A", CATALOG)
    assert form["others"] == [{"name": "chanel", "value": "x"}]


def test_an_unknown_type_says_so() -> None:
    assert "unheardOf" in form_of(workflow(node("unheardOf", 1, {})), "A", CATALOG)["unreadable"]
    with pytest.raises(UserError, match="no node `B`"):
        form_of(workflow(node("slack", 2.3, {})), "B", CATALOG)


def test_inputs_are_the_fields_of_nodes_before() -> None:
    made = workflow(
        node("manualTrigger", 1, {}, "Start"),
        node("set", 3.4, {"assignments": {"assignments": [{"name": "total", "type": "number"}]}}, "Sum"),
        node("if", 2.2, {}, "Large?"),
        node("slack", 2.3, {}, "Tell"),
        links=(("Start", "Sum"), ("Sum", "Large?"), ("Large?", "Tell")),
    )
    inputs = form_of(made, "Tell", CATALOG)["inputs"]
    assert [(each["node"], each["direct"]) for each in inputs] == [
        ("Large?", True),
        ("Sum", False),
        ("Start", False),
    ]
    assert inputs[0]["fields"] == [{"path": "total", "type": "number"}]


def test_pinned_items_are_examples() -> None:
    pinned = Workflow(
        {**workflow(node("set", 3.4, {}, "Sum"), node("slack", 2.3, {}, "Tell")).document}
        | {
            "connections": {"Sum": {"main": [[{"node": "Tell", "type": "main", "index": 0}]]}},
            "pinData": {"Sum": [{"json": {"who": {"name": "Ada"}}}]},
        }
    )
    (before,) = form_of(pinned, "Tell", CATALOG)["inputs"]
    assert before["fields"][-1] == {"path": "who.name", "type": "string", "example": "Ada"}


def test_a_part_of_a_default_is_changed_with_the_rest_of_it_kept() -> None:
    made = workflow(node("scheduleTrigger", 1.2, {}))
    edit = SetParameter("A", "rule.interval[0].triggerAtHour", 9)
    after = apply(made, [grounded(edit, made, CATALOG)])
    assert after.get("A").parameters["rule"] == {"interval": [{"field": "days", "triggerAtHour": 9}]}
    plain = SetParameter("A", "rule", {})
    assert grounded(plain, made, CATALOG) is plain


@pytest.mark.slow
def test_every_node_type_has_a_form() -> None:
    for entry in CATALOG.node_types():
        for version in entry.versions:
            raw = {"name": "A", "type": entry.name, "typeVersion": version, "parameters": {}}
            form = form_of(workflow(raw), "A", CATALOG)
            assert form["unreadable"] is None, entry.name
            json.dumps(form)
