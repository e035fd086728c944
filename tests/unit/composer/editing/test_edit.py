"""Instructions on workflows: what changes, and that nothing else does (edits.yaml)."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml

from nodepilot.catalog import load_catalog
from nodepilot.composer.editing.edit import edit_workflow
from nodepilot.composer.editing.edited import Edited
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.validation import Severity, validate
from nodepilot.workflow.edits import Batch, inverse
from nodepilot.workflow.model import Workflow

GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "edits.yaml").read_text("utf-8"))

MOST_WRONG = 0.1
"""The share of the rows that may be wrong: language is never finished, but it must not get worse."""


def made_for(request: str) -> Workflow:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    return Workflow(workflow)


def edited(instruction: str, workflow: Workflow) -> Edited:
    return edit_workflow(instruction, workflow, load_catalog())


@pytest.fixture(scope="module")
def sheet_to_slack() -> Workflow:
    return made_for("When a new row is added to my Google Sheet, post it to the Slack channel #sales")


def errors(workflow: Workflow) -> set[tuple[str, str | None]]:
    found = validate(workflow.document, load_catalog())
    return {(issue.code, issue.node) for issue in found if issue.severity is Severity.ERROR}


def test_instructions_change_what_they_say() -> None:
    wrong, count = [], 0
    for group in GROUPS:
        workflow = made_for(group["request"])
        for row in group["edits"]:
            count += 1
            made = edited(row["instruction"], workflow)
            texts = [change.text for change in made.changes]
            if texts != row["changes"]:
                wrong.append(f"{row['instruction']}: {texts}")
            assert errors(made.workflow) <= errors(workflow), row["instruction"]
            assert inverse(Batch(made.edits), workflow).apply(Batch(made.edits).apply(workflow)) == workflow
    assert len(wrong) <= MOST_WRONG * count, "\n".join(wrong)


def test_what_is_not_named_stays_to_the_byte(sheet_to_slack: Workflow) -> None:
    made = edited("also add it to Notion", sheet_to_slack)
    for node in sheet_to_slack.nodes:
        assert made.workflow.get(node.name).raw == node.raw
    assert set(sheet_to_slack.connections) <= set(made.workflow.connections)


@pytest.mark.parametrize(
    "instruction", ["undo", "please undo that", "go back to the previous version", "mach das rückgängig"]
)
def test_undo_is_left_to_who_knows_the_history(instruction: str, sheet_to_slack: Workflow) -> None:
    made = edited(instruction, sheet_to_slack)
    assert made.is_undo
    assert made.workflow is sheet_to_slack


@pytest.mark.parametrize("instruction", ["", "   ", "\x00", "asdf qwer", "☕" * 100, "{" * 5000])
def test_what_is_not_understood_changes_nothing(instruction: str, sheet_to_slack: Workflow) -> None:
    made = edited(instruction, sheet_to_slack)
    assert not made.changes
    assert made.workflow is sheet_to_slack
    assert "Say what shall be different" in made.reply


def test_what_is_not_there_cannot_be_removed(sheet_to_slack: Workflow) -> None:
    made = edited("remove the PagerDuty step", sheet_to_slack)
    assert not made.changes
    assert "`Send a message in Slack`" in made.reply


def test_a_new_text_is_said_by_what_follows(sheet_to_slack: Workflow) -> None:
    made = edited("translate the text to German first", sheet_to_slack)
    assert made.workflow.get("Send a message in Slack").parameters["text"] == "={{ $json.text }}"


def test_several_orders_in_one_message(sheet_to_slack: Workflow) -> None:
    made = edited(
        'Rename the Slack step to "Tell sales" and add it to Notion. Then disable Tell sales.', sheet_to_slack
    )
    assert made.workflow.get("Tell sales").disabled
    assert any(node.type == "n8n-nodes-base.notion" for node in made.workflow.nodes)


def test_an_empty_canvas_is_no_error() -> None:
    empty = Workflow({"nodes": [], "connections": {}})
    for instruction in ("remove the slack step", "run it at 8", "also post it to Slack", "only above 5"):
        assert isinstance(edited(instruction, empty).reply, str)


def test_damaged_documents_do_not_raise() -> None:
    odd = Workflow(
        {
            "nodes": [
                {"name": "A", "type": "n8n-nodes-base.if", "parameters": {"conditions": "x"}},
                {"name": ""},
                5,
            ],
            "connections": {"A": {"main": [[{"node": "gone"}]]}},
        }
    )
    for instruction in (
        "remove A",
        "treat x like y",
        "rename A to B",
        "only above 5",
        "for x also post to Slack",
    ):
        edited(instruction, odd)


def node(name: str, node_type: str, version: float = 1, **parameters: Any) -> dict[str, Any]:
    return {"name": name, "type": node_type, "typeVersion": version, "parameters": parameters}


def chain(*nodes: dict[str, Any]) -> Workflow:
    """The nodes in a row."""
    pairs = itertools.pairwise(nodes)
    links = {a["name"]: {"main": [[{"node": b["name"], "type": "main", "index": 0}]]} for a, b in pairs}
    return Workflow({"nodes": list(nodes), "connections": links})


def test_an_if_of_the_first_version_gets_another_bound() -> None:
    held = {"number": [{"value1": "={{ $json.total }}", "operation": "larger", "value2": 500}]}
    workflow = chain(
        node("Hook", "n8n-nodes-base.webhook"),
        node("Big?", "n8n-nodes-base.if", conditions=held),
        node("Tell", "n8n-nodes-base.slack", 2.2, text="Big", otherOptions={}),
    )
    made = edited("the limit should be 1000, not 500", workflow)
    assert made.workflow.get("Big?").parameters["conditions"]["number"][0]["value2"] == 1000
    made = edited("500 or more", workflow)
    assert made.workflow.get("Big?").parameters["conditions"]["number"][0]["operation"] == "largerEqual"


def test_a_look_up_without_a_result_goes_on() -> None:
    workflow = chain(
        node("Hook", "n8n-nodes-base.webhook", 2, path="customer", responseMode="responseNode"),
        node("Find", "n8n-nodes-base.postgres", 2.5, operation="select"),
        node("Reply", "n8n-nodes-base.respondToWebhook", 1.1),
    )
    made = edited("return a 404 when nothing is found", workflow)
    assert made.workflow.get("Find").raw["alwaysOutputData"] is True
    ways = {(link.source_index, link.target) for link in made.workflow.graph.outgoing("Found?", "main")}
    assert ways == {(0, "Reply"), (1, "Answer 404")}


def test_a_new_step_uses_what_the_service_knows_here() -> None:
    document = {"__rl": True, "mode": "id", "value": "abc"}
    tab = {"__rl": True, "mode": "name", "value": "Leads"}
    reading = node("Read", "n8n-nodes-base.googleSheets", 4.7, documentId=document, sheetName=tab)
    reading["credentials"] = {"googleSheetsOAuth2Api": {"id": "1", "name": "Ours"}}
    workflow = chain(
        node("Start", "n8n-nodes-base.manualTrigger"),
        reading,
        node("Tell", "n8n-nodes-base.slack", 2.2, text="Hi", otherOptions={}),
    )
    made = edited("mark the row as done in the sheet afterwards", workflow)
    new = next(each for each in made.workflow.nodes if workflow.find(each.name) is None)
    assert new.parameters["documentId"] == document
    assert new.parameters["sheetName"] == tab
    assert new.raw["credentials"] == reading["credentials"]
    made = edited("also append it to another Google sheet", workflow)
    other = next(each for each in made.workflow.nodes if workflow.find(each.name) is None)
    assert other.parameters["documentId"] != document


def test_a_service_that_is_not_there_is_not_switched_off(sheet_to_slack: Workflow) -> None:
    assert not edited("turn off the telegram step", sheet_to_slack).changes


def test_each_order_of_a_message_is_carried_out(sheet_to_slack: Workflow) -> None:
    made = edited(
        "skip test rows, rename the Slack step to “Tell sales” and post it to Teams instead of Slack",
        sheet_to_slack,
    )
    types = [node.type for node in made.workflow.nodes]
    assert any(each.endswith("microsoftTeams") for each in types)
    assert any(each.endswith("filter") for each in types)
    assert not any(each.endswith(".slack") for each in types)


def test_what_stands_in_quotation_marks_is_not_cut(sheet_to_slack: Workflow) -> None:
    made = edited("rename the Slack step to “Tell sales and post it”", sheet_to_slack)
    assert "Tell sales and post it" in [node.name for node in made.workflow.nodes]


def test_days_of_rest_are_taken_from_the_schedule_that_is_there() -> None:
    made = edited(
        "not on weekends", made_for("every 30 minutes read the Google Sheet Leads and post it to Slack")
    )
    rules = [
        node.parameters.get("rule") for node in made.workflow.nodes if node.type.endswith("scheduleTrigger")
    ]
    assert rules == [{"interval": [{"field": "cronExpression", "expression": "*/30 * * * 1-5"}]}]


def test_a_tool_that_can_do_one_thing_comes_once() -> None:
    made = edited("it should also be able to send emails", made_for("AI agent on chat with OpenAI"))
    added = {change.text for change in made.changes if change.text.startswith("Added")}
    assert len(added) == 1
