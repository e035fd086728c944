"""What each agent makes of what a model submits."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.ai.agent import Agent, InvalidAnswer
from nodepilot.ai.ports import Call
from nodepilot.ai.stages.editing import EDITING, workflow_lines
from nodepilot.ai.stages.intent import INTENT, Entity
from nodepilot.ai.stages.look_up import LONGEST, look_up
from nodepilot.ai.stages.memory import MEMORY, Memory, memory_lines, within_budget
from nodepilot.ai.stages.patterns import PATTERNS
from nodepilot.ai.stages.request import REQUEST, Ambiguity
from nodepilot.ai.stages.template import TEMPLATE
from nodepilot.ai.stages.title import TITLE
from nodepilot.catalog import load_catalog
from nodepilot.workflow.model import Workflow


def test_an_intent() -> None:
    entities = [{"kind": "service", "text": "Slack"}, {"kind": "mood", "text": "angry"}]
    found = INTENT.read(
        {"label": "workflow_request", "confidence": 3, "entities": entities, "complexity": 40}
    )
    assert (found.label, found.confidence, found.complexity) == ("workflow_request", 1.0, 10)
    assert found.entities == (Entity("service", "Slack"),)


def test_a_request() -> None:
    row = {"text": "Which customers?", "choices": ["rows", "buyers"]}
    found = REQUEST.read({"request": " Do it ", "ambiguities": [row, {"text": "x", "choices": ["one"]}]})
    assert found.request == "Do it"
    assert found.ambiguities == (Ambiguity("Which customers?", ("rows", "buyers")),)


def test_a_template_that_hardly_fits_is_none() -> None:
    assert TEMPLATE.read({"key": "a", "fit": 0.4}).key == ""
    assert TEMPLATE.read(
        {"key": "a", "fit": 0.8, "replace": [{"from": "Gmail", "to": "Outlook"}]}
    ).replace == (("Gmail", "Outlook"),)


def test_patterns_and_searches() -> None:
    found = PATTERNS.read(
        {"ids": ["slack/message/post"], "uncovered": [{"clause": "x", "search": "pdf text"}]}
    )
    assert (found.ids, found.searches) == (("slack/message/post",), ("pdf text",))


def test_a_title() -> None:
    assert TITLE.read({"title": '"Stripe failures\n to Slack."'}) == "Stripe failures to Slack"


def test_memories() -> None:
    rows = [
        {"kind": "name", "text": "The sheet is Leads.", "score": 0.6},
        {"kind": "secret", "text": "The key is x.", "score": 0.9},
        {"kind": "preference", "text": "Short answers.", "score": 0.1},
    ]
    assert MEMORY.read({"memories": rows}) == (Memory("name", "The sheet is Leads.", 0.6),)


def test_memories_are_kept_by_what_they_are_worth() -> None:
    memories = [Memory("name", "x" * 90, 0.3), Memory("constraint", "y" * 90, 0.9), Memory("name", "z", 0.2)]
    assert [each.score for each in within_budget(memories, 35)] == [0.9, 0.2]
    assert memory_lines(memories[2:]) == ("- name: z",)


def test_edits() -> None:
    found = EDITING.read(
        {"operations": [{"edit": "rename_node", "old": "A", "new": "B"}], "plan": {"steps": []}}
    )
    assert (len(found.operations), found.plan) == (1, None)


@pytest.mark.parametrize(
    ("agent", "value"),
    [
        (INTENT, {"label": "poem", "confidence": 1}),
        (INTENT, {"label": "workflow_edit", "confidence": "high"}),
        (REQUEST, {"request": ""}),
        (TITLE, {"title": "x" * 80}),
        (PATTERNS, {"ids": "all"}),
        (EDITING, {"operations": [{"edit": "restore", "document": {}}]}),
        (EDITING, {"operations": [{"edit": "set_node_key", "node": "A", "key": "credentials", "value": {}}]}),
        (MEMORY, {"memories": ["x"]}),
    ],
)
def test_an_answer_of_another_shape(agent: Agent[Any], value: dict[str, Any]) -> None:
    with pytest.raises(InvalidAnswer):
        agent.read(value)


def test_looking_up() -> None:
    catalog = load_catalog()
    assert "n8n-nodes-base.slack" in look_up(Call("1", "search_nodes", {"words": "slack message"}), catalog)
    read = look_up(
        Call(
            "2",
            "read_node_type",
            {"node_type": "n8n-nodes-base.slack", "resource": "message", "operation": "post"},
        ),
        catalog,
    )
    assert "- text: string" in read
    assert "slackApi" in read
    assert len(read) <= LONGEST
    missing = look_up(Call("3", "read_node_type", {"node_type": "n8n-nodes-base.slak"}), catalog)
    assert "n8n-nodes-base.slack" in missing
    assert look_up(Call("4", "search_nodes", {}), catalog) == "Nothing fits these words."


def test_a_long_workflow_is_cut() -> None:
    node = {"name": "A", "type": "n8n-nodes-base.set", "parameters": {"text": "x" * 50_000}}
    (text,) = workflow_lines(Workflow({"name": "W", "nodes": [node], "connections": {}}))
    assert text.endswith("(cut off here)")
    assert workflow_lines(None) == ()
