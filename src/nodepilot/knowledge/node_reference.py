"""Node types and templates as rows for people who look through them."""

from __future__ import annotations

from functools import cache
from typing import Any

from nodepilot.catalog import Catalog, Property
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.services import load_services
from nodepilot.knowledge.templates.template import Template
from nodepilot.sentences import say

_MOST_CHOICES = 200


@cache
def most_used(catalog: Catalog) -> tuple[str, ...]:
    """All node types that n8n shows, those that occur most in public workflows first."""
    shown = [entry.name for entry in catalog.node_types(tool_variants=False) if not entry.hidden]
    return tuple(sorted(shown, key=lambda name: (-load_figures(name).nodes, name)))


def node_row(type_name: str, catalog: Catalog) -> dict[str, Any]:
    """One line of a list: what it is called, whose it is, what it can do."""
    node_type = catalog.get(type_name)
    service = load_services(catalog).of_type(type_name)
    latest = node_type.latest
    actions = [fact.action or fact.operation_label for fact in operations_of(latest)]
    return {
        "type": type_name,
        "name": node_type.display_name,
        "service": service.name if service is not None else node_type.display_name,
        "category": service.category if service is not None else "",
        "is_trigger": latest.is_trigger,
        "is_sub_node": latest.is_sub_node,
        "operations": list(dict.fromkeys(action for action in actions if action)),
    }


def node_detail(type_name: str, catalog: Catalog) -> dict[str, Any]:
    """All about a node type: versions, operations with what chooses them, credentials, parameters."""
    node_type = catalog.get(type_name)
    latest = node_type.latest
    return {
        **node_row(type_name, catalog),
        "versions": list(node_type.versions),
        "credentials": [
            {"type": need.name, "name": found.display_name if found else need.name, "required": need.required}
            for need in latest.credentials
            for found in [catalog.find_credential(need.name)]
        ],
        "actions": [
            {"action": fact.action or fact.operation_label, "parameters": dict(fact.parameters)}
            for fact in operations_of(latest)
        ],
        "parameters": [
            _parameter(prop) for prop in latest.properties if prop.type not in {"notice", "hidden"}
        ],
    }


def _parameter(prop: Property) -> dict[str, Any]:
    options = prop.display_options
    return {
        "name": prop.name,
        "label": prop.display_name,
        "type": prop.type,
        "default": prop.default,
        "required": prop.required,
        "choices": [{"name": str(each.name), "value": each.value} for each in prop.choices[:_MOST_CHOICES]],
        "shown_for": {key: list(values) for key, values in options.show.items()}
        if options is not None
        else {},
        "children": [_parameter(child) for child in prop.children],
    }


def template_row(template: Template, catalog: Catalog) -> dict[str, Any]:
    """A template without its workflow."""
    return {
        "key": template.key,
        "name": say(template.name),
        "description": say(template.description),
        "category": template.category,
        "complexity": template.complexity.value,
        "use_cases": list(template.use_cases),
        "integrations": list(template.integrations(catalog)),
        "node_types": list(template.node_types),
        "node_count": template.node_count,
    }
