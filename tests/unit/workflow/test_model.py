from __future__ import annotations

import pytest

from nodepilot.errors import UserError
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.model import Connection, Node
from tests.unit.workflow.documents import node, workflow


def test_a_node_reads_its_object() -> None:
    raw = node("Slack", "n8n-nodes-base.slack", typeVersion=2.3, position=[1, 2.5], parameters={"a": 1})
    read = Node({**raw, "disabled": True, "onError": "continueErrorOutput", "notes": "mind"}, 4)
    assert (read.name, read.type, read.type_version, read.position) == (
        "Slack",
        "n8n-nodes-base.slack",
        2.3,
        (1, 2.5),
    )
    assert (read.id, read.index, read.disabled, read.notes) == ("id of Slack", 4, True, "mind")
    assert (read.on_error, read.parameters) == ("continueErrorOutput", {"a": 1})


def test_what_has_the_wrong_type_is_not_there() -> None:
    read = Node(
        {"name": 3, "type": None, "typeVersion": "2", "position": [1], "parameters": [], "disabled": "yes"}
    )
    assert (read.name, read.type, read.type_version, read.position) == ("", "", None, None)
    assert (read.parameters, read.credentials, read.disabled, read.id) == ({}, {}, False, None)
    assert read.raw["typeVersion"] == "2"


def test_true_is_no_number() -> None:
    assert Node({"typeVersion": True, "position": [False, 0]}).type_version is None


def test_an_entry_that_is_no_object_is_left_out_and_indexes_stay_true() -> None:
    read = load_workflow({"nodes": [None, {"name": "A"}, "x", {"name": "B"}]})
    assert [(each.name, each.index) for each in read.nodes] == [("A", 1), ("B", 3)]


def test_of_two_nodes_with_one_name_the_later_counts() -> None:
    read = workflow(node("A"), node("A", typeVersion=2))
    assert read.get("A").type_version == 2


def test_a_connection_without_type_and_index_takes_the_source_type_and_0() -> None:
    read = load_workflow(
        {"nodes": [], "connections": {"A": {"ai_tool": [None, [{"node": "B"}, {"type": "main"}]]}}}
    )
    assert read.connections == (Connection("A", "B", "ai_tool", 1, "ai_tool", 0),)


def test_getting_a_node_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(UserError, match=r"has no node `C`\. Its nodes are `A`, `B`"):
        workflow(node("A"), node("B")).get("C")
    assert workflow().find("A") is None


def test_workflows_are_equal_by_their_documents() -> None:
    assert workflow(node("A")) == workflow(node("A"))
    assert workflow(node("A")) != workflow(node("B"))
    assert len({workflow(node("A")).nodes[0], workflow(node("A")).nodes[0]}) == 1
