from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodepilot.errors import InvalidEdit
from nodepilot.workflow.edits import (
    AddNode,
    Connect,
    Edit,
    RemoveNode,
    RenameNode,
    SetDisabled,
    SetParameter,
    SetWorkflowKey,
    apply,
)
from nodepilot.workflow.merge import Merge, merge, text_with_conflicts, told
from nodepilot.workflow.model import Connection, Workflow
from tests.unit.workflow.documents import node, workflow
from tests.unit.workflow.strategies import odd_documents

CODE = "const a = 1;\nconst b = 2;\n\nreturn items;\n"
BASE = workflow(
    node("Start", "n8n-nodes-base.webhook", parameters={"path": "in"}),
    node("If", "n8n-nodes-base.if"),
    node(
        "Slack", "n8n-nodes-base.slack", parameters={"text": "={{ $('Start').item.json.a }}", "channel": "#a"}
    ),
    node("Code", "n8n-nodes-base.code", parameters={"jsCode": CODE}),
    links="Start -main> If, If -main> Slack, If:1 -main> Code",
    settings={"executionOrder": "v1"},
    pinData={"Start": [{"json": {"a": 1}}]},
)


def merged(ours: list[Edit], theirs: list[Edit]) -> Merge:
    return merge(BASE, apply(BASE, ours), apply(BASE, theirs))


def clean(ours: list[Edit], theirs: list[Edit]) -> Workflow:
    found = merged(ours, theirs)
    assert not found.conflicts
    assert found.workflow == found.theirs
    return found.workflow


def words(found: Merge) -> list[str]:
    return [told(each, found.workflow) for each in found.conflicts]


def test_different_parameters_of_one_node() -> None:
    found = clean(
        [SetParameter("Slack", "channel", "#b")], [SetParameter("Slack", "text", "hi"), SetDisabled("Code")]
    )
    assert found.get("Slack").parameters == {"text": "hi", "channel": "#b"}
    assert found.get("Code").disabled


def test_the_same_parameter() -> None:
    found = merged([SetParameter("Slack", "channel", "#b")], [SetParameter("Slack", "channel", "#c")])
    assert words(found) == ["`Slack`: channel: `#b` in ours, `#c` in theirs"]
    assert found.workflow.get("Slack").parameters["channel"] == "#b"
    assert found.theirs.get("Slack").parameters["channel"] == "#c"


def test_the_same_change_on_both_sides() -> None:
    change: list[Edit] = [SetParameter("Slack", "channel", "#b"), RenameNode("If", "Is it?")]
    assert clean(change, change) == apply(BASE, change)


def test_nothing_changed_on_one_side() -> None:
    change: list[Edit] = [
        SetParameter("Slack", "channel", "#b"),
        RemoveNode("Code"),
        RenameNode("If", "Is it?"),
    ]
    assert clean(change, []) == apply(BASE, change)
    assert clean([], change) == apply(BASE, change)


def test_a_renamed_node_keeps_what_the_other_side_did() -> None:
    found = clean(
        [RenameNode("Start", "Order comes in")],
        [
            SetParameter("Start", "path", "orders"),
            SetParameter("Code", "jsCode", CODE + "// $('Start')\n"),
            AddNode(node("Log")),
            Connect(Connection("Start", "Log")),
        ],
    )
    assert found.get("Order comes in").parameters == {"path": "orders"}
    assert "$('Order comes in')" in found.get("Slack").parameters["text"]
    assert "$('Order comes in')" in found.get("Code").parameters["jsCode"]
    assert set(found.graph.successors("Order comes in")) == {"If", "Log"}
    assert found.pin_data == {"Order comes in": [{"json": {"a": 1}}]}
    assert found.find("Start") is None


def test_two_names_for_one_node() -> None:
    found = merged([RenameNode("Start", "A"), RenameNode("If", "B")], [RenameNode("Start", "C")])
    assert words(found) == ["A node is called `A` in ours, `C` in theirs"]
    assert found.workflow.graph.successors("A") == ("B",)
    assert found.theirs.graph.successors("C") == ("B",)
    assert "$('C')" in found.theirs.get("Slack").parameters["text"]


def test_names_that_change_hands() -> None:
    swap: list[Edit] = [RenameNode("If", "x"), RenameNode("Code", "If"), RenameNode("x", "Code")]
    found = clean(swap, [SetParameter("Code", "jsCode", "return [];")])
    assert found.get("If").parameters == {"jsCode": "return [];"}


