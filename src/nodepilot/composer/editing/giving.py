"""What a step gives, as far as its own parameters tell: a form's fields, the fields of a Set, an answer with its status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.outputs import Known, Output, roles_of
from nodepilot.composer.editing.selected import selected
from nodepilot.workflow.model import Node

_BASE = "n8n-nodes-base."
_LANGCHAIN = "@n8n/n8n-nodes-langchain."
_SIMPLE_MAIL = {
    "title": "Subject",
    "subject": "Subject",
    "text": "snippet",
    "author": "From",
    "from": "From",
    "email": "From",
    "to": "To",
    "id": "id",
    "thread": "threadId",
    "date": "internalDate",
}
"""What Gmail gives of a message as long as the whole of it is not asked for."""


def given(node: Node, made: Output) -> Output:
    """`made`, which is what its type and operation give, with what the node's parameters say about it."""
    if node.type == _BASE + "formTrigger":
        labels = [str(each["fieldLabel"]) for each in form_fields(node) if "fieldLabel" in each]
        fields = {label: Known(_path(label)) for label in labels}
        return Output(node.name, roles_of(fields), fields, noun="answer")
    if node.type == _BASE + "set":
        names = [str(each.get("name", "")) for each in _assignments(node)]
        return _keeping(node, {name: _path(name) for name in names if name})
    if node.type == _LANGCHAIN + "informationExtractor":
        return _keeping(node, {name: f"output.{name}" for name in _attributes(node)})
    if node.type == _BASE + "extractFromFile" and node.parameters.get("operation", "csv") in _TABLES:
        return replace(made, noun="row", many=True)
    if node.type == _BASE + "convertToFile":
        named = _option(node, "binaryPropertyName")
        return replace(made, binary=str(node.parameters.get("binaryPropertyName") or named or "data"))
    if node.type == _BASE + "gmailTrigger" and node.parameters.get("simple", True) is True:
        files = made.binary if _option(node, "downloadAttachments") is True else None
        return replace(made, roles={role: Known(path) for role, path in _SIMPLE_MAIL.items()}, binary=files)
    if node.type == _BASE + "summarize":
        figures = _keeping(node, {name: _path(name) for name in _figures(node)})
        return replace(figures, many=bool(node.parameters.get("fieldsToSplitBy")))
    if node.parameters.get("operation") == "executeQuery":
        return selected(node.name, node.parameters.get("query")) or made
    if node.type == _BASE + "httpRequest" and _gives_status(node):
        known = {
            "http_status": "statusCode",
            "status_code": "statusCode",
            "code": "statusCode",
            "status": "statusCode",
        }
        return replace(made, roles={role: Known(path) for role, path in known.items()}, open=False)
    return made


_TABLES = frozenset({"csv", "xls", "xlsx", "ods"})
"""Files that are read row by row."""


def form_fields(node: Node) -> list[dict[str, Any]]:
    """The fields of a form, as they stand in its parameters."""
    held = node.parameters.get("formFields")
    values = held.get("values") if isinstance(held, dict) else None
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _gives_status(node: Node) -> bool:
    held = _option(node, "response")
    inner = held.get("response") if isinstance(held, dict) else None
    return isinstance(inner, dict) and inner.get("fullResponse") is True


def _option(node: Node, name: str) -> Any:
    options = node.parameters.get("options")
    return options.get(name) if isinstance(options, dict) else None


def _keeping(node: Node, paths: Mapping[str, str]) -> Output:
    """The output of a step whose fields are listed in its parameters."""
    if not paths:
        return Output(node.name, noun="item", open=True)
    fields = {name: Known(path) for name, path in paths.items()}
    return Output(node.name, roles_of(fields), fields, noun="item")


def _assignments(node: Node) -> list[dict[str, Any]]:
    held = node.parameters.get("assignments")
    values = held.get("assignments") if isinstance(held, dict) else None
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _attributes(node: Node) -> list[str]:
    """What an Information Extractor takes out of a text."""
    held = node.parameters.get("attributes")
    values = held.get("attributes") if isinstance(held, dict) else None
    return [str(each["name"]) for each in values or [] if isinstance(each, dict) and each.get("name")]


def _figures(node: Node) -> list[str]:
    """What a Summarize step gives: the fields that it splits by, and a figure by its kind and field."""
    split = node.parameters.get("fieldsToSplitBy")
    held = node.parameters.get("fieldsToSummarize")
    values = held.get("values") if isinstance(held, dict) else None
    names = [part.strip() for part in split.split(",")] if isinstance(split, str) else []
    names += [
        f"{each.get('aggregation', 'count')}_{each['field']}"
        for each in values or []
        if isinstance(each, dict) and each.get("field")
    ]
    return [name for name in names if name and "=" not in name]


def _path(label: str) -> str:
    return label if re.fullmatch(r"[A-Za-z_]\w*", label) else f'["{label}"]'
