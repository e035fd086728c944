"""A message goes through the stages, and what is told is what was made."""

from __future__ import annotations

import json

import pytest

import nodepilot
from nodepilot.catalog import load_catalog
from nodepilot.errors import UnknownVersion
from nodepilot.pipeline.builtin import Stages, run_builtin
from nodepilot.pipeline.events import (
    Done,
    IssuesFound,
    SetupListed,
    StageFinished,
    StageStarted,
    TextDelta,
    WorkflowReady,
)
from nodepilot.pipeline.stream import run

REQUEST = "When a new row is added to my Google Sheet, post it to the Slack channel #sales"


def test_the_events_of_a_workflow() -> None:
    events = list(Stages(REQUEST, load_catalog()).events())
    started = [each.stage for each in events if isinstance(each, StageStarted)]
    finished = [each.stage for each in events if isinstance(each, StageFinished)]
    assert started == finished == ["intent", "plan", "compile", "validate"]
    kinds = [type(each) for each in events if not isinstance(each, StageStarted | StageFinished)]
    assert kinds == [WorkflowReady, IssuesFound, SetupListed, TextDelta, Done]


def test_the_stream_tells_the_same_as_the_library() -> None:
    result = nodepilot.generate(REQUEST)
    ready = next(each for each in Stages(REQUEST, load_catalog()).events() if isinstance(each, WorkflowReady))
    assert ready.workflow == result.workflow


async def test_the_asynchronous_stream_ends_with_done() -> None:
    events = [event async for event in run(REQUEST)]
    assert isinstance(events[-1], Done)
    assert events[-1].outcome == "workflow"


def test_the_same_request_gives_the_same_bytes() -> None:
    assert json.dumps(run_builtin(REQUEST).workflow) == json.dumps(run_builtin(REQUEST).workflow)


def test_every_node_comes_from_somewhere() -> None:
    result = run_builtin(REQUEST)
    assert result.workflow is not None
    for node in result.workflow["nodes"]:
        assert "" in result.provenance[node["name"]], node["name"]


def test_a_chain_is_told_with_arrows() -> None:
    result = run_builtin(REQUEST)
    assert result.workflow is not None
    first, second = (node["name"] for node in result.workflow["nodes"])
    assert result.text.startswith(f"Here is your workflow: **{first}** → **{second}**.")


@pytest.mark.parametrize(
    "message", ["", "   \n\t", "hello", "\x00\x01\x02\xff" * 50, "?" * 500, "🎉" * 40, "\ud800 lone"]
)
def test_what_is_no_request_gets_an_answer_and_no_workflow(message: str) -> None:
    result = run_builtin(message)
    assert result.workflow is None
    assert result.outcome != "workflow"
    assert result.text.strip()


@pytest.mark.parametrize("message", ["hello", "what can you do?", "how are you today?", "what is n8n?"])
def test_talk_and_questions_make_no_workflow(message: str) -> None:
    assert run_builtin(message).outcome == "answer"


def test_a_question_about_a_node_is_answered_from_the_catalog() -> None:
    result = run_builtin("what can the Slack node do?")
    assert "n8n-nodes-base.slack" in result.text
    assert "Source: the catalog of n8n" in result.text


def test_a_very_long_request_is_answered() -> None:
    result = run_builtin(f"{REQUEST}. " * 1300)
    assert result.text.strip()


def test_an_unknown_release_is_an_error() -> None:
    with pytest.raises(UnknownVersion):
        run_builtin(REQUEST, n8n_version="0.0.1")
