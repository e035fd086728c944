"""What the routes on node types and templates answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from nodepilot.knowledge.shelves import Shelf


class NodeRow(BaseModel):
    """A node type in a list; `operations` are what it can do, in words."""

    type: str
    name: str
    service: str
    category: str
    is_trigger: bool
    is_sub_node: bool
    operations: list[str]


class Found(BaseModel):
    """Something that fits: `key` is a node type, a pattern's id, or the key of a template or tip."""

    kind: Shelf
    key: str
    title: str
    text: str


class FoundList(BaseModel):
    """What was found, best first of each kind."""

    results: list[Found]


class CategoryCount(BaseModel):
    """How many of the node types that were found are in a category."""

    name: str
    count: int


class NodeList(BaseModel):
    """A page of node types, best first; `total` and `categories` count all that were found."""

    nodes: list[NodeRow]
    total: int
    categories: list[CategoryCount]
    n8n_version: str


class ReleaseList(BaseModel):
    """n8n releases, newest first."""

    releases: list[str]


class TakenCredential(BaseModel):
    """A credential type that a node type takes."""

    type: str
    name: str
    required: bool


class NodeAction(BaseModel):
    """Something that a node type can do, and the parameters that choose it."""

    action: str
    parameters: dict[str, Any]


class ParameterChoice(BaseModel):
    """One of the values that a parameter offers."""

    name: str
    value: Any


class NodeParameter(BaseModel):
    """A parameter; `shown_for` names others, and the values of theirs with which this one is there."""

    name: str
    label: str
    type: str
    default: Any
    required: bool
    choices: list[ParameterChoice]
    shown_for: dict[str, list[Any]]
    children: list[NodeParameter]


class NodeDetail(NodeRow):
    """All about a node type in its newest version; `parameters` nest by `children`."""

    versions: list[float]
    credentials: list[TakenCredential]
    actions: list[NodeAction]
    parameters: list[NodeParameter]


class TemplateRow(BaseModel):
    """A ready workflow without its document."""

    key: str
    name: str
    description: str
    category: str
    complexity: Literal["simple", "medium", "advanced"]
    use_cases: list[str]
    integrations: list[str]
    node_types: list[str]
    node_count: int


class TemplateList(BaseModel):
    """Templates, best first."""

    templates: list[TemplateRow]


class TemplateDetail(TemplateRow):
    """A template with its workflow as n8n JSON."""

    workflow: dict[str, Any]
