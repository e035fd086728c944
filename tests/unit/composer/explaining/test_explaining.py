from __future__ import annotations

import json
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.explaining.answers import answer_about
from nodepilot.composer.explaining.explain import explain, in_order
from nodepilot.composer.explaining.failures import read_failure, why
from nodepilot.composer.explaining.in_words import condition_in_words
from nodepilot.composer.explaining.schedules import schedule_in_words
from nodepilot.composer.explaining.steps import third_person
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.workflow.model import Workflow


@pytest.fixture(scope="module")
def orders() -> Workflow:
    made = run_builtin(
        "Webhook receives orders; if the total is above 100 euros create a Trello card, otherwise add a row to Airtable"
    ).workflow
    assert made is not None
    return Workflow(made)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (
            {"field": "weeks", "triggerAtDay": [1, 2, 3, 4, 5], "triggerAtHour": 8, "triggerAtMinute": 30},
            "every weekday at 08:30",
        ),
        (
            {"field": "weeks", "weeksInterval": 2, "triggerAtDay": [5], "triggerAtHour": 14},
            "every 2 weeks on Friday at 14:00",
        ),
        ({"field": "minutes", "minutesInterval": 15}, "every 15 minutes"),
        ({"field": "hours"}, "every hour"),
        ({"triggerAtHour": 6}, "every day at 06:00"),
        ({"field": "months", "triggerAtDayOfMonth": 1, "triggerAtHour": 9}, "on day 1 of the month at 09:00"),
        ({"field": "cronExpression", "expression": "0 9 * * 1"}, "by the cron expression `0 9 * * 1`"),
    ],
)
def test_schedules(interval: dict[str, Any], words: str) -> None:
    assert schedule_in_words({"interval": [interval]}) == words


@pytest.mark.parametrize("rule", [None, 5, {}, {"interval": "x"}, {"interval": [3]}])
def test_a_rule_that_cannot_be_read(rule: Any) -> None:
    assert schedule_in_words(rule) == "when its schedule says so"


def test_conditions() -> None:
    held = {
        "combinator": "or",
        "conditions": [
            {
                "leftValue": "={{ $json.body.total }}",
                "rightValue": 100,
                "operator": {"type": "number", "operation": "gt"},
            },
            {
                "leftValue": "={{ $json.name }}",
                "operator": {"type": "string", "operation": "empty", "singleValue": True},
            },
        ],
    }
    assert condition_in_words(held) == "`total` is more than `100` or `name` is empty"


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("Send a message", "sends a message"),
        ("Search records", "searches records"),
        ("Copy a file", "copies a file"),
        ("Get", "gets"),
    ],
)
def test_third_person(action: str, told: str) -> None:
    assert third_person(action) == told


def test_every_step_of_the_flow_is_told_in_order(orders: Workflow) -> None:
    told = explain(orders, load_catalog())
    places = [told.index(f"**{node.name}**") for node in in_order(orders)]
    assert places == sorted(places)
    assert "checks whether `total` is more than `100`" in told
    assert "Trello API (`trelloApi`)" in told
    assert "Basic Auth" not in told, "a webhook without authentication needs nothing"


def test_what_is_wrong_is_said() -> None:
    broken = Workflow(
        {
            "nodes": [
                {
                    "name": "A",
                    "type": "n8n-nodes-base.httpRequest",
                    "parameters": {},
                    "position": [0, 0],
                    "typeVersion": 4.2,
                    "id": "1",
                }
            ],
            "connections": {},
        }
    )
    assert "What is wrong with it" in explain(broken, load_catalog())


@pytest.mark.parametrize(
    "document", [{}, {"nodes": 5}, {"nodes": [{"name": "A", "type": "no.such"}], "connections": {"A": 5}}]
)
def test_any_document_is_explained(document: dict[str, Any]) -> None:
    assert explain(Workflow(document), load_catalog())


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        ("Request failed with status code 401", "does not accept the credentials"),
        ("403 - missing_scope", "may not do this"),
        ("The service is receiving too many requests from you", "asked too often"),
        ("connect ECONNREFUSED 127.0.0.1:5432", "Nothing listens"),
        ("Cannot read properties of undefined (reading 'id')", "takes something apart"),
        ("Referenced node doesn't exist", "asks a node that is not there"),
        ("duplicate key value violates unique constraint", "an entry already"),
    ],
)
def test_causes(error: str, cause: str) -> None:
    assert cause in why(error, None, load_catalog())


def test_an_execution_names_its_node(orders: Workflow) -> None:
    execution = {
        "data": {
            "resultData": {
                "lastNodeExecuted": "Create a card in Trello",
                "error": {"message": "Not found", "httpCode": "404"},
            }
        }
    }
    text = f"why? {json.dumps(execution)}"
    assert read_failure(text, orders).node == "Create a card in Trello"
    assert why(text, orders, load_catalog()).startswith("It fails at **Create a card in Trello**")


def test_an_unknown_error_asks_for_more() -> None:
    assert "I can't tell the cause" in why("it does nothing", None, load_catalog())


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("what does the trello step do?", "creates a card"),
        ("which credentials do I need?", "airtableTokenApi"),
        ("when does it run?", "POST request"),
        ("explain this workflow", "1. **Webhook**"),
        ("why does the Trello step fail with 401?", "does not accept the credentials"),
    ],
)
def test_questions_about_the_open_workflow(question: str, part: str, orders: Workflow) -> None:
    catalog = load_catalog()
    assert part in (answer_about(question, orders, catalog, load_services(catalog)) or "")


def test_other_questions_are_not_about_it(orders: Workflow) -> None:
    catalog = load_catalog()
    assert answer_about("how many planets are there?", orders, catalog, load_services(catalog)) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what do I still have to fill in?", "**To fill in**"),
        ("does it change anything in Airtable?", "**Create a record in Airtable** creates a record"),
        ("what data does it change?", "outside of n8n"),
        ("what does step 2 do?", "checks whether"),
        ("how many runs per month is that?", "cannot be told beforehand"),
        ("where do I get the trello api key", "trello.com"),
        ("my Trello step says invalid_grant", "sign in again"),
        ("which of these steps could fail?", "the run stops there"),
        ("what starts it?", "POST request"),
        ("what happens when the total is exactly 200?", "with `200` it holds that"),
    ],
)
def test_the_workflow_itself_answers(orders: Workflow, question: str, told: str) -> None:
    catalog = load_catalog()
    answer = answer_about(question, orders, catalog, load_services(catalog))
    assert answer is not None
    assert told in answer


def test_a_schedule_tells_how_often_it_runs() -> None:
    made = run_builtin("every hour get https://api.acme.io/orders and post them to Slack").workflow
    assert made is not None
    catalog = load_catalog()
    answer = answer_about("how many executions a month?", Workflow(made), catalog, load_services(catalog))
    assert answer is not None
    assert "720 times a month" in answer


def test_what_is_behind_a_branch_is_told_by_its_case() -> None:
    made = run_builtin(
        "webhook: if the type is billing post to Slack #billing, if the type is sales create a HubSpot contact"
    ).workflow
    assert made is not None
    catalog = load_catalog()
    answer = answer_about("what happens to billing?", Workflow(made), catalog, load_services(catalog))
    assert answer is not None
    assert "#billing" in answer
    assert "HubSpot" not in answer
