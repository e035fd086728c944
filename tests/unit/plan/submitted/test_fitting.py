"""Choices that n8n does not have, told by the parameters that go with them."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.plan.submitted import Submitted, read_plan

CHANNEL = {"$locator": {"mode": "name", "value": "#ops"}}
POST = {"resource": "message", "select": "channel", "channelId": CHANNEL, "text": "hi"}


def read(node_type: str, **parameters: Any) -> Submitted:
    step = {"key": "it", "node_type": f"n8n-nodes-base.{node_type}", "parameters": parameters}
    return read_plan({"name": "P", "steps": [step], "links": []}, load_catalog())


def test_the_other_parameters_leave_one() -> None:
    submitted = read("slack", **POST, operation="archiveForever")
    assert submitted.plan.steps[0].parameters["operation"] == "post"
    assert "`archiveForever` of `it` can only be `post`" in " ".join(submitted.mends)


@pytest.mark.parametrize(
    ("node_type", "parameters"),
    [
        # Reading, deleting and downloading a file take the same.
        ("googleDrive", {"resource": "file", "operation": "archiveForever", "fileId": CHANNEL}),
        # Nothing depends on it.
        ("webhook", {"httpMethod": "QUANTUM", "path": "a"}),
        # What n8n has is the only thing that it has; whether it was meant nobody knows.
        ("gmailTrigger", {"event": "messageDeleted"}),
        # No choice has both.
        (
            "slack",
            {**POST, "operation": "archiveForever", "messageType": "text", "timestamp": "1", "reason": "x"},
        ),
    ],
)
def test_what_could_be_several_stays(node_type: str, parameters: dict[str, Any]) -> None:
    name = "operation" if "operation" in parameters else next(iter(parameters))
    assert read(node_type, **parameters).plan.steps[0].parameters[name] == parameters[name]


def test_an_expression_is_no_invention() -> None:
    submitted = read("slack", **POST, operation="={{ $json.what }}")
    assert submitted.plan.steps[0].parameters["operation"] == "={{ $json.what }}"
