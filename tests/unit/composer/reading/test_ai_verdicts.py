"""Verdicts that a language model gives, and what is done for each."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def ways(request: str) -> dict[int, list[str]]:
    """What follows each output of the classifier, by the types of the nodes."""
    workflow: Any = run_builtin(request).workflow
    types = {node["name"]: node["type"].rsplit(".", 1)[-1] for node in workflow["nodes"]}
    sorting = next(name for name, kind in types.items() if kind in {"textClassifier", "sentimentAnalysis"})
    outputs = workflow["connections"][sorting]["main"]
    return {number: [types[each["node"]] for each in targets or []] for number, targets in enumerate(outputs)}


@pytest.mark.parametrize(
    "asked",
    [
        "use AI to check if it is a complaint, if so create a Zendesk ticket",
        "let GPT decide whether it's a complaint. If it is, create a Zendesk ticket",
        "ask Claude if the mail is a complaint; if yes, create a Zendesk ticket",
        "check with AI whether it is a complaint and if so create a Zendesk ticket",
        "only if AI thinks it is a complaint create a Zendesk ticket",
        "AI should tell whether it contains a complaint. In that case create a Zendesk ticket",
    ],
)
def test_what_is_done_for_yes_follows_the_verdict_alone(asked: str) -> None:
    assert ways(f"When a new email arrives in Gmail, {asked}") == {0: ["zendesk"]}


def test_both_answers_have_their_way() -> None:
    request = (
        "When a new email arrives in Gmail, let AI judge whether it is a complaint; if so create a Zendesk ticket, "
        "otherwise add it to Airtable"
    )
    assert ways(request) == {0: ["zendesk"], 1: ["airtable"]}


def test_what_is_done_for_no_follows_the_rest() -> None:
    request = "When a new email arrives in Gmail, let AI check whether it is in English. If not, post it to Slack #languages"
    assert ways(request) == {0: [], 1: ["slack"]}


@pytest.mark.parametrize(
    "request_",
    [
        "Wenn eine neue Mail in Gmail ankommt, lass KI prüfen, ob es eine Beschwerde ist. Falls ja, ein Ticket in Zendesk anlegen",
        "Cuando llegue un correo a Gmail, que la IA decida si es una queja; si lo es, crea un ticket en Zendesk",
        "Quando chegar um email no Gmail, deixe a IA decidir se é uma reclamação; se for, crie um ticket no Zendesk",
        "Quand un mail arrive dans Gmail, que l'IA décide si c'est une plainte ; si oui, crée un ticket dans Zendesk",
    ],
)
def test_verdicts_are_asked_for_in_other_languages(request_: str) -> None:
    assert ways(request_)[0] == ["zendesk"]


def test_a_sentiment_that_no_case_is_about_goes_the_other_way() -> None:
    request = "If the sentiment of a new Jotform answer is negative, message #support on Slack, otherwise create a Zendesk ticket"
    assert ways(request) == {0: ["slack"], 1: ["zendesk"]}


def test_a_question_whose_answer_nothing_depends_on_is_written_down() -> None:
    request = (
        "When a new email arrives in Gmail, let AI decide if it is urgent and add the answer to Airtable"
    )
    workflow: Any = run_builtin(request).workflow
    assert not any(node["type"].endswith("textClassifier") for node in workflow["nodes"])


def test_several_answers_that_are_offered_are_all_sorted_into() -> None:
    request = (
        "When a new email arrives in Gmail, let Gemini decide if it's a refund, a bug or a question. Refunds go to #refunds "
        "on Slack, bugs become Linear issues, questions become Zendesk tickets"
    )
    assert ways(request) == {0: ["slack"], 1: ["linear"], 2: ["zendesk"]}
