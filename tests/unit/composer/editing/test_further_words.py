"""Follow-ups that are told by what they speak of: tools, counts, days, fields, receivers."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.workflow.model import Workflow
from tests.unit.composer.editing.test_in_place import BASE, TELL, chain, compares, edited, node

LANGCHAIN = "@n8n/n8n-nodes-langchain."
MONTHLY = node(
    "Timer",
    "scheduleTrigger",
    1.2,
    rule={"interval": [{"field": "months", "triggerAtDayOfMonth": 1, "triggerAtHour": 9}]},
)
WEEKLY = node(
    "Timer",
    "scheduleTrigger",
    1.2,
    rule={"interval": [{"field": "weeks", "triggerAtDay": [5], "triggerAtHour": 9}]},
)
READ = node("Read", "googleSheets", 4.5, documentId={}, sheetName={}, options={})
GATHER = node("Gather", "aggregate", 1, aggregate="aggregateAllItemData", options={})
LIST = node(
    "Mail",
    "gmail",
    2.1,
    sendTo="a@b.example",
    subject="Leads",
    message="={{ $('Gather').item.json.data.map(i => i.name).join('\\n') }}",
)
DEEPL = node("Translate", "deepL", 1, text="={{ $json.text }}", translateTo="EN-US", additionalFields={})


def agent_with(*tools: str) -> Workflow:
    nodes = [
        {
            "name": "Chat",
            "type": LANGCHAIN + "chatTrigger",
            "typeVersion": 1.1,
            "parameters": {"options": {}},
        },
        {"name": "Agent", "type": LANGCHAIN + "agent", "typeVersion": 2, "parameters": {"options": {}}},
        *(
            {"name": name, "type": BASE + f"{name.lower()}Tool", "typeVersion": 2, "parameters": {}}
            for name in tools
        ),
    ]
    links: dict[str, Any] = {"Chat": {"main": [[{"node": "Agent", "type": "main", "index": 0}]]}}
    links |= {name: {"ai_tool": [[{"node": "Agent", "type": "ai_tool", "index": 0}]]} for name in tools}
    return Workflow({"nodes": nodes, "connections": links})


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("it shouldn't be able to send emails any more", ["Slack"]),
        ("don't let it use Slack", ["Gmail"]),
        ("the agent may no longer use Gmail", ["Slack"]),
        ("it must not promise refunds", ["Gmail", "Slack"]),
    ],
)
def test_a_tool_is_taken_from_the_agent(said: str, left: list[str]) -> None:
    made = edited(said, agent_with("Gmail", "Slack")).workflow
    assert [each.name for each in made.nodes if each.type.endswith("Tool")] == left


@pytest.mark.parametrize(
    "said", ["put the number of leads in the subject", "add how many leads there are to the subject"]
)
def test_how_many_there_are_is_told(said: str) -> None:
    made = edited(said, chain(WEEKLY, READ, GATHER, LIST)).workflow
    assert made.get("Mail").parameters["subject"] == "=Leads {{ $('Gather').item.json.data.length }}"


@pytest.mark.parametrize(
    ("said", "days"), [("on Thursday instead", [4]), ("Mondays and Thursdays rather", [1, 4])]
)
def test_other_days_take_the_place_of_those_of_the_schedule(said: str, days: list[int]) -> None:
    made = edited(said, chain(WEEKLY, TELL)).workflow
    assert made.get("Timer").parameters["rule"]["interval"][0]["triggerAtDay"] == days


def test_a_day_of_the_month_is_another() -> None:
    made = edited("on the 15th", chain(MONTHLY, TELL)).workflow
    assert made.get("Timer").parameters["rule"]["interval"][0]["triggerAtDayOfMonth"] == 15


@pytest.mark.parametrize(
    ("said", "code"), [("translate to German", "DE"), ("translate it into French instead", "FR")]
)
def test_a_translator_is_told_another_language(said: str, code: str) -> None:
    made = edited(said, chain(WEEKLY, READ, DEEPL, TELL))
    assert made.workflow.get("Translate").parameters["translateTo"] == code
    assert len(made.workflow.nodes) == 4


def test_nobody_at_that_address_gets_it() -> None:
    made = edited("dont send the mail to test@acme.io", chain(WEEKLY, READ, LIST)).workflow
    assert made.get("Mail").parameters["sendTo"] == "a@b.example"
    assert len(made.nodes) == 4


def test_only_some_fields_are_kept() -> None:
    made = edited("only copy name and email", chain(WEEKLY, READ, TELL)).workflow
    kept = next(each for each in made.nodes if each.type == BASE + "set")
    names = [each["name"].lower() for each in kept.parameters["assignments"]["assignments"]]
    assert names == ["name", "email"]


def test_what_asked_the_first_of_two_asks_whichever_it_was() -> None:
    check = node("Check", "httpRequest", 4.2, url="https://a.example", options={})
    down = node(
        "Down?", "if", 2.2, **compares("={{ $('Check').item.json.statusCode }}", "notEquals", 200, "number")
    )
    made = edited("also check https://b.example", chain(WEEKLY, check, down, TELL)).workflow
    tests = made.get("Down?").parameters["conditions"]["conditions"]
    assert tests[0]["leftValue"] == "={{ $json.statusCode }}"


@pytest.mark.parametrize(
    ("said", "at"), [("half an hour earlier", (8, 30)), ("one hour later please", (10, 0))]
)
def test_the_time_of_day_is_moved(said: str, at: tuple[int, int]) -> None:
    made = edited(said, chain(WEEKLY, TELL)).workflow
    held = made.get("Timer").parameters["rule"]["interval"][0]
    assert (held["triggerAtHour"], held.get("triggerAtMinute", 0)) == at


def test_a_span_of_time_alone_is_the_one_that_stands_there() -> None:
    clean = node(
        "Clean",
        "postgres",
        2.5,
        operation="executeQuery",
        query="DELETE FROM a WHERE at < NOW() - INTERVAL '90 days'",
    )
    made = edited("60 days", chain(WEEKLY, clean)).workflow
    assert "INTERVAL '60 days'" in made.get("Clean").parameters["query"]
