from __future__ import annotations

from nodepilot.generations.bodies import body_of
from nodepilot.generations.record import AnswerRecord
from nodepilot.pipeline.events import (
    Done,
    Failed,
    IssuesFound,
    StageFinished,
    StageStarted,
    TextDelta,
    WorkflowReady,
)
from nodepilot.storage.stream_event import EventBody


def test_text_adds_up() -> None:
    record = AnswerRecord()
    for event in (TextDelta("a"), StageStarted("plan"), TextDelta("b")):
        record.add(body_of(event))
    assert record.content == "ab"


def test_the_last_workflow_counts() -> None:
    record = AnswerRecord()
    record.add(body_of(WorkflowReady({"name": "first"})))
    record.add(body_of(WorkflowReady({"name": "mended"}, {"A": {}})))
    record.add(body_of(IssuesFound(({"code": "X"},))))
    record.add(body_of(StageFinished("repair", 1.0)))
    record.add(body_of(Done("workflow", "builtin", 3.0, 0.5)))
    assert record.workflow == {"name": "mended"}
    assert record.metadata == {
        "stages": [{"stage": "repair", "milliseconds": 1.0, "detail": ""}],
        "workflow": {"name": "mended"},
        "provenance": {"A": {}},
        "issues": ({"code": "X"},),
        "outcome": "workflow",
        "answered_by": "builtin",
        "milliseconds": 3.0,
        "confidence": 0.5,
        "usage": {},
        "questions": [],
    }


def test_a_failure_is_an_outcome() -> None:
    record = AnswerRecord()
    record.add(body_of(Failed("TIMEOUT", "too slow")))
    assert record.outcome == "failed"
    assert record.metadata["error"] == {"code": "TIMEOUT", "message": "too slow"}


def test_an_unfinished_one() -> None:
    record = AnswerRecord()
    record.add(EventBody("accepted", {"generation_id": "x"}))
    assert (record.outcome, record.workflow, record.answered_by, record.content) == (None, None, None, "")
