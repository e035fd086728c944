from __future__ import annotations

import pytest

from nodepilot.application.price import BUILT_IN_ENGINE, costs_a_credit
from nodepilot.generations.bodies import body_of
from nodepilot.generations.record import AnswerRecord
from nodepilot.pipeline.events import Done, Event, Failed, IssuesFound, TextDelta, WorkflowReady
from nodepilot.pipeline.result import Result

WORKFLOW = WorkflowReady({"nodes": []})
WARNING, ERROR = IssuesFound(({"severity": "warning"},)), IssuesFound(({"severity": "error"},))


def done(outcome: str, by: str = BUILT_IN_ENGINE) -> Done:
    return Done(outcome, by, 1.0, 1.0)


@pytest.mark.parametrize(
    ("events", "costs"),
    [
        ([WORKFLOW, done("workflow")], True),
        ([WORKFLOW, WARNING, done("workflow")], True),
        ([WORKFLOW, ERROR, done("workflow")], False),
        ([TextDelta("hello"), done("answer")], False),
        ([TextDelta("hello"), done("answer", "a hosted model")], True),
        ([TextDelta("what?"), done("not_understood", "a hosted model")], False),
        ([WORKFLOW, done("stopped")], False),
        ([WORKFLOW, Failed("TIMEOUT", "too slow")], False),
        ([], False),
    ],
)
def test_price(events: list[Event], costs: bool) -> None:
    record = AnswerRecord()
    for event in events:
        record.add(body_of(event))
    assert costs_a_credit(record) is costs


def test_the_engine_is_named_as_the_pipeline_names_it() -> None:
    assert Result(outcome="answer", text="", confidence=1.0).answered_by == BUILT_IN_ENGINE
