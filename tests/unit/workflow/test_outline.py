from __future__ import annotations

from nodepilot.workflow.outline import outline
from tests.unit.workflow.documents import node, workflow


def test_a_workflow_as_lines() -> None:
    made = workflow(
        node(
            "Ask",
            "n8n-nodes-base.if",
            typeVersion=2.2,
            parameters={"conditions": {"a": [1, True, ""]}, "text": "one\ntwo\n", "odd.key": " x "},
            disabled=True,
            notes="a note",
        ),
        node("Agent", "@n8n/n8n-nodes-langchain.agent", typeVersion=1.0),
        node("Model", "x.model"),
        links="Ask:1 -main> Agent:1, Model -ai_languageModel> Agent:1",
        settings={"timezone": "Europe/Rome", "more": {}},
        versionId="1",
    )
    assert outline(made) == (
        "Test\n"
        "settings.timezone: Europe/Rome\n"
        "settings.more: {}\n"
        "\n"
        "Ask (n8n-nodes-base.if 2.2)\n"
        "  conditions.a[0]: 1\n"
        "  conditions.a[1]: true\n"
        '  conditions.a[2]: ""\n'
        "  text:\n"
        "    | one\n"
        "    | two\n"
        '  ["odd.key"]: " x "\n'
        "  * disabled: true\n"
        "  * notes: a note\n"
        "\n"
        "Agent (@n8n/n8n-nodes-langchain.agent 1)\n"
        "\n"
        "Model (x.model 1)\n"
        "\n"
        "Ask (output 2) → Agent (input 2)\n"
        "Model → Agent (model 2)\n"
    )


def test_ids_and_places_are_left_out() -> None:
    one, other = node("A"), node("A", id="2", position=[8, 8], webhookId="x")
    assert outline(workflow(one)) == outline(workflow(other))


def test_an_empty_document() -> None:
    assert outline(workflow(name="")) == "(no name)\n"
