"""Edits of a part of a value that is not in the document yet, because it has n8n's default."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.workflow.edits import MISSING, Batch, Edit, SetParameter
from nodepilot.workflow.edits.paths import parse
from nodepilot.workflow.form.form import version_of
from nodepilot.workflow.form.level import Level, shown_properties
from nodepilot.workflow.model import Workflow


def grounded(edit: Edit, workflow: Workflow, catalog: Catalog) -> Edit:
    """The same edit, led by one that writes the default down, where it changes a part of a default.

    Without it, one new field in an entry of a list would take the place of the whole default list.
    """
    if not isinstance(edit, SetParameter):
        return edit
    top, *rest = parse(edit.path)
    node = workflow.find(edit.node)
    version = version_of(node, catalog) if node else None
    if not rest or node is None or version is None or top in node.parameters:
        return edit
    number = float(version.version if node.type_version is None else node.type_version)
    shown = shown_properties(Level(version, number, {}), version.properties, node.parameters)
    default = next((each.default for each in shown if each.name == top), MISSING)
    if not isinstance(default, dict | list) or not default:
        return edit
    return Batch((SetParameter(edit.node, str(top), default), edit))
