from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from nodepilot.errors import InvalidWorkflow
from nodepilot.workflow.codec import MAX_DEPTH, dump_text, dump_workflow, load_workflow
from tests.unit.workflow.strategies import documents, odd_documents


@given(odd_documents())
def test_nothing_is_lost_however_odd(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    workflow = load_workflow(text)
    assert json.dumps(dump_workflow(workflow)) == text


@given(odd_documents())
def test_every_view_of_an_odd_document_can_be_read(document: dict[str, Any]) -> None:
    workflow = load_workflow(document)
    assert all(isinstance(node.name, str) for node in workflow.nodes)
    assert all(isinstance(each.target_index, int) for each in workflow.connections)
    assert set(workflow.graph.starts) <= set(workflow.graph.names)
    assert isinstance(workflow.settings, dict)
    assert isinstance(workflow.pin_data, dict)


@given(documents())
def test_the_text_reads_back_to_the_same_document(document: dict[str, Any]) -> None:
    workflow = load_workflow(document)
    assert load_workflow(dump_text(workflow)) == workflow
    assert json.dumps(load_workflow(dump_text(workflow, indent=None)).document) == json.dumps(document)


def test_what_is_dumped_belongs_to_the_caller() -> None:
    workflow = load_workflow({"nodes": [{"name": "A", "parameters": {"list": [1]}}], "connections": {}})
    dumped = dump_workflow(workflow)
    dumped["nodes"][0]["parameters"]["list"].append(2)
    assert workflow.nodes[0].parameters == {"list": [1]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not JSON (line 1, column 1)"),
        ("[", "not JSON"),
        ("[]", "a list"),
        ("null", "null"),
        ("3", "a number"),
        ("true", "true or false"),
        ('"x"', "a text"),
        ("{}", "has no `nodes`"),
        ('{"nodes": {}}', "an object as its `nodes`"),
        ('{"nodes": [NaN]}', "not JSON"),
        ('{"nodes": [1e999]}', "not JSON"),
        (b"\xff\xfe\xff", "not text in UTF-8"),
        ("[" * 100_000, "nested"),
        ('{"nodes":' + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "}", "nested"),
    ],
)
def test_what_is_no_workflow_says_so(text: str | bytes, told: str) -> None:
    with pytest.raises(InvalidWorkflow) as caught:
        load_workflow(text)
    assert told in caught.value.message
    assert caught.value.next_step


def test_half_a_character_pair_survives_as_an_escape() -> None:
    text = dump_text(load_workflow('{"nodes": ["\\ud800"]}'))
    assert text.encode()
    assert load_workflow(text).document["nodes"] == ["\ud800"]


def test_characters_outside_ascii_stay_readable() -> None:
    assert "Zürich ✓" in dump_text(load_workflow({"nodes": [], "name": "Zürich ✓"}))
