"""A workflow with one node, raised."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.upgrade import NodeUpgrade, upgrade
from tests.unit.workflow.documents import node, workflow

RELEASE = "2.40.7"
BASE = "n8n-nodes-base."
LANGCHAIN = "@n8n/n8n-nodes-langchain."


def raised(kind: str, version: float, /, release: str = RELEASE, **parameters: Any) -> NodeUpgrade:
    """What becomes of the node; fails when nothing is to be done."""
    full = kind if kind.startswith("@") else f"{BASE}{kind}"
    document = workflow(node("It", full, typeVersion=version, parameters=parameters))
    (found,) = upgrade(document, load_catalog(release)).nodes
    return found


def parameters(found: NodeUpgrade) -> dict[str, Any]:
    """The new parameters, ids of conditions and fields left out."""
    assert found.raw is not None, found.stays
    made: dict[str, Any] = without_ids(found.raw["parameters"])
    return made


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key != "id"}
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    return value


def looks(found: NodeUpgrade) -> list[str]:
    return [remark.text for remark in found.remarks if remark.level == "look"]
