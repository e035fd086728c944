from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from nodepilot.catalog import available_versions, load_catalog
from nodepilot.upgrade import Upgrade, upgrade
from nodepilot.validation import Issue, Kind, Severity, validate
from nodepilot.validation.issue import Source
from nodepilot.workflow.model import Workflow
from tests.unit.upgrade.raising import BASE, LANGCHAIN, RELEASE, looks, parameters, raised
from tests.unit.workflow.documents import node, workflow

upgrade_module = sys.modules["nodepilot.upgrade.upgrade"]


def after(document: Workflow, release: str = RELEASE) -> Upgrade:
    return upgrade(document, load_catalog(release))


def test_nothing_to_do_keeps_every_byte() -> None:
    document = workflow(
        node("A", f"{BASE}if", typeVersion=2.3), node("B", f"{BASE}fax"), node("C", typeVersion=1)
    )
    found = after(document)
    assert found.workflow is document or found.workflow.document == document.document
    assert found.nodes == ()


def test_what_is_not_raised_keeps_its_object() -> None:
    document = workflow(
        node("Old", f"{BASE}if", typeVersion=2, parameters={"options": {}}, notes="x", webhookId="y"),
        node("Other", f"{BASE}noOp", odd="key"),
        links="Old -main> Other",
        meta={"a": 1},
    )
    found = after(document).workflow
    assert found.get("Old").raw == {**document.get("Old").raw, "typeVersion": 2.3}
    assert list(found.get("Old").raw) == list(document.get("Old").raw)
    assert found.get("Other").raw is document.get("Other").raw
    assert found.document["connections"] == document.document["connections"]
    assert found.document["meta"] == {"a": 1}


def test_a_type_that_nothing_is_known_of_stays() -> None:
    found = raised("hubspot", 1)
    assert (found.raw, found.told()) == (None, "hubspot 1")
    assert found.stays == "what its newer typeVersions change is not known."


def test_only_as_far_as_is_known() -> None:
    found = raised(f"{LANGCHAIN}agent", 1.7)
    assert found.told() == "agent 1.7 → 2.2"
    assert found.stays == "what changed after typeVersion 2.2 is not known."


def test_a_version_on_the_way_is_better_than_none() -> None:
    found = raised("airtable", 2, resource="record", operation="search")
    assert (found.version, found.raw and found.raw["executeOnce"]) == (2.1, True)
    assert "fields" in (found.stays or "")


@pytest.mark.parametrize("release", available_versions())
def test_the_release_says_what_is_newest(release: str) -> None:
    found = raised("if", 2, release=release)
    assert found.version == load_catalog(release).get(f"{BASE}if").default_version


def test_a_default_that_changed_is_written_out() -> None:
    assert parameters(raised("splitInBatches", 1)) == {"batchSize": 10}
    assert parameters(raised("wait", 1)) == {"amount": 1, "unit": "hours"}
    made = parameters(raised(f"{LANGCHAIN}lmChatOpenAi", 1))
    assert made["responsesApiEnabled"] is False
    assert made["model"]["__rl"] is True


def test_a_tool_is_raised_like_its_node_type() -> None:
    found = raised("gmailTool", 2.1, resource="message", operation="send")
    assert (found.type, found.version) == (f"{BASE}gmailTool", 2.2)


def test_the_loop_keeps_its_connections() -> None:
    document = workflow(
        node("Loop", f"{BASE}splitInBatches", typeVersion=2),
        node("Each"),
        node("Done"),
        links="Loop:0 -main> Each, Loop:1 -main> Done, Each -main> Loop",
    )
    found = after(document).workflow
    assert found.graph.successors("Loop", 0) == ("Done",)
    assert found.graph.successors("Loop", 1) == ("Each",)


def test_a_response_output_stays_open() -> None:
    document = workflow(
        node(
            "Hook", f"{BASE}webhook", typeVersion=2, parameters={"path": "x", "responseMode": "responseNode"}
        ),
        node("Answer", f"{BASE}respondToWebhook", typeVersion=1.3),
        node("Log"),
        links="Hook -main> Answer, Answer:1 -main> Log",
    )
    found = after(document)
    assert found.workflow.get("Answer").parameters["enableResponseOutput"] is True
    assert found.workflow.get("Answer").type_version == 1.5


def test_webhooks_that_would_fail_stay() -> None:
    alone = workflow(node("Hook", f"{BASE}webhook", parameters={"path": "x", "responseMode": "responseNode"}))
    (found,) = after(alone).nodes
    assert (found.version, "would fail" in (found.stays or "")) == (1.1, True)
    code = raised("webhook", 1.1, path="x", responseCode=201)
    assert parameters(code)["options"] == {"responseCode": {"values": {"responseCode": 201}}}


