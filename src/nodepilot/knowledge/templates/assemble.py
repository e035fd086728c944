"""A template as n8n JSON."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.knowledge.pattern_parameters import minimal_parameters
from nodepilot.knowledge.templates.shorthand import spell_out
from nodepilot.workflow.layout import arrange
from nodepilot.workflow.model import Workflow

if TYPE_CHECKING:
    from nodepilot.knowledge.templates.template import Template, TemplateStep

AI_PACKAGE, BASE_PACKAGE = "@n8n/n8n-nodes-langchain.", "n8n-nodes-base."
_CALLED = ("webhook", "formTrigger", "form", "@chatTrigger", "wait", "@mcpTrigger")


def full_type(short: str) -> str:
    """The full name of a type written short."""
    return AI_PACKAGE + short.removeprefix("@") if short.startswith("@") else BASE_PACKAGE + short


def assemble(template: Template, catalog: Catalog) -> dict[str, Any]:
    """The workflow; what n8n requires and the template leaves open holds a sample to be replaced."""
    nodes = [_node(template, step, catalog) for step in template.steps]
    connections: dict[str, Any] = {}
    for link in template.links:
        outputs: list[list[dict[str, Any]]] = connections.setdefault(link.source, {}).setdefault(
            link.connection_type, []
        )
        while len(outputs) <= link.output:
            outputs.append([])
        outputs[link.output].append({"node": link.target, "type": link.connection_type, "index": link.input})
    document = {
        "name": template.name,
        "nodes": nodes,
        "connections": connections,
        "settings": {"executionOrder": "v1"},
    }
    return dict(arrange(Workflow(document)).document)


def _node(template: Template, step: TemplateStep, catalog: Catalog) -> dict[str, Any]:
    version = catalog.get(full_type(step.type)).latest
    identity = _id(template.key, step.name)
    node: dict[str, Any] = {
        "id": identity,
        "name": step.name,
        "type": version.type_name,
        "typeVersion": version.version,
        "position": [0, 0],
        "parameters": _parameters(version, step),
    }
    if step.type in _CALLED:
        node["webhookId"] = _id(identity, "webhook")
    return node


def _parameters(version: NodeTypeVersion, step: TemplateStep) -> dict[str, Any]:
    """What the step sets and n8n requires. An older release may not have a parameter: it is left out."""
    given = spell_out(step.given)
    known = fill_defaults(version, given) if given else {}
    return minimal_parameters(version, {name: value for name, value in given.items() if name in known})


def _id(*parts: str) -> str:
    """A stable id in the form of a UUID."""
    digest = sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
