"""What people ask about the workflow that is open: outcomes, places, costs, silence, activity, repeats."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.explaining.answers import answer_about
from nodepilot.composer.explaining.failures import has_known_cause
from nodepilot.composer.intents import classify
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.workflow.model import Workflow

REQUESTS = {
    "orders": "Webhook receives an order; if the total is above 500 send it to #vip on Slack, otherwise add a row in Airtable",
    "desk": "Form with name, email, topic and message. Topic sales goes to #sales on Slack, topic support creates a Zendesk ticket, the rest is added to a Google Sheet",
    "news": "Every day at 7 read RSS https://news.acme.io/rss, summarize with OpenAI and post to Discord",
    "mails": "Every Monday at 8 get the open deals from Pipedrive and email a summary to sales@acme.io",
    "crm": "When a Typeform response comes in, create a contact in HubSpot and add a row to Google Sheets",
}


@pytest.fixture(scope="module")
def workflows() -> dict[str, Workflow]:
    made = {name: run_builtin(request).workflow for name, request in REQUESTS.items()}
    return {name: Workflow(workflow) for name, workflow in made.items() if workflow is not None}


@pytest.mark.parametrize(
    ("name", "question", "told"),
    [
        ("orders", "what happens with an order of 700?", "with `700` it holds that"),
        ("orders", "does it also work for exactly 500?", "with `500` it does not hold that"),
        ("orders", "what if the total is 20?", "Airtable"),
        ("desk", "where do sales requests go?", "#sales"),
        ("desk", "where do the answers about billing go?", "is none of its cases"),
        ("desk", "what happens if the email is empty?", "No step looks at that"),
        ("mails", "who gets the email?", "sales@acme.io"),
        ("orders", "where is it saved?", "Airtable"),
        ("news", "what does it cost?", "gpt-5-mini"),
        ("news", "what does it cost?", "about 30 times a month"),
        ("mails", "I don't get any mail", "switched on in n8n"),
        ("orders", "why does nothing happen?", "checks whether"),
        ("mails", "is it active?", "draft"),
        ("mails", "how do I turn it on?", "published"),
        ("desk", "can I test it first?", "The form opens"),
        ("crm", "does it create duplicates?", "what is there already is updated"),
        ("crm", "does it create duplicates?", "makes a new one each time"),
        ("mails", "does it delete anything?", "No step deletes anything"),
        ("crm", "what do I have to fill in?", "To fill in"),
        ("news", "what does the OpenAI model do?", "is the language model of"),
    ],
)
def test_the_answer_is_of_this_workflow(
    workflows: dict[str, Workflow], name: str, question: str, told: str
) -> None:
    catalog = load_catalog()
    answer = answer_about(question, workflows[name], catalog, load_services(catalog))
    assert answer is not None
    assert told in answer


@pytest.mark.parametrize(
    "message",
    [
        "I don't get any mail",
        "what if the person has no email?",
        "what do I have to fill in?",
        "is something missing?",
        "and now?",
        "what's next?",
    ],
)
def test_they_are_questions(message: str) -> None:
    assert classify(message, load_services(load_catalog()), has_workflow=True).label == "workflow_question"


@pytest.mark.parametrize(
    "error",
    [
        "The resource you are requesting could not be found",
        "Authorization failed - please check your credentials",
        "The connection was aborted, perhaps the server is offline",
        "Column names were updated after the node's setup",
        "Node does not have any credentials set",
        "No data with the current filter could be found",
        "Unable to parse range: Sheet1!A1:Z",
        "Wrong type: '' is a string but was expecting a number",
        "Received tool input did not match expected schema",
        "The model `gpt-4` does not exist or you do not have access to it",
    ],
)
def test_a_pasted_error_is_a_question_with_a_known_cause(error: str) -> None:
    assert classify(error, load_services(load_catalog()), has_workflow=True).label == "workflow_question"
    assert has_known_cause(error, None)


def test_what_is_not_known_leads_to_what_is(workflows: dict[str, Workflow]) -> None:
    told = run_builtin("what is the currency?", opened=OpenWorkflow(workflows["orders"].document))
    assert told.outcome == "answer"
    assert "What does it do, step by step?" in told.text


def test_a_complaint_removes_nothing(workflows: dict[str, Workflow]) -> None:
    told = run_builtin("I don't get any mail", opened=OpenWorkflow(workflows["mails"].document))
    assert told.workflow is None


@pytest.mark.parametrize(
    ("name", "question", "told"),
    [
        ("orders", "and what about the others?", "Airtable"),
        ("mails", "what if there are none?", "steps behind an empty list do not run"),
        ("orders", "how do I call it?", "test URL"),
    ],
)
def test_what_is_asked_beside_it(workflows: dict[str, Workflow], name: str, question: str, told: str) -> None:
    catalog = load_catalog()
    answer = answer_about(question, workflows[name], catalog, load_services(catalog))
    assert answer is not None
    assert told in answer


def test_the_last_change_is_told(workflows: dict[str, Workflow]) -> None:
    before = workflows["mails"].document
    after = run_builtin("make it 7", opened=OpenWorkflow(before)).workflow
    assert after is not None
    told = run_builtin("what did you change?", opened=OpenWorkflow(after, before)).text
    assert "`8` → `7`" in told


@pytest.mark.parametrize(
    ("name", "question", "told"),
    [
        ("orders", "what is sent to Slack exactly?", "```"),
        ("mails", "can I change the time?", "run it at 9 instead"),
        ("orders", "and with 20?", "does not hold"),
        ("mails", "what if the list is empty?", "steps behind an empty list do not run"),
        ("crm", "how do I get the HubSpot key?", "HubSpot"),
    ],
)
def test_short_questions(workflows: dict[str, Workflow], name: str, question: str, told: str) -> None:
    catalog = load_catalog()
    answer = answer_about(question, workflows[name], catalog, load_services(catalog))
    assert answer is not None
    assert told in answer