def test_a_tool_name_that_is_the_nodes_own() -> None:
    kind = f"{LANGCHAIN}toolCode"
    given: dict[str, Any] = {"parameters": {"name": "my_tool", "jsCode": "return '';"}, "typeVersion": 1.1}
    document = workflow(node("my tool", kind, **given), node("other", kind, **given))
    mine, other = after(document).nodes
    assert (mine.version, other.version) == (1.3, 1.1)
    assert "rename the node" in (other.stays or "")


def test_credentials_that_the_new_version_does_not_take() -> None:
    airtable = node(
        "It", f"{BASE}airtable", typeVersion=1, credentials={"airtableApi": {"id": "1", "name": "x"}}
    )
    assert after(workflow(airtable)).workflow.get("It").type_version == 1


def test_hidden_values_do_not_come_alive() -> None:
    made = parameters(raised("set", 3.2, fields={"values": []}, include="none", includeOtherFields=True))
    assert "includeOtherFields" not in made


def test_two_nodes_of_one_name_are_left_alone() -> None:
    document = workflow(node("A", f"{BASE}if"), node("A", f"{BASE}if"))
    assert after(document) == Upgrade(document, ())


def test_a_node_that_would_be_wrong_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(document: Workflow, _: object) -> list[Issue]:
        return [
            Issue("WRONG", Severity.ERROR, Source.N8N, "No good.", Kind.PARAMETER, each.name)
            for each in document.nodes
            if each.type == f"{BASE}code"
        ]

    document = workflow(
        node("Old", f"{BASE}function", parameters={"functionCode": "return items;"}),
        node("Code", f"{BASE}code", typeVersion=2),
        node("Fine", f"{BASE}if", typeVersion=2),
        links="Old -main> Fine",
    )
    monkeypatch.setattr(upgrade_module, "validate", find)
    found = after(document)
    old = next(each for each in found.nodes if each.node.name == "Old")
    assert found.workflow.get("Old").raw == document.get("Old").raw
    assert old.stays == "it would be wrong afterwards: No good."
    assert found.workflow.get("Fine").type_version == 2.3


def test_the_report() -> None:
    document = workflow(
        node("Quiet", f"{BASE}if", typeVersion=2),
        node("Look", f"{BASE}interval", parameters={"interval": 5, "unit": "minutes"}),
        node("Stays", f"{BASE}hubspot"),
    )
    found = after(document)
    assert [each.node.name for each in found.raised] == ["Quiet", "Look"]
    assert [each.node.name for each in found.to_look_at] == ["Look", "Stays"]
    row = found.nodes[1].as_row()
    assert json.loads(json.dumps(row)) == row
    assert (row["new_type"], row["raised"]) == (f"{BASE}scheduleTrigger", True)
    assert looks(found.nodes[1])


@pytest.mark.parametrize(
    "parameters_of_any_kind", [None, [], "x", {"conditions": []}, {"conditions": {"string": 1}}]
)
def test_odd_parameters(parameters_of_any_kind: Any) -> None:
    nodes = [
        node(f"{kind} {version}", f"{BASE}{kind}", typeVersion=version, parameters=parameters_of_any_kind)
        for kind in (
            "if",
            "switch",
            "set",
            "httpRequest",
            "merge",
            "function",
            "cron",
            "itemLists",
            "googleSheets",
        )
        for version in (1, 2, 3, 4)
    ]
    document = Workflow({"nodes": [*nodes, 5, {}], "connections": {"if 1": {"main": [None]}}})
    after(document)


def test_raising_twice_is_raising_once() -> None:
    document = workflow(
        node("A", f"{BASE}set", parameters={"values": {"string": [{"name": "a", "value": "b"}]}}),
        node("B", f"{BASE}cron", parameters={"triggerTimes": {"item": [{"mode": "everyHour"}]}}),
        node(
            "C", f"{BASE}switch", parameters={"rules": {"rules": [{"value2": 1, "output": 2}]}, "value1": 1}
        ),
        node("D", f"{BASE}httpRequest", parameters={"url": "https://example.com"}),
        links="B -main> C, C:2 -main> D, D -main> A",
    )
    once = after(document).workflow
    assert after(once).workflow.document == once.document
    catalog = load_catalog(RELEASE)
    assert not [issue for issue in validate(once, catalog) if issue.severity is Severity.ERROR]
