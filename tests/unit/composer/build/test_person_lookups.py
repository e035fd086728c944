"""Whom an address belongs to is looked up where a service wants an id."""

from __future__ import annotations

import json
from importlib import resources

import nodepilot
from nodepilot.catalog import load_catalog
from nodepilot.knowledge.operation_facts import may_show


def _nodes(request: str) -> list[dict[str, object]]:
    workflow = nodepilot.generate(request).workflow
    assert workflow is not None
    return [{"type": n["type"].rpartition(".")[2], **n["parameters"]} for n in workflow["nodes"]]


def test_the_person_is_found_by_the_address_and_deleted_by_the_id() -> None:
    _, find, delete = _nodes("When a webhook is called, delete the contact in HubSpot")
    assert find["operation"] == "search"
    assert "body.email" in str(find["filterGroupsUi"])
    assert delete["operation"] == "delete"
    assert "$json.id" in str(delete["contactId"])


def test_a_person_whom_the_service_itself_told_of_is_not_looked_up() -> None:
    kinds = [
        n["type"] for n in _nodes("When a person is created in Pipedrive, update the person in Pipedrive")
    ]
    assert kinds.count("pipedrive") == 1


def test_an_address_that_is_the_id_needs_no_look_up() -> None:
    _, delete = _nodes("When someone unsubscribes in Mailchimp, delete the contact in Brevo")
    assert delete["operation"] == "delete"
    assert "email" in str(delete["identifier"])


def test_every_parameter_exists() -> None:
    text = resources.files("nodepilot.composer").joinpath("data/person_lookups.json").read_text("utf-8")
    catalog = load_catalog()
    for node_type, fact in json.loads(text).items():
        if node_type == "about":
            continue
        version = catalog.get(node_type).latest
        find = fact.get("find", {})
        for name in find:
            assert any(may_show(p.display_options, find) for p in version.properties_named(name)), (
                node_type,
                name,
            )
        assert version.properties_named(fact["into"]), node_type
