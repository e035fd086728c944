from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.errors import InvalidEdit
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.edits import (
    MISSING,
    AddNode,
    Batch,
    Connect,
    Disconnect,
    Edit,
    InsertBetween,
    RemoveNode,
    RenameNode,
    ReplaceNode,
    SetDisabled,
    SetNodeKey,
    SetParameter,
    SetWorkflowKey,
    UnsetParameter,
    apply,
    dump_edit,
    inverse,
    load_edit,
)
from nodepilot.workflow.model import Connection, Workflow
from tests.unit.workflow.documents import node, workflow
from tests.unit.workflow.strategies import JSON, documents

NEW = {"parameters": {}, "name": "New", "type": "n8n-nodes-base.noOp", "typeVersion": 1}


def text(of: Workflow) -> str:
    return json.dumps(of.document)


@st.composite
def documents_with_an_edit(draw: st.DrawFn) -> tuple[Workflow, Edit]:
    read = load_workflow(draw(documents(most=6)))
    names = [each.name for each in read.nodes]
    name, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    link = draw(st.sampled_from(read.connections)) if read.connections else Connection(name, other)
    path = draw(st.sampled_from(["a", "a.b", "a[0]", '["x.y"]']))
    edits: list[Edit] = [
        AddNode(NEW),
        RemoveNode(name),
        RemoveNode(name, reconnect=True),
        RenameNode(name, "Other name"),
        ReplaceNode(name, {**read.get(name).raw, "typeVersion": 2}),
        SetDisabled(name, draw(st.booleans())),
        Connect(Connection(name, other, source_index=draw(st.integers(0, 3)))),
        Disconnect(link),
        InsertBetween(link, NEW),
        SetParameter(name, path, draw(JSON)),
        UnsetParameter(name, path),
        SetNodeKey(name, "notes", draw(st.sampled_from(["", "mind", MISSING]))),
        SetWorkflowKey("settings.timezone", "Europe/Rome"),
        SetWorkflowKey("name", "Another"),
    ]
    return read, draw(st.sampled_from(edits))


@given(documents_with_an_edit())
def test_the_inverse_brings_back_every_byte(drawn: tuple[Workflow, Edit]) -> None:
    before, edit = drawn
    was = text(before)
    try:
        after = edit.apply(before)
    except InvalidEdit:
        return
    finally:
        assert text(before) == was
    assert text(inverse(edit, before).apply(after)) == was


@given(documents_with_an_edit())
def test_an_edit_is_json_and_back(drawn: tuple[Workflow, Edit]) -> None:
    _, edit = drawn
    assert load_edit(json.loads(json.dumps(dump_edit(edit)))) == edit


@given(documents_with_an_edit())
def test_nodes_that_are_not_named_stay_the_same_objects(drawn: tuple[Workflow, Edit]) -> None:
    before, edit = drawn
    try:
        after = edit.apply(before)
    except InvalidEdit:
        return
    touched = [getattr(edit, key, None) for key in ("name", "node", "old")]
    for each in before.nodes:
        if each.name not in touched:
            kept = after.find(each.name)
            assert kept is not None
            assert kept.raw is each.raw


def test_several_edits_are_undone_together() -> None:
    before = workflow(node("A"), node("B"), links="A -> B")
    edits = (RenameNode("A", "Start"), AddNode(NEW), Connect(Connection("Start", "New")), RemoveNode("B"))
    batch = Batch(edits)
    after = apply(before, edits)
    assert [each.name for each in after.nodes] == ["Start", "New"]
    assert text(inverse(batch, before).apply(after)) == text(before)
    assert load_edit(dump_edit(batch)) == batch


def test_a_failing_edit_leaves_nothing_half_done() -> None:
    before = workflow(node("A"))
    with pytest.raises(InvalidEdit):
        apply(before, [SetDisabled("A"), RemoveNode("B")])
    assert not before.get("A").disabled


def test_the_opposites_are_plain_where_they_are_exact() -> None:
    joined = workflow(node("A"), node("B"), links="A -> B")
    loose = workflow(node("A"), node("B"))
    link = Connection("A", "B")
    assert inverse(Connect(link), loose) == Disconnect(link)
    assert inverse(Disconnect(link), joined) == Connect(link)
    assert inverse(InsertBetween(link, NEW), joined) == RemoveNode("New", reconnect=True)
    assert inverse(SetDisabled("A"), loose) == SetDisabled("A", disabled=False)
    assert inverse(SetParameter("A", "x", 1), loose) == UnsetParameter("A", "x")


