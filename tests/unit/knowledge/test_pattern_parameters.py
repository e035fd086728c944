from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import Catalog
from nodepilot.knowledge.pattern_parameters import minimal_parameters


@pytest.mark.parametrize(
    ("node_type", "chosen", "wanted"),
    [
        ("noOp", {}, {}),
        ("httpRequest", {}, {"url": "https://example.com"}),
        (
            "clickUp",
            {"resource": "comment", "operation": "create"},
            {"id": "example"},
        ),
        ("jwt", {"operation": "decode"}, {"token": "={{ $json.token }}"}),
    ],
)
def test_what_is_required_gets_a_sample(
    catalog: Catalog, node_type: str, chosen: dict[str, Any], wanted: dict[str, Any]
) -> None:
    version = catalog.get(f"n8n-nodes-base.{node_type}").latest
    parameters = minimal_parameters(version, chosen)
    assert chosen.items() <= parameters.items()
    assert wanted.items() <= parameters.items()


def test_resource_locators_fit_their_pattern(catalog: Catalog) -> None:
    version = catalog.get("n8n-nodes-base.notion").latest
    parameters = minimal_parameters(version, {"resource": "block", "operation": "append"})
    assert parameters["blockId"] == {"__rl": True, "mode": "id", "value": "0" * 32}


def test_a_fixed_collection_with_a_least_number(catalog: Catalog) -> None:
    version = catalog.get("n8n-nodes-base.executeWorkflowTrigger").latest
    parameters = minimal_parameters(version, {})
    assert parameters["workflowInputs"]["values"][0]["name"] == "example"
