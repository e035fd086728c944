from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from nodepilot.catalog import load_catalog
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.diff import ChangeKind, diff
from nodepilot.workflow.edits import (
    AddNode,
    Batch,
    Connect,
    Disconnect,
    Edit,
    InsertBetween,
    RemoveNode,
    RenameNode,
    SetDisabled,
    SetNodeKey,
    SetParameter,
    SetWorkflowKey,
    UnsetParameter,
)
from nodepilot.workflow.layout import arrange
from nodepilot.workflow.model import Connection, Workflow
from tests.unit.workflow.documents import node, workflow
from tests.unit.workflow.strategies import documents

SLACK: dict[str, Any] = {
    "channelId": {"__rl": True, "mode": "name", "value": "#sales"},
    "text": "={{ $('If').item.json.x }}",
    "otherOptions": {"values": [{"name": "a"}, {"name": "b"}]},
}


@pytest.fixture
def before() -> Workflow:
    return workflow(
        node("If", "n8n-nodes-base.if"),
        node("Slack", "n8n-nodes-base.slack", typeVersion=2.3, parameters=SLACK),
        node("Model"),
        links="If -> Slack, Model -ai_languageModel> Slack",
    )


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            SetParameter("Slack", "channelId", {"__rl": True, "mode": "name", "value": "#ops"}),
            ["`Slack`: channel `#sales` → `#ops`"],
        ),
        (SetParameter("Slack", "otherOptions.values[1].name", "c"), ["`Slack`: name (2) `b` → `c`"]),
        (SetParameter("Slack", "sendBody", True), ["`Slack`: send body set to `true`"]),
        (UnsetParameter("Slack", "text"), ["`Slack`: text no longer set (was `{{ $('If').item.json.x }}`)"]),
        (RenameNode("If", "Urgent?"), ["`If` is now called `Urgent?`"]),
        (RemoveNode("Model"), ["Removed `Model` (noOp)"]),
        (SetDisabled("Slack"), ["`Slack` is switched off"]),
        (
            SetNodeKey("Slack", "onError", "continueRegularOutput"),
            ["`Slack`: on error set to `continueRegularOutput`"],
        ),
        (SetNodeKey("Slack", "position", [9, 9]), ["Moved `Slack`"]),
        (Connect(Connection("If", "Model", source_index=1)), ["`If` (output 2) now leads to `Model`"]),
        (Connect(Connection("If", "Slack", target_index=1)), ["`If` now leads to `Slack` (input 2)"]),
        (
            Disconnect(Connection("Model", "Slack", "ai_languageModel", 0, "ai_languageModel")),
            ["`Model` (model) no longer leads to `Slack`"],
        ),
        (
            SetWorkflowKey("settings.timezone", "Europe/Rome"),
            ['Workflow: settings set to `{"timezone": "Europe/Rome"}`'],
        ),
        (SetWorkflowKey("name", "Ops"), ["Workflow: name `Test` → `Ops`"]),
        (
            InsertBetween(Connection("If", "Slack"), node("Wait", "n8n-nodes-base.wait")),
            [
                "Added `Wait` (wait)",
                "`If` no longer leads to `Slack`",
                "`If` now leads to `Wait`",
                "`Wait` now leads to `Slack`",
            ],
        ),
        (
            Batch((RenameNode("If", "x"), RenameNode("Model", "If"), RenameNode("x", "Model"))),
            ["`If` is now called `Model`", "`Model` is now called `If`"],
        ),
    ],
)
def test_changes_in_plain_words(before: Workflow, edit: Edit, told: list[str]) -> None:
    assert [change.text for change in diff(before, edit.apply(before))] == told


def test_with_the_catalog_things_are_called_as_in_the_editor(before: Workflow) -> None:
    edits = Batch(
        (
            SetParameter("Slack", "text", "Hello"),
            AddNode(node("Wait", "n8n-nodes-base.wait")),
            SetParameter("If", "conditions", {}),
        )
    )
    told = [change.text for change in diff(before, edits.apply(before), load_catalog())]
    assert told == [
        "`If`: conditions set to `{}`",
        "`Slack`: message Text `{{ $('If').item.json.x }}` → `Hello`",
        "Added `Wait` (Wait)",
    ]


def test_a_change_carries_its_values(before: Workflow) -> None:
    (change,) = diff(before, SetParameter("Slack", "otherOptions.values[1].name", "c").apply(before))
    assert (change.kind, change.node, change.path) == (
        ChangeKind.PARAMETER,
        "Slack",
        "otherOptions.values[1].name",
    )
    assert (change.before, change.after) == ("b", "c")


def test_long_values_are_shortened(before: Workflow) -> None:
    (change,) = diff(before, SetParameter("Slack", "more", "word " * 50).apply(before))
    assert change.text.endswith("…`")
    assert len(change.text) < 100


@given(documents())
def test_nothing_changed_is_no_change(document: dict[str, Any]) -> None:
    assert diff(load_workflow(document), load_workflow(document)) == ()


@given(documents())
def test_arranging_is_one_change(document: dict[str, Any]) -> None:
    before = load_workflow(document)
    changes = diff(before, arrange(before))
    assert {change.kind for change in changes} <= {ChangeKind.MOVED}
    assert len(changes) <= 1
