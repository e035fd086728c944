"""Whatever the document holds, there is an answer: issues, and never an exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nodepilot.catalog import load_catalog
from nodepilot.validation import Issue, Severity, validate
from tests.unit.validation.case_files import load_cases

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["=", "={{ $json.a }}", "={{ $('A').item }}", "{{", "main", "\ud800", "10" * 30]),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)
NO_WORKFLOWS: tuple[Any, ...] = (None, 1, "text", [], [{"nodes": []}], {}, {"nodes": {}})
DOCUMENTS = [case.document for case in load_cases()]


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


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_real_documents_with_a_part_replaced(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(document))
        if not places:
            break
        holder, key = data.draw(st.sampled_from(places))
        holder[key] = data.draw(JSON)
    check(document)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys: list[Any] = []
    if isinstance(value, dict | list):
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in keys:
        yield value, key
        yield from _places(value[key])


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
