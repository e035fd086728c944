"""What starts a workflow, over many triggers and many ways to say it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.composer.compose import compose
from nodepilot.plan.compiler import compile_plan

ROWS = [
    line.split(" | ")
    for line in (Path(__file__).parent / "starts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
TOLD = (
    "When {happens} in {service}, create a Trello card",
    "Post the data to https://api.example.com/hook whenever {happens} in {service}",
    "once {happens} in our {service} account, please create a Trello card",
)
NAMED = (
    "New {thing} in {service} -> create a Trello card",
    "{service}: new {thing} -> create a Trello card",
    "On new {thing} in {service} create a Trello card",
    "A new {thing} in {service} should post the data to https://api.example.com/hook",
)


@pytest.fixture(scope="module", name="catalog")
def newest() -> Catalog:
    return load_catalog()


def problem(catalog: Catalog, request: str, trigger: str, event: str) -> str:
    """What is wrong with the start of the workflow for a request; empty when nothing is."""
    plan = compose(request, catalog).plan
    if plan is None:
        return f"{request}: no workflow"
    nodes = compile_plan(plan, catalog).document["nodes"]
    starts = [node for node in nodes if catalog.get(node["type"]).latest.is_trigger]
    if [node["type"].rpartition(".")[2] for node in starts] != [trigger]:
        return f"{request}: starts with {[node['type'] for node in starts]}"
    chosen = json.dumps(fill_defaults(catalog.get(starts[0]["type"]).latest, starts[0]["parameters"]))
    return "" if event == "-" or re.search(event, chosen) else f"{request}: waits for {chosen}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[3]}")
def test_what_happens_in_a_service_starts_the_workflow(catalog: Catalog, row: list[str]) -> None:
    service, trigger, event, happens, thing = row
    requests = [frame.format(service=service, happens=happens) for frame in TOLD if happens != "-"]
    requests += [frame.format(service=service, thing=thing) for frame in NAMED if thing != "-"]
    found = [text for request in requests if (text := problem(catalog, request, trigger, event))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("request_", "trigger", "pattern"),
    [
        (
            "GET /coupon?code=... returns the discount as JSON",
            "webhook",
            '"httpMethod": "GET".*"path": "coupon"',
        ),
        (
            "PUT /customers updates the customer in Postgres",
            "webhook",
            '"httpMethod": "PUT".*"path": "customers"',
        ),
        (
            "I want a REST endpoint that returns all rows of the table products in Postgres",
            "webhook",
            '"GET"',
        ),
        ("Provide an HTTP endpoint that takes a text and returns its summary", "webhook", '"POST"'),
        ("Let an external system trigger this by HTTP and then run a query in Postgres", "webhook", "-"),
        (
            "At midnight sync the contacts from Pipedrive to Mailchimp",
            "scheduleTrigger",
            '"triggerAtHour": 0',
        ),
        ("An error workflow that emails me when another workflow crashes", "errorTrigger", "-"),
        ("A sub-workflow that takes a text and returns its translation", "executeWorkflowTrigger", "-"),
        ("Invoice Ninja: invoice created -> create a Trello card", "invoiceNinjaTrigger", "create_invoice"),
        ("Welcome new HubSpot contacts with an email", "hubspotTrigger", "contact.creation"),
        ("An MCP server that offers tools for searching and adding Notion pages", "mcpTrigger", "-"),
    ],
)
def test_other_starts(catalog: Catalog, request_: str, trigger: str, pattern: str) -> None:
    assert not problem(catalog, request_, trigger, pattern)


def test_a_server_has_the_services_as_tools(catalog: Catalog) -> None:
    plan = compose("Expose my Google Calendar as MCP tools", catalog).plan
    assert plan is not None
    document = compile_plan(plan, catalog).document
    assert document["nodes"][0]["type"].endswith(".mcpTrigger")
    assert any("ai_tool" in outputs for outputs in document["connections"].values())