def test_inserting_keeps_the_branch_and_the_neighbours() -> None:
    before = workflow(*(node(name) for name in "ABCD"), links="A:1 -> B, A:1 -> C:1, A:1 -> D")
    link = Connection("A", "C", source_index=1, target_index=1)
    after = InsertBetween(link, NEW).apply(before)
    assert after.document["connections"] == {
        "A": {
            "main": [
                [],
                [
                    {"node": "B", "type": "main", "index": 0},
                    {"node": "New", "type": "main", "index": 0},
                    {"node": "D", "type": "main", "index": 0},
                ],
            ]
        },
        "New": {"main": [[{"node": "C", "type": "main", "index": 1}]]},
    }


def test_removing_with_reconnect_closes_the_gap() -> None:
    before = workflow(*(node(name) for name in "ABCD"), links="A:1 -> B, B:0 -> C, B:1 -> D")
    after = RemoveNode("B", reconnect=True).apply(before)
    assert after.connections == (Connection("A", "C", source_index=1),)


def test_removing_takes_pinned_items_along() -> None:
    before = workflow(node("A"), node("B"), pinData={"A": [], "B": []})
    assert RemoveNode("A").apply(before).pin_data == {"B": []}


def test_renaming_reaches_expressions_code_connections_and_pinned_items() -> None:
    parameters: dict[str, Any] = {
        "text": "={{ $('A').item.json.x }} and $('A') as text",
        "plain": "$('A')",
        "jsCode": "return $('A').all().concat($items(\"A\"), $node['A'].json)",
        "html": "<p>{{ $('A').first().json.x }}</p>",
        "list": [{"value": '={{ $node["A"].json.y }}'}],
        "other": "={{ $('AB').item.json.x }}",
    }
    before = workflow(
        node("A"), node("B", parameters=parameters), links="A -> B, B -> A", pinData={"A": [{"json": {}}]}
    )
    after = RenameNode("A", "It's A").apply(before)
    assert after.get("B").parameters == {
        "text": "={{ $('It\\'s A').item.json.x }} and $('A') as text",
        "plain": "$('A')",
        "jsCode": "return $('It\\'s A').all().concat($items(\"It's A\"), $node['It\\'s A'].json)",
        "html": "<p>{{ $('It\\'s A').first().json.x }}</p>",
        "list": [{"value": '={{ $node["It\'s A"].json.y }}'}],
        "other": "={{ $('AB').item.json.x }}",
    }
    assert after.connections == (Connection("It's A", "B"), Connection("B", "It's A"))
    assert after.pin_data == {"It's A": [{"json": {}}]}


def test_odd_connections_survive_edits_elsewhere() -> None:
    odd: dict[str, Any] = {"B": {"main": [None, "x", [3, {"node": "A"}]]}, "C": 7, "D": {"main": {"a": 1}}}
    before = load_workflow({"nodes": [node("A"), node("B"), node("Z")], "connections": odd})
    assert RenameNode("Z", "Y").apply(before).document["connections"] == odd
    assert RemoveNode("Z").apply(before).document["connections"] == odd
    assert RemoveNode("A").apply(before).document["connections"]["B"] == {"main": [None, "x", [3]]}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (RemoveNode("X"), "has no node `X`. Its nodes: `A`, `B`."),
        (AddNode({"name": "A"}), "a node `A` already"),
        (AddNode({"type": "x"}), "needs a name"),
        (RenameNode("A", "B"), "a node `B` already"),
        (RenameNode("A", ""), "needs a name"),
        (ReplaceNode("A", {"name": "C"}), "has another name"),
        (Connect(Connection("A", "X")), "has no node `X`"),
        (Disconnect(Connection("B", "A")), "`B` is not connected to `A`"),
        (InsertBetween(Connection("B", "A"), NEW), "`B` is not connected to `A`"),
        (SetParameter("A", "", 1), "is no path"),
        (SetParameter("A", "a..b", 1), "is no path"),
        (SetParameter("A", "text.x", 1), "no object"),
        (SetParameter("A", "list[5]", 1), "no entry 5"),
        (UnsetParameter("A", "nothing"), "has no value at `nothing`"),
        (SetNodeKey("A", "name", "B"), "edits of its own"),
        (SetWorkflowKey("nodes", []), "edits of its own"),
    ],
)
def test_what_does_not_fit_says_so(edit: Edit, told: str) -> None:
    fixture = workflow(node("A", parameters={"text": "x", "list": []}), node("B"), links="A -> B")
    with pytest.raises(InvalidEdit) as caught:
        edit.apply(fixture)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"edit": "explode"},
        {"edit": "remove_node"},
        {"edit": "remove_node", "name": 3},
        {"edit": "remove_node", "name": "A", "x": 1},
        {"edit": "add_node", "node": {"name": "A"}, "place": True},
        {"edit": "connect", "connection": {"source": "A"}},
        {"edit": "connect", "connection": {"source": "A", "target": "B", "source_index": -1}},
        {"edit": "batch", "edits": {}},
    ],
)
def test_json_that_is_no_edit_is_refused(raw: Any) -> None:
    with pytest.raises(InvalidEdit):
        load_edit(raw)
