"""What one could say next follows from the workflow, and works on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.editing.edit import edit_workflow, would_change
from nodepilot.composer.suggesting import CONNECT, MEND, MOST, suggest
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.sentences import Language, speaking
from nodepilot.workflow.model import Workflow

EVALS = Path(__file__).parents[3] / "evals"
REQUESTS = (
    "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack",
    "Every weekday at 8:00, post the weather for Lisbon to Telegram",
    "Every hour get new orders from https://api.example.com/orders and add them to a Google Sheet",
    "When a webhook comes in, summarize it with OpenAI and send it with Gmail to a@example.com",
    "post hello to #x on slack",
)


def made(request: str) -> Workflow:
    document = run_builtin(request).workflow
    assert document is not None
    return Workflow(document)


@pytest.mark.parametrize("request_text", REQUESTS)
def test_every_sentence_works(request_text: str) -> None:
    workflow, catalog = made(request_text), load_catalog()
    found = suggest(workflow, catalog)
    assert 0 < len(found) <= MOST
    assert len(set(found)) == len(found)
    for sentence in found:
        assert edit_workflow(sentence, workflow, catalog).changes, sentence


@pytest.mark.parametrize("suite", ["blind", "blind-2", "blind-3"])
def test_what_is_offered_untried_works_on_any_workflow(suite: str) -> None:
    """Somebody can be told of failures, what comes out can be kept somewhere, and what a time starts has another one."""
    catalog = load_catalog()
    rows = (EVALS / suite / "requests.jsonl").read_text("utf-8").splitlines()
    made_of = [run_builtin(json.loads(row)["request"]).workflow for row in rows]
    workflows = [Workflow(document) for document in made_of if document is not None]
    assert len(workflows) > 20
    untried = [
        (sentence, workflow)
        for workflow in workflows
        for sentence in suggest(workflow, catalog)
        if sentence.startswith(("If a step fails, ", "Also add it to ", "Run it "))
    ]
    assert {sentence[:4] for sentence, _ in untried} == {"If a", "Also", "Run "}
    for sentence, workflow in untried:
        assert would_change(sentence, workflow, catalog) >= 0.8, (sentence, [n.name for n in workflow.nodes])


def test_where_something_else_starts_it_too_no_other_time_is_offered() -> None:
    workflow, catalog = made(REQUESTS[1]), load_catalog()
    assert any(sentence.startswith("Run it ") for sentence in suggest(workflow, catalog))
    webhook = {"id": "2", "name": "Webhook", "type": "n8n-nodes-base.webhook", "typeVersion": 2.1}
    nodes = [*workflow.document["nodes"], {**webhook, "position": [0, 400], "parameters": {"path": "a"}}]
    both = Workflow({**workflow.document, "nodes": nodes})
    assert not any(sentence.startswith("Run it ") for sentence in suggest(both, catalog))


def test_nothing_is_kept_where_nothing_comes_out() -> None:
    catalog = load_catalog()
    server = made("MCP server that exposes my Google Calendar and my MySQL database as tools")
    assert not any(sentence.startswith("Also add it") for sentence in suggest(server, catalog))


def test_the_end_that_is_meant_is_one_behind_which_something_can_stand() -> None:
    """A step that ends the run with an error gives nothing on."""
    base = "n8n-nodes-base."
    nodes = [("Start", "manualTrigger"), ("If", "if"), ("Tell", "slack"), ("Stop", "stopAndError")]
    document = {
        "nodes": [
            {
                "id": name,
                "name": name,
                "type": base + kind,
                "typeVersion": 1,
                "position": [0, 0],
                "parameters": {},
            }
            for name, kind in nodes
        ],
        "connections": {
            "Start": {"main": [[{"node": "If", "type": "main", "index": 0}]]},
            "If": {
                "main": [
                    [{"node": "Tell", "type": "main", "index": 0}],
                    [{"node": "Stop", "type": "main", "index": 0}],
                ]
            },
        },
    }
    catalog = load_catalog()
    edited = edit_workflow("Also add it to a Google Sheet", Workflow(document), catalog).workflow
    new = {node.name for node in edited.nodes} - {name for name, _ in nodes}
    assert new
    assert all(link.source != "Stop" for link in edited.connections)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
@pytest.mark.parametrize("request_text", REQUESTS)
def test_in_another_language_they_lead_to_the_same(request_text: str, language: Language) -> None:
    workflow, catalog = made(request_text), load_catalog()
    in_english = suggest(workflow, catalog)
    with speaking(language):
        found = suggest(workflow, catalog)
    assert len(found) == len(in_english)
    for sentence, english in zip(found, in_english, strict=True):
        assert sentence != english
        changes = [change.text for change in edit_workflow(sentence, workflow, catalog).changes]
        assert changes == [change.text for change in edit_workflow(english, workflow, catalog).changes]


def test_what_the_engine_does_not_understand_is_offered_in_english() -> None:
    catalog = load_catalog()
    agent = made("chat agent with openai and memory")
    wish = "Let the agent also search Wikipedia"
    assert wish in suggest(agent, catalog)
    with speaking("de"):
        assert wish in suggest(agent, catalog)


def test_they_differ_from_workflow_to_workflow() -> None:
    catalog = load_catalog()
    assert len({suggest(made(request), catalog) for request in REQUESTS}) == len(REQUESTS)


def test_failures_are_told_where_the_workflow_writes_already() -> None:
    catalog = load_catalog()
    assert "If a step fails, tell me on Telegram" in suggest(made(REQUESTS[1]), catalog)
    told = edit_workflow("If a step fails, tell me on Telegram", made(REQUESTS[1]), catalog).workflow
    assert not any("fails" in sentence for sentence in suggest(told, catalog))


def test_another_time_than_the_one_that_is_set() -> None:
    catalog = load_catalog()
    assert "Run it every day at 8:00 instead" in suggest(made(REQUESTS[1]), catalog)
    assert "Run it on weekdays at 8:00 instead" in suggest(made(REQUESTS[2]), catalog)
    assert "Run it every weekday at 8:00" in suggest(made(REQUESTS[4]), catalog)
    assert not any("Run it" in sentence for sentence in suggest(made(REQUESTS[0]), catalog))


def test_errors_come_first_and_credentials_last() -> None:
    found = suggest(made(REQUESTS[0]), load_catalog(), has_errors=True, has_open_credentials=True)
    assert found[0] == MEND
    assert CONNECT not in found[:2]


def test_nothing_is_said_of_an_empty_workflow() -> None:
    assert suggest(Workflow({"nodes": [], "connections": {}}), load_catalog()) == ()
