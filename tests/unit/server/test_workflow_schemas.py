"""What is described about workflows is what is told: no key more, no key less, whatever stands in the document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel

from nodepilot.application.workflow_state import checked, mended
from nodepilot.catalog import Catalog, load_catalog
from nodepilot.repair.engine import mend
from nodepilot.server.editing_schemas import CheckedWorkflow
from nodepilot.server.schemas import RepairAnswer
from nodepilot.server.workflow_schemas import FixRow, NodeForm
from nodepilot.workflow.form import form_of
from nodepilot.workflow.model import Workflow


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(None)


def expect_described(model: type[BaseModel], answer: object) -> None:
    """As JSON; a key that the model does not know would be gone, one that is missing an error."""
    told = json.loads(json.dumps(answer))
    assert model.model_validate(told).model_dump(mode="json", exclude_unset=True) == told


BROKEN: dict[str, Any] = {
    "name": "Broken",
    "nodes": [
        {
            "name": "Start",
            "type": "n8n-nodes-base.scheduleTrigger",
            "typeVersion": 1.2,
            "position": [0, 0],
            "parameters": {"rule": {"interval": [{"field": "hours"}]}},
        },
        {
            "name": "Fetch",
            "type": "n8n-nodes-base.httpRequest",
            "typeVersion": 4.2,
            "position": [224, 0],
            "parameters": {"method": "GETT", "url": "https://example.com/{{ $json.id }}"},
        },
        {
            "name": "Tell",
            "type": "n8n-nodes-base.slack",
            "typeVersion": 2.3,
            "position": [448, 0],
            "parameters": {"resource": "message", "operation": "pots", "text": "={{ $json.a }}"},
        },
    ],
    "connections": {
        "Start": {"main": [[{"node": "Fetch", "type": "main", "index": 0}]]},
        "Fetch": {"main": [[{"node": "Tell", "type": "main", "index": 0}]]},
    },
    "pinData": {"Fetch": [{"json": {"a": 1, "b": {"c": [None]}}}]},
}


def test_issues_and_the_set_up_list() -> None:
    expect_described(CheckedWorkflow, checked(BROKEN, None))


def test_fixes(catalog: Catalog) -> None:
    expect_described(RepairAnswer, mend(BROKEN, catalog, unsafe=True).as_row())
    for fix in mended(BROKEN, None, None).fixes:
        expect_described(FixRow, fix)


@pytest.mark.parametrize("node", ["Start", "Fetch", "Tell"])
def test_forms_with_inputs(catalog: Catalog, node: str) -> None:
    expect_described(NodeForm, form_of(Workflow(BROKEN), node, catalog))


def test_forms_of_every_node_type(catalog: Catalog) -> None:
    for node_type in catalog.node_types(tool_variants=False):
        document = {"nodes": [{"name": "A", "type": node_type.name, "position": [0, 0], "parameters": {}}]}
        expect_described(NodeForm, form_of(Workflow(document), "A", catalog))
