"""n8n itself has nothing to say against what the compiler makes, but that credentials are still to be chosen.

One plan for every resource and operation of every node type, tool variants included, with samples for what n8n requires.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nodepilot.catalog import Catalog
from nodepilot.plan.compiler import compile_plan
from nodepilot.plan.model import Code, Link, Plan, Ref, Step, Text
from nodepilot.plan.shapes import case, cases, condition, conditions, daily, schedule
from tests.n8n.conftest import Ask
from tests.n8n.minimal_plans import choices_of, plan_for

pytestmark = [pytest.mark.n8n, pytest.mark.timeout(900)]

STICKY_NOTE = "n8n-nodes-base.stickyNote"
EXPECTED_KINDS = {"credential", "publish", "excluded"}
"""Credentials are chosen by a person, a manual trigger is no start to publish, and two types are off by default."""


def test_every_operation_of_every_node_type_is_clean(ask: Ask, catalog: Catalog, tmp_path: Path) -> None:
    plans = {
        f"{entry.name} {json.dumps(choice)}": plan_for(version, catalog, choice)
        for entry in catalog.node_types()
        if entry.name != STICKY_NOTE
        for version in [catalog.get(entry.name).latest]
        for choice in choices_of(version)
    }
    assert len(plans) > 3000
    assert_clean(plans, ask, catalog, tmp_path)


def test_a_plan_with_everything_is_clean(ask: Ask, catalog: Catalog, tmp_path: Path) -> None:
    assert_clean(
        {"loop": loop_plan(), "agent": agent_plan(), "branches": branching_plan()}, ask, catalog, tmp_path
    )


def assert_clean(plans: dict[str, Plan], ask: Ask, catalog: Catalog, folder: Path) -> None:
    file = folder / "workflows.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for name, plan in plans.items():
            rows.write(json.dumps({"id": name, "workflow": compile_plan(plan, catalog).document}) + "\n")
    answers = ask(file)
    assert answers.keys() == plans.keys()
    objections = {name: objections_in(answer) for name, answer in answers.items()}
    assert {name: issues for name, issues in objections.items() if issues} == {}


def objections_in(answer: dict[str, Any]) -> list[Any]:
    return [issue for issue in answer["issues"] if issue["kind"] not in EXPECTED_KINDS]


def loop_plan() -> Plan:
    return Plan(
        "Loop",
        (
            Step("at_nine", "n8n-nodes-base.scheduleTrigger", parameters={"rule": schedule(daily(9))}),
            Step("rows", "n8n-nodes-base.httpRequest", parameters={"url": "https://example.com/rows"}),
            Step("loop", "n8n-nodes-base.splitInBatches"),
            Step(
                "send",
                "n8n-nodes-base.httpRequest",
                parameters={"url": Text(("https://example.com/", Ref("rows", "id")))},
            ),
            Step("sum", "n8n-nodes-base.aggregate", parameters={"aggregate": "aggregateAllItemData"}),
            Step("tell", "n8n-nodes-base.httpRequest", parameters={"url": Ref("at_nine", "url")}),
        ),
        (
            Link("at_nine", "rows"),
            Link("rows", "loop"),
            Link("loop", "send", output=1),
            Link("send", "loop"),
            Link("loop", "sum"),
            Link("sum", "tell"),
        ),
        timezone="Europe/Paris",
    )


def agent_plan() -> Plan:
    return Plan(
        "Agent",
        (
            Step("chat", "@n8n/n8n-nodes-langchain.chatTrigger"),
            Step("agent", "@n8n/n8n-nodes-langchain.agent"),
            Step("model", "@n8n/n8n-nodes-langchain.lmChatOpenAi"),
            Step("second", "@n8n/n8n-nodes-langchain.lmChatAnthropic"),
            Step("memory", "@n8n/n8n-nodes-langchain.memoryBufferWindow"),
            Step("parser", "@n8n/n8n-nodes-langchain.outputParserStructured"),
            Step(
                "mail",
                "n8n-nodes-base.gmail",
                parameters={
                    "sendTo": Code("$fromAI('to')"),
                    "subject": Code("$fromAI('subject')"),
                    "message": "Hello",
                },
            ),
        ),
        (
            Link("chat", "agent"),
            Link("model", "agent", connection_type="ai_languageModel"),
            Link("second", "agent", input=1, connection_type="ai_languageModel"),
            Link("memory", "agent", connection_type="ai_memory"),
            Link("parser", "agent", connection_type="ai_outputParser"),
            Link("mail", "agent", connection_type="ai_tool"),
        ),
    )


def branching_plan() -> Plan:
    return Plan(
        "Branches",
        (
            Step("order", "n8n-nodes-base.webhook", parameters={"httpMethod": "POST"}),
            Step(
                "big",
                "n8n-nodes-base.if",
                parameters={
                    "conditions": conditions(condition(Ref("order", "body.total"), "gt", 100, type="number"))
                },
            ),
            Step(
                "kind",
                "n8n-nodes-base.switch",
                parameters={
                    "rules": cases(
                        case("book", condition(Ref("order", "body.kind"), "equals", "book")),
                        case("disc", condition(Ref("order", "body.kind"), "equals", "disc")),
                    ),
                    "options": {"fallbackOutput": "extra"},
                },
            ),
            Step("book", "n8n-nodes-base.noOp"),
            Step("disc", "n8n-nodes-base.noOp"),
            Step("rest", "n8n-nodes-base.noOp", on_error="continueErrorOutput"),
            Step("join", "n8n-nodes-base.merge"),
        ),
        (
            Link("order", "big"),
            Link("big", "kind"),
            Link("kind", "book"),
            Link("kind", "disc", output=1),
            Link("kind", "rest", output=2),
            Link("book", "join"),
            Link("disc", "join", input=1),
            Link("rest", "join", input=2),
        ),
    )
