"""Places for the nodes of a new workflow."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.workflow.codec import dump_workflow
from nodepilot.workflow.layout import arrange, count_ports_by
from nodepilot.workflow.model import Workflow


def with_positions(document: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    """The document with every node laid out in the size that n8n draws it."""
    return dump_workflow(arrange(Workflow(document), count_ports_by(catalog)))