def test_new_nodes_of_both_sides() -> None:
    found = clean(
        [AddNode(node("Log")), Connect(Connection("Code", "Log"))],
        [AddNode(node("Mail")), Connect(Connection("Code", "Mail"))],
    )
    assert found.graph.successors("Code") == ("Log", "Mail")


def test_different_new_nodes_of_one_name_both_stay() -> None:
    found = merged(
        [AddNode(node("Slack1", parameters={"text": "ours"})), Connect(Connection("Code", "Slack1"))],
        [
            AddNode(node("Slack1", id="other", parameters={"text": "theirs"})),
            Connect(Connection("Slack", "Slack1")),
            SetParameter("Code", "jsCode", "$('Slack1').all()"),
        ],
    )
    assert not found.conflicts
    assert found.notes == ("Two nodes are called `Slack1`: one of them is called `Slack11` now.",)
    assert found.workflow.get("Slack1").parameters == {"text": "ours"}
    assert found.workflow.get("Slack11").parameters == {"text": "theirs"}
    assert found.workflow.graph.successors("Slack") == ("Slack11",)
    assert found.workflow.get("Code").parameters["jsCode"] == "$('Slack11').all()"


def test_a_renamed_node_and_a_new_one_of_that_name() -> None:
    found = merged([RenameNode("If", "Check")], [AddNode(node("Check", parameters={"a": 1}))])
    assert not found.conflicts
    assert {each.name for each in found.workflow.nodes} >= {"Check", "Check1"}
    assert found.workflow.get("Check1").parameters == {"a": 1}


def test_the_same_new_node_on_both_sides() -> None:
    added = node("Log", parameters={"a": 1})
    found = clean([AddNode(added)], [AddNode({**added, "position": [9, 9], "id": "another"})])
    assert [each.name for each in found.nodes].count("Log") == 1


@pytest.mark.parametrize(
    "other", [SetParameter("Slack", "channel", "#b"), Connect(Connection("Slack", "Code"))]
)
def test_removed_here_and_changed_there(other: Edit) -> None:
    found = merged([RemoveNode("Slack")], [other])
    assert words(found) == ["`Slack`: removed in ours, changed in theirs"]
    assert found.workflow.find("Slack") is None
    assert found.theirs.graph.predecessors("Slack") == ("If",)
    found = merged([other], [RemoveNode("Slack")])
    assert words(found) == ["`Slack`: removed in theirs, changed in ours"]
    assert found.workflow.graph.predecessors("Slack") == ("If",)
    assert found.theirs.find("Slack") is None
    assert "Slack" not in json.dumps(found.theirs.document["connections"])


def test_removed_here_and_only_moved_there() -> None:
    moved = Workflow({**BASE.document, "nodes": [{**each.raw, "position": [5, 5]} for each in BASE.nodes]})
    found = merge(BASE, apply(BASE, [RemoveNode("Slack")]), moved)
    assert not found.conflicts
    assert found.workflow.find("Slack") is None


def test_one_output_led_to_two_places() -> None:
    def leads_to(name: str) -> Workflow:
        added = apply(BASE, [AddNode(node(name))])
        document = json.loads(json.dumps(added.document))
        document["connections"]["If"]["main"][0][0]["node"] = name
        return Workflow(document)

    found = merge(BASE, leads_to("X"), leads_to("Y"))
    assert words(found) == ['`If` leads to `["X"]` in ours, `["Y"]` in theirs']
    assert found.workflow.graph.successors("If", 0) == ("X",)
    assert found.theirs.graph.successors("If", 0) == ("Y",)
    assert found.workflow.graph.successors("If", 1) == found.theirs.graph.successors("If", 1) == ("Code",)


def test_programs_merge_line_by_line() -> None:
    found = clean(
        [SetParameter("Code", "jsCode", CODE.replace("a = 1", "a = 11"))],
        [SetParameter("Code", "jsCode", CODE.replace("return items", "return []"))],
    )
    assert found.get("Code").parameters["jsCode"] == "const a = 11;\nconst b = 2;\n\nreturn [];\n"
    both = merged(
        [SetParameter("Code", "jsCode", CODE.replace("a = 1", "a = 11"))],
        [SetParameter("Code", "jsCode", CODE.replace("b = 2", "b = 22"))],
    )
    assert len(both.conflicts) == 1


