"""A message about the workflow that is open."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.events import ChangesMade, SetupListed, WorkflowReady
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.wire import result_events

REQUEST = "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack"


@pytest.fixture(scope="module")
def opened() -> OpenWorkflow:
    made = run_builtin(REQUEST).workflow
    assert made is not None
    return OpenWorkflow(made)


def after(message: str, opened: OpenWorkflow) -> Result:
    return run_builtin(message, opened=opened)


def types(result: Result) -> set[str]:
    assert result.workflow is not None
    return {node["type"].rpartition(".")[2] for node in result.workflow["nodes"]}


def test_a_change_is_made_and_told(opened: OpenWorkflow) -> None:
    result = after("post it to #sales instead", opened)
    assert result.outcome == "workflow"
    assert [change.node for change in result.changes] == ["Send a message in Slack"]
    assert "channel `#leads` → `#sales`" in result.text
    events = [type(event) for event in result_events(result)]
    assert events.index(ChangesMade) == events.index(WorkflowReady) + 1


def test_the_set_up_list_is_that_of_the_whole_workflow(opened: OpenWorkflow) -> None:
    result = after("also add it to Notion", opened)
    setup = next(event for event in result_events(result) if isinstance(event, SetupListed))
    assert {each["type"] for each in setup.credentials} >= {"typeformApi", "slackApi", "notionApi"}
    assert any(each["node"] == "Create a database page in Notion" for each in setup.placeholders)


def test_undo_goes_back(opened: OpenWorkflow) -> None:
    changed = after("remove the slack step", opened).workflow
    assert changed is not None
    back = after("undo that please", OpenWorkflow(changed, opened.document))
    assert back.workflow == opened.document
    assert "The last change is undone" in back.text


def test_nothing_to_undo(opened: OpenWorkflow) -> None:
    result = after("undo", opened)
    assert (result.outcome, result.workflow) == ("answer", None)
    assert "first version" in result.text


def test_questions_are_answered_from_the_workflow(opened: OpenWorkflow) -> None:
    result = after("what does this workflow do?", opened)
    assert result.outcome == "answer"
    assert "1. **Typeform Trigger**" in result.text


def test_another_request_makes_another_workflow(opened: OpenWorkflow) -> None:
    result = after("when an invoice is paid in Stripe, post a message to Discord", opened)
    assert types(result) == {"stripeTrigger", "discord"}
    assert not result.changes


@pytest.mark.parametrize("message", ["thanks!", "hello", "you are great"])
def test_talk_changes_nothing(message: str, opened: OpenWorkflow) -> None:
    result = after(message, opened)
    assert (result.outcome, result.workflow) == ("answer", None)


def test_what_is_not_understood_is_said(opened: OpenWorkflow) -> None:
    result = after("make it florbish instead", opened)
    assert result.workflow is None
    assert "Say what shall be different" in result.text
