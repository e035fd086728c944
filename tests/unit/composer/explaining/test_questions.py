"""Questions without an open workflow: the right source, or "I don't know"."""

from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.explaining.questions import Told, answer_question
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin


def told(message: str) -> Told:
    catalog = load_catalog()
    return answer_question(message, catalog, load_services(catalog))


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("what is the difference between IF and Switch?", "Source: NodePilot's guide"),
        ("does n8n support Salesforce?", "Yes:\n\n- **Salesforce**"),
        ("which node can send an SMS?", "Twilio"),
        ("how do I connect Slack?", "Bot User OAuth Token"),
        ("ERROR: connect ECONNREFUSED 127.0.0.1:5432", "Nothing listens at that address"),
        ("what does the Aggregate node do?", "combine many items into one item"),
        ("what can Trello do?", "card"),
        ("is there a node for OpenAI?", "OpenAI"),
    ],
)
def test_known_answers(message: str, part: str) -> None:
    answer = told(message)
    assert part in answer.text
    assert answer.is_known


@pytest.mark.parametrize(
    "message", ["how tall is the Eiffel tower?", "why is the sky blue?", "what did I have for lunch?"]
)
def test_what_is_not_known_is_said(message: str) -> None:
    answer = told(message)
    assert not answer.is_known
    assert answer.text.startswith("I don't know")


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("hello", "Hello!"),
        ("thanks!", "You're welcome"),
        ("are you a real person or a bot?", "a program"),
        ("how much does it cost?", "credit"),
        ("do you speak spanish?", "Spanish"),
        ("tell me a joke about accountants", "outside of what I know"),
        ("can n8n read PDFs?", "Extract From File"),
        ("difference between IF and Switch", "two outputs"),
        ("how do I get a slack bot token", "api.slack.com"),
    ],
)
def test_no_workflow_is_made_of_talk(message: str, part: str) -> None:
    result = run_builtin(message)
    assert result.workflow is None
    assert part in result.text
