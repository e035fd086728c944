from __future__ import annotations

from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Chosen
from nodepilot.repair.offers import find_offers
from nodepilot.validation import validate
from tests.unit.validation.case_files import load_cases

CATALOG = load_catalog()


def broken() -> dict[str, Any]:
    """Two misspelt operations and a node that stands alone."""
    slack = {"type": "n8n-nodes-base.slack", "typeVersion": 2.3, "position": [0, 0]}
    given = {"resource": "message", "operation": "pots", "select": "channel", "text": "x"}
    given["channelId"] = {"__rl": True, "mode": "name", "value": "#a"}  # type: ignore[assignment]
    return {
        "nodes": [
            {
                "name": "Start",
                "id": "0",
                "type": "n8n-nodes-base.manualTrigger",
                "typeVersion": 1,
                "position": [0, 0],
                "parameters": {},
            },
            {**slack, "id": "1", "name": "One", "parameters": dict(given)},
            {**slack, "id": "2", "name": "Two", "parameters": dict(given)},
        ],
        "connections": {
            "Start": {"main": [[{"node": each, "type": "main", "index": 0} for each in ("One", "Two")]]}
        },
    }


def test_only_the_chosen_issue_is_mended() -> None:
    document = broken()
    issues = validate(document, CATALOG)
    (one,) = (each for each in issues if each.node == "One" and each.parameter == "operation")
    chosen = Chosen(one.code, one.node, one.parameter)
    made = mend(document, CATALOG, unsafe=True, only=chosen)
    names = {node["name"]: node["parameters"]["operation"] for node in made.workflow["nodes"][1:]}
    assert names == {"One": "post", "Two": "pots"}
    assert {fix.node for fix in made.fixes} == {"One"}


def test_an_offer_is_what_pressing_it_does() -> None:
    for case in load_cases():
        document = case.document
        issues = validate(document, CATALOG)
        for chosen, fix in find_offers(document, issues, CATALOG).items():
            made = mend(document, CATALOG, unsafe=True, only=chosen)
            assert made.fixes[0] == fix
            before = sum(chosen.means(issue) for issue in issues)
            assert sum(chosen.means(issue) for issue in made.issues) < before, (case, chosen)


def test_what_nobody_chose_stays() -> None:
    document = broken()
    made = mend(document, CATALOG, unsafe=True, only=Chosen("NOTHING_LIKE_IT"))
    assert made.workflow is document
    assert made.fixes == ()
    assert made.notes == ()
