"""Choices that n8n does not have, told by the parameters that go with them."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.plan.submitted import Submitted, read_plan

CHANNEL = {"$locator": {"mode": "name", "value": "#ops"}}
POST: dict[str, Any] = {"resource": "message", "select": "channel", "channelId": CHANNEL, "text": "hi"}


def read(node_type: str, /, called: str = "", **parameters: Any) -> Submitted:
    step = {"key": "it", "node_type": f"n8n-nodes-base.{node_type}", "parameters": parameters, "name": called}
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


FILE: dict[str, Any] = {"resource": "file", "fileId": CHANNEL}


@pytest.mark.parametrize(
    ("called", "meant"),
    [
        ("Download the file", "download"),
        ("Delete what was downloaded", "deleteFile"),
        ("Download or delete the file", "archiveForever"),
        ("The file", "archiveForever"),
    ],
)
def test_of_several_the_one_that_the_name_tells(called: str, meant: str) -> None:
    found = read("googleDrive", called, **FILE, operation="archiveForever").plan.steps[0]
    assert found.parameters["operation"] == meant


def test_the_name_with_more_words_is_meant() -> None:
    given: dict[str, Any] = {"resource": "quantumFetch", "operation": "getAll", "returnAll": True}
    assert (
        read("stripe", "Get many charges in Stripe", **given).plan.steps[0].parameters["resource"] == "charge"
    )


def test_what_people_read_is_the_choice() -> None:
    submitted = read(
        "hubspot", authentication="Service Key", resource="deal", operation="get", dealId=CHANNEL
    )
    assert submitted.plan.steps[0].parameters["authentication"] == "appToken"
    pdf = read("extractFromFile", operation="Extract From PDF").plan.steps[0].parameters["operation"]
    assert pdf == "pdf"
