from __future__ import annotations

import re
from typing import Any

import pytest

from nodepilot.catalog import Catalog, available_versions, load_catalog
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.knowledge.templates import Template, load_templates, search_templates
from nodepilot.knowledge.templates.shorthand import spell_out
from nodepilot.workflow.model import Workflow

TEMPLATES = load_templates()


def test_there_are_enough() -> None:
    assert len(TEMPLATES) >= 60
    assert len({template.key for template in TEMPLATES}) == len(TEMPLATES)
    assert len({template.name for template in TEMPLATES}) == len(TEMPLATES)
    assert len({template.category for template in TEMPLATES}) >= 6
    assert {template.complexity.value for template in TEMPLATES} == {"simple", "medium"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_template_is_complete(template: Template, catalog: Catalog) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", template.key)
    assert template.description.endswith(".")
    assert template.use_cases
    names = [step.name for step in template.steps]
    assert len(set(names)) == len(names)
    for link in template.links:
        assert link.source in names
        assert link.target in names
    assert any(catalog.get(name).entry.is_trigger for name in template.node_types)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_its_workflow_is_sound(template: Template, catalog: Catalog) -> None:
    document = template.document(catalog)
    assert document == template.document(catalog)
    workflow = Workflow(document)
    assert len({node.id for node in workflow.nodes}) == template.node_count
    assert len({node.position for node in workflow.nodes}) == template.node_count
    for node, step in zip(workflow.nodes, template.steps, strict=True):
        version = catalog.get(node.type).get(node.type_version)
        # Whatever n8n would drop was written into the wrong place.
        filled = fill_defaults(version, dict(node.parameters))
        assert spell_out(step.given).keys() <= filled.keys(), node.name
        assert not workflow.graph.isolated(node.name), node.name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_references_lead_to_earlier_nodes(template: Template, catalog: Catalog) -> None:
    workflow = Workflow(template.document(catalog))
    for node in workflow.nodes:
        for name in re.findall(r"\$\('([^']+)'\)", str(node.parameters)):
            runs = workflow.graph.root_of(node.name)
            assert name in workflow.graph.ancestors(runs), (node.name, name)


@pytest.mark.parametrize("version", available_versions())
def test_every_release_gets_its_own(version: str) -> None:
    older = load_catalog(version)
    for template in TEMPLATES:
        if all(older.find_entry(name) for name in template.node_types):
            for node in Workflow(template.document(older)).nodes:
                filled = fill_defaults(older.get(node.type).get(node.type_version), dict(node.parameters))
                assert node.parameters.keys() <= filled.keys(), (template.key, node.name)


def test_integrations_are_services_outside_n8n(catalog: Catalog) -> None:
    by_key = {template.key: template for template in TEMPLATES}
    assert by_key["form-lead-to-hubspot"].integrations(catalog) == ("HubSpot", "Slack")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("when a form is filled in add the contact to hubspot and tell slack", "form-lead-to-hubspot"),
        ("back up all my workflows to github every night", "backup-workflows-github"),
        ("remind us of overdue clickup tasks", "overdue-tasks"),
        ("alert me when my website is down", "website-monitor"),
        ("chatbot that answers from our documents", "chat-with-documents"),
        ("send birthday wishes to colleagues", "birthday-wishes"),
    ],
)
def test_requests_find_their_template(catalog: Catalog, text: str, key: str) -> None:
    match = search_templates(text, catalog, limit=1)[0]
    assert match.template.key == key
    assert match.covers


def test_a_service_that_no_template_has(catalog: Catalog) -> None:
    assert not any(match.covers for match in search_templates("contact from keap to wekan", catalog))
    assert search_templates("", catalog) == ()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            {"cron": "0 8 * * *"},
            {"rule": {"interval": [{"field": "cronExpression", "expression": "0 8 * * *"}]}},
        ),
        (
            {"form": ["Name*", "Mail:email"]},
            {
                "formFields": {
                    "values": [
                        {"fieldLabel": "Name", "requiredField": True},
                        {"fieldLabel": "Mail", "fieldType": "email"},
                    ]
                }
            },
        ),
        (
            {"pick": {"channelId": "sales"}},
            {"channelId": {"__rl": True, "mode": "list", "value": "sales", "cachedResultName": "sales"}},
        ),
        ({"p": {"text": "a"}}, {"text": "a"}),
    ],
)
def test_short_forms(given: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert spell_out(given) == wanted


def test_a_switch_has_an_output_for_each_case() -> None:
    rules = spell_out({"cases": ["={{ $json.topic }}", "sales", "support"]})["rules"]["values"]
    assert [rule["outputKey"] for rule in rules] == ["sales", "support"]
    assert rules[1]["conditions"]["conditions"][0]["rightValue"] == "support"
