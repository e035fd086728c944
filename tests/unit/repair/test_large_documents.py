"""A workflow of many nodes is mended in few validations, and one node that cannot be mended holds up no other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.repair.engine import mend
from nodepilot.repair.spelling import Patience, meant
from nodepilot.validation import Issue, validate
from tests.unit.validation.case_files import document_of

NODES = 200


@pytest.fixture
def validations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each validation of a repair."""
    made: list[int] = []

    def counted(*given: Any) -> tuple[Issue, ...]:
        made.append(1)
        return validate(*given)

    monkeypatch.setattr("nodepilot.repair.case.validate", counted)
    return made


def request(type_name: str = "httpRequest", **parameters: Any) -> dict[str, Any]:
    return {"type": type_name, "version": 4.2, "parameters": {"url": "https://example.com", **parameters}}


def mended(make: Callable[[int], dict[str, Any]], *, unsafe: bool) -> list[dict[str, Any]]:
    """The nodes of a mended chain, without the trigger that begins it."""
    nodes = {"Start": {"type": "manualTrigger"}} | {f"Node {number}": make(number) for number in range(NODES)}
    names = list(nodes)
    links = [f"{name} -> {after}" for name, after in pairwise(names)]
    made = mend(document_of({"nodes": nodes, "links": links}), load_catalog(), unsafe=unsafe)
    found: list[dict[str, Any]] = made.workflow["nodes"][1:]
    return found


def test_the_same_slip_in_every_node(validations: list[int]) -> None:
    nodes = mended(lambda _: request(metod="POST"), unsafe=True)
    assert [node["parameters"].get("method") for node in nodes] == ["POST"] * NODES
    assert len(validations) < 20


def test_slips_that_hide_others(validations: list[int]) -> None:
    nodes = mended(lambda _: request("htpRequest", method="PSOT"), unsafe=False)
    assert [node["type"] for node in nodes] == ["n8n-nodes-base.httpRequest"] * NODES
    assert [node["parameters"]["method"] for node in nodes] == ["POST"] * NODES
    assert len(validations) < 20


def test_nodes_that_cannot_be_mended_hold_up_no_other(validations: list[int]) -> None:
    # With the type mended, every fifth node would lack a value that nobody knows.
    nodes = mended(lambda number: request("htpRequest", **({} if number % 5 else {"url": ""})), unsafe=False)
    left = [number for number, node in enumerate(nodes) if node["type"] != "n8n-nodes-base.httpRequest"]
    assert left == list(range(0, NODES, 5))
    assert len(validations) < NODES


def test_names_are_not_compared_endlessly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patience, "_MOST", 5)
    patience = Patience()
    assert patience.meant("Fetch user", ["Fetch users", "Send mail"]) == "Fetch users"
    assert patience.meant("Send mial", ["Fetch users", "Send mail"]) == "Send mail"
    assert patience.meant("Send mial", ["Fetch users", "Send mail"]) is None
    assert patience.meant("send_mail", ["Fetch users", "Send mail"]) == "Send mail"


@pytest.mark.parametrize(
    ("name", "candidates", "expected"),
    [
        ("metod", ["method", "url"], "method"),
        ("ulr", ["method", "url"], "url"),
        ("Get-Users", ["Get users", "Get user"], "Get users"),
        ("Get userx", ["Get users", "Get userz"], None),
        ("aa", ["ab"], None),
        ("Send the weekly report", ["Send weekly report", "Read weekly report"], "Send weekly report"),
    ],
)
def test_what_was_meant(name: str, candidates: list[str], expected: str | None) -> None:
    assert meant(name, candidates) == expected