def test_settings_and_what_n8n_writes_itself() -> None:
    found = clean(
        [SetWorkflowKey("settings.timezone", "Europe/Rome"), SetWorkflowKey("versionId", "1")],
        [SetWorkflowKey("settings.callerPolicy", "any"), SetWorkflowKey("versionId", "2")],
    )
    assert found.settings == {"executionOrder": "v1", "timezone": "Europe/Rome", "callerPolicy": "any"}
    assert found.document["versionId"] == "1"
    clash = merged([SetWorkflowKey("name", "A")], [SetWorkflowKey("name", "B")])
    assert words(clash) == ["Workflow: name: `A` in ours, `B` in theirs"]


def test_without_names_to_go_by() -> None:
    base = Workflow({"nodes": [{"name": "A"}, {"name": "A"}], "connections": {}})
    ours = Workflow({**base.document, "name": "x"})
    theirs = Workflow({**base.document, "connections": {"A": {}}})
    found = merge(base, ours, theirs)
    assert not found.conflicts
    assert found.workflow.document == {**base.document, "name": "x", "connections": {"A": {}}}


edits = st.lists(
    st.one_of(
        st.builds(
            SetParameter,
            st.sampled_from(["Start", "If", "Slack", "Code", "New"]),
            st.sampled_from(["a", "b"]),
            st.integers(0, 2),
        ),
        st.builds(RemoveNode, st.sampled_from(["Start", "If", "Slack", "Code"]), st.booleans()),
        st.builds(
            RenameNode, st.sampled_from(["Start", "If", "Slack", "Code"]), st.sampled_from(["New", "If", "Z"])
        ),
        st.builds(lambda name: AddNode(node(name)), st.sampled_from(["New", "More"])),
        st.builds(
            lambda one, other, output: Connect(Connection(one, other, "main", output)),
            st.sampled_from(["Start", "If", "New"]),
            st.sampled_from(["Slack", "Code", "New", "Z"]),
            st.integers(0, 2),
        ),
    ),
    max_size=5,
)


def changed(changes: list[Edit]) -> Workflow:
    after = BASE
    for edit in changes:
        try:
            after = edit.apply(after)
        except InvalidEdit:
            continue
    return after


@given(edits, edits)
@settings(max_examples=300, deadline=None)
def test_any_changes(ours: list[Edit], theirs: list[Edit]) -> None:
    one, other = changed(ours), changed(theirs)
    found = merge(BASE, one, other)
    swapped = merge(BASE, other, one)
    assert len(found.conflicts) == len(swapped.conflicts)
    if not found.conflicts:
        assert {each.name for each in found.workflow.nodes} == {each.name for each in swapped.workflow.nodes}
    for result in (found.workflow, found.theirs):
        assert not result.graph.dangling or BASE.graph.dangling
    text = text_with_conflicts(found.workflow, found.theirs, "ours", "theirs")
    assert half(text, upper=True) == found.workflow.document
    assert half(text, upper=False) == found.theirs.document
    assert ("<<<<<<<" in text) == (found.workflow.document != found.theirs.document)
    assert merge(BASE, one, BASE).workflow.document == one.document
    assert merge(BASE, BASE, other).conflicts == ()
    assert merge(BASE, one, one).workflow.document == one.document


@given(odd_documents(), odd_documents(), odd_documents())
@settings(max_examples=200, deadline=None)
def test_odd_documents(base: Any, ours: Any, theirs: Any) -> None:
    found = merge(Workflow(base), Workflow(ours), Workflow(theirs))
    text = text_with_conflicts(found.workflow, found.theirs, "ours", "theirs")
    assert half(text, upper=True) == found.workflow.document
    assert half(text, upper=False) == found.theirs.document
    assert merge(Workflow(base), Workflow(ours), Workflow(base)).workflow.document == ours


def half(text: str, *, upper: bool) -> Any:
    """One side of a text with conflict markers, read as JSON."""
    lines: list[str] = []
    side: bool | None = None
    for line in text.split("\n"):
        if line.startswith("<<<<<<< "):
            side = True
        elif line == "=======":
            side = False
        elif line.startswith(">>>>>>> "):
            side = None
        elif side is None or side == upper:
            lines.append(line)
    return json.loads("\n".join(lines))
