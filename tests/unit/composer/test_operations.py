"""Which operation of a service is chosen, over many services and ways to ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.composer.compose import compose
from nodepilot.plan.compiler import compile_plan

ROWS = [
    line.split(" | ")
    for line in (Path(__file__).parent / "operations.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module", name="catalog")
def newest() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2])
def test_what_is_asked_for_is_done(catalog: Catalog, row: list[str]) -> None:
    node_type, choice, request = row
    plan = compose(request, catalog).plan
    assert plan is not None
    chosen = []
    for node in compile_plan(plan, catalog).document["nodes"]:
        if node["type"] == f"n8n-nodes-base.{node_type}":
            filled = fill_defaults(catalog.get(node["type"]).latest, node["parameters"])
            chosen.append(f"{filled.get('resource', '')}.{filled.get('operation', '')}")
    assert choice in chosen
