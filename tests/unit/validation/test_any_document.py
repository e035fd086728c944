"""Whatever the document holds, there is an answer: issues, and never an exception."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nodepilot.catalog import load_catalog
from nodepilot.expressions.javascript import LONGEST_PROGRAM
from nodepilot.repair.engine import mend
from nodepilot.validation import Issue, Severity, validate
from tests.unit.validation.mutated import JSON, documents, mutated

NO_WORKFLOWS: tuple[Any, ...] = (None, 1, "text", [], [{"nodes": []}], {}, {"nodes": {}})
EXAMPLES = int(os.environ.get("NODEPILOT_FUZZ", "400"))
"""How many mutated workflows: `make fuzz` takes 50,000."""


def check(document: Any) -> tuple[Issue, ...]:
    issues = validate(document, load_catalog())
    json.dumps([issue.as_row() for issue in issues])
    order = [list(Severity).index(issue.severity) for issue in issues]
    assert order == sorted(order), "errors come first"
    return issues


@given(JSON)
@example([])
@example({"nodes": None})
def test_any_value(value: Any) -> None:
    check(value)


@given(nodes=st.lists(JSON, max_size=3), connections=JSON, settings_=JSON)
def test_any_nodes_and_connections(nodes: list[Any], connections: Any, settings_: Any) -> None:
    check({"nodes": nodes, "connections": connections, "settings": settings_})


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(mutated(documents()))
def test_mutated_workflows(document: Any) -> None:
    check(document)


@settings(max_examples=EXAMPLES // 20, suppress_health_check=list(HealthCheck), deadline=None)
@given(mutated(documents()))
def test_repairing_mutated_workflows(document: Any) -> None:
    made = mend(document, load_catalog(), unsafe=True)
    assert made.issues == check(made.workflow)
    if all(issue.severity is not Severity.ERROR for issue in check(document)):
        assert mend(document, load_catalog()).workflow is document


def test_no_workflow_at_all() -> None:
    for value in NO_WORKFLOWS:
        [issue] = check(value)
        assert issue.code == "NOT_A_WORKFLOW"
        assert issue.severity is Severity.ERROR


@pytest.mark.parametrize("depth", [500, 100_000])
def test_deep_values(depth: int) -> None:
    value: Any = "={{ $json.a }}"
    for _ in range(depth):
        value = {"a": [value]}
    node = {"name": "A", "type": "n8n-nodes-base.set", "typeVersion": 3.4, "position": [0, 0]}
    issues = check({"nodes": [{**node, "parameters": {"assignments": value}}], "connections": {}})
    assert issues


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "code"),
    [
        ("code", 2, {"jsCode": "const a = 1;\n"}, "CODE_WITHOUT_RETURN"),
        ("code", 2, {"language": "python", "pythonCode": "a = 1\n"}, "CODE_WITHOUT_RETURN"),
        ("httpRequest", 4.2, {"url": "={{ + ) "}, "EXPRESSION_SYNTAX"),
    ],
)
def test_endlessly_long_programs_are_not_looked_into(
    kind: str, version: float, parameters: dict[str, str], code: str
) -> None:
    node = {"name": "A", "type": f"n8n-nodes-base.{kind}", "typeVersion": version, "position": [0, 0]}
    *others, (name, text) = parameters.items()
    for times, is_found in ((2, True), (LONGEST_PROGRAM // 5, False)):
        given = {**dict(others), name: text + text[-7:] * times}
        found = check({"nodes": [{**node, "parameters": given}], "connections": {}})
        assert (code in {issue.code for issue in found}) is is_found


def test_a_long_chain_takes_no_longer_per_node() -> None:
    count = 5_000
    nodes = [
        {
            "id": str(number),
            "name": f"N{number}",
            "type": "n8n-nodes-base.set",
            "typeVersion": 3.4,
            "position": [number, 0],
            "parameters": {
                "assignments": {
                    "assignments": [
                        {
                            "id": "a",
                            "name": "a",
                            "type": "string",
                            "value": f"={{{{ $('N{max(number - 1, 0)}').item.json.a }}}}",
                        }
                    ]
                }
            },
        }
        for number in range(count)
    ]
    connections = {
        f"N{number}": {"main": [[{"node": f"N{number + 1}", "type": "main", "index": 0}]]}
        for number in range(count - 1)
    }
    codes = {issue.code for issue in check({"nodes": nodes, "connections": connections, "settings": {}})}
    assert codes == {"MISSING_TRIGGER", "NO_PUBLISHABLE_TRIGGER"}
