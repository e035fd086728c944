"""Fields of data that came with a message are what the mapping names."""

from __future__ import annotations

import json
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.composer.build.outputs import Column
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.open_workflow import OpenWorkflow

SHEET: tuple[Column, ...] = (("E-Mail Address",), ("First Name",), ("Total",))


def made(request: str, columns: tuple[Column, ...], opened: Any = None) -> dict[str, Any]:
    stages = Stages(request, load_catalog(), OpenWorkflow(opened) if opened else None, columns=columns)
    for _ in stages.events():
        pass
    workflow = stages.result().workflow
    assert workflow is not None
    return workflow


def parameters(workflow: dict[str, Any], service: str) -> str:
    return next(json.dumps(node["parameters"]) for node in workflow["nodes"] if service in node["type"])


def test_a_role_is_found_by_the_name_of_a_column() -> None:
    request = "When a row is added to my Google Sheet, send a mail with Gmail to the customer"
    assert r"$json[\"E-Mail Address\"]" in parameters(made(request, SHEET), ".gmail")
    assert "E-Mail Address" not in parameters(made(request, ()), ".gmail")


def test_each_part_of_a_contact_has_its_column() -> None:
    request = "When a row is added to my Google Sheet, create a HubSpot contact"
    contact = parameters(made(request, SHEET), ".hubspot")
    assert r"$json[\"E-Mail Address\"]" in contact
    assert r"$json[\"First Name\"]" in contact


def test_keys_that_lie_deeper_and_those_of_a_webhook() -> None:
    request = "When a webhook comes in, send a mail with Gmail to the customer"
    found = parameters(made(request, (("customer", "email"), ("order no.",))), ".gmail")
    assert "body.customer.email" in found
    assert r"body[\"order no.\"]" in found


def test_a_schedule_gives_no_columns_but_what_is_read_then_does() -> None:
    request = "Every Monday read all rows of my Google Sheet and send each customer a mail with Gmail"
    assert r"[\"E-Mail Address\"]" in parameters(made(request, SHEET), ".gmail")


def test_a_step_that_is_added_later_knows_the_columns() -> None:
    first = made("When a row is added to my Google Sheet, post it to the Slack channel #sales", ())
    after = made("also send a mail with Gmail to the customer", SHEET, first)
    assert r"[\"E-Mail Address\"]" in parameters(after, ".gmail")
