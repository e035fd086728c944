"""The form of one node."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion
from nodepilot.catalog.defaults import UnreadableParameters, condition_values, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.sentences import say
from nodepilot.workflow.form.field import as_row
from nodepilot.workflow.form.inputs import inputs_of
from nodepilot.workflow.form.level import Level, fields_of
from nodepilot.workflow.model import Node, Workflow


def form_of(workflow: Workflow, name: str, catalog: Catalog) -> dict[str, Any]:
    """The form of the node of that name; raises `UserError` when there is none.

    `{"node", "type", "type_name", "fields", "others", "credentials", "inputs", "unreadable"}`. `others` are
    parameters that the node type does not have or does not show; `unreadable` says why there are no fields.
    """
    node = workflow.get(name)
    version = version_of(node, catalog)
    form: dict[str, Any] = {
        "node": node.name,
        "type": node.type,
        "type_name": version.display_name if version else "",
        "fields": [],
        "others": [],
        "credentials": [],
        "inputs": inputs_of(workflow, name, catalog),
        "unreadable": None,
    }
    if version is None:
        form["unreadable"] = say(
            "n8n {version} has no `{type}` in this version.", version=catalog.n8n_version, type=node.type
        )
        return form
    number = float(version.version if node.type_version is None else node.type_version)
    try:
        root = condition_values(version, version.properties, node.parameters, type_version=number)
        fields = fields_of(Level(version, number, root), version.properties, node.parameters)
        filled = fill_defaults(version, node.parameters, type_version=number)
    except UnreadableParameters as error:
        form["unreadable"] = str(error)
        return form
    shown = {field.path for field in fields}
    form["fields"] = [as_row(field) for field in fields]
    form["others"] = [
        {"name": key, "value": value} for key, value in node.parameters.items() if key not in shown
    ]
    form["credentials"] = [
        {"type": need.name, "label": _credential_label(need.name, catalog), "required": need.required}
        for need in version.credentials
        if is_shown(need.display_options, filled, version, type_version=number)
    ]
    return form


def version_of(node: Node, catalog: Catalog) -> NodeTypeVersion | None:
    """The node type as this node has it; None when the release does not know it."""
    node_type = catalog.find(node.type)
    if node_type is None:
        return None
    return node_type.default if node.type_version is None else node_type.at(node.type_version)


def _credential_label(name: str, catalog: Catalog) -> str:
    found = catalog.find_credential(name)
    return found.display_name if found else name
