"""What each step reads, writes or deletes, and where."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.explaining.steps import describe
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.services import Services
from nodepilot.workflow.model import Node, Workflow

Kind: TypeAlias = Literal["reads", "writes", "deletes", "asks"]

_DELETES = re.compile(r"(?i)^(delete|remove|purge|archive|trash|clear|truncate|drop|void|cancel)")
_METHODS: dict[str, Kind] = {"GET": "reads", "HEAD": "reads", "OPTIONS": "reads", "DELETE": "deletes"}
_DATABASES = frozenset({"executeQuery"})


@dataclass(frozen=True, slots=True)
class Effect:
    """`what` is a sentence without its subject. `asks`: a language model is sent the data."""

    node: str
    service: str
    kind: Kind
    what: str


def effects_of(workflow: Workflow, catalog: Catalog, services: Services) -> tuple[Effect, ...]:
    """For every step that touches something outside n8n, in the document's order."""
    canvas = Canvas(workflow, catalog, services)
    found = []
    for node in canvas.nodes:
        service = canvas.service(node)
        version = canvas.version(node)
        if service is None or version is None or node.disabled:
            continue
        kind = _kind(canvas, node)
        if kind is not None:
            found.append(Effect(node.name, service.name, kind, describe(node, workflow, catalog)))
    return tuple(found)


def _kind(canvas: Canvas, node: Node) -> Kind | None:
    version = canvas.version(node)
    assert version is not None  # noqa: S101
    if node.type.endswith(".httpRequest"):
        return _METHODS.get(str(node.parameters.get("method", "GET")).upper(), "writes")
    if not version.credentials or node.type.endswith((".webhook", ".formTrigger", ".chatTrigger")):
        return None
    if canvas.is_trigger(node):
        return "reads"
    service = canvas.service(node)
    if service is not None and "ai_languageModel" in service.roles and canvas.is_sub_node(node):
        return "asks"
    operation = str(canvas.parameter(node, "operation") or "")
    if _DELETES.match(operation):
        return "deletes"
    if operation in _DATABASES:
        query = str(node.parameters.get("query", "")).lstrip("= \n").lower()
        return "reads" if query.startswith(("select", "with", "show")) else "writes"
    if canvas.is_sub_node(node):
        return "reads" if not _writes_by_name(operation) else "writes"
    return "writes" if canvas.is_writing(node) else "reads"


def _writes_by_name(operation: str) -> bool:
    return (
        re.match(r"(?i)^(create|add|send|post|update|upsert|insert|append|upload|move|copy|reply)", operation)
        is not None
    )
