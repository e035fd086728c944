"""What is put right in the same breath takes the place of what stood before it."""

from __future__ import annotations

from functools import partial

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.composer.language.utterance import read_utterance
from nodepilot.composer.reading.second_thoughts import put_right
from nodepilot.knowledge.services import load_services
from nodepilot.pipeline.builtin import run_builtin

SERVICES = load_services(load_catalog())


def meant(said: str) -> str | None:
    wording = put_right(read_utterance(said, SERVICES), partial(read_utterance, services=SERVICES))
    return None if wording is None else wording.text


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Every day at 8, no wait, every weekday at 9, tell Slack", "every weekday at 9, tell Slack"),
        ("Tell Slack every day at 8... actually make that 9", "Tell Slack every day at 9"),
        ("Jeden Tag um 8, nein, lieber um 9 Uhr die Deals schicken", "Jeden Tag um 9 Uhr die Deals schicken"),
        ("cada lunes, perdón, cada martes a las 10 avisa por Slack", "cada martes a las 10 avisa por Slack"),
        (
            "Every 10 minutes (no, 15 is enough) call https://a.example",
            "Every 15 minutes call https://a.example",
        ),
        ("new answers go to airtable, sorry i meant notion", "new answers go to notion"),
        ("send a Slack message, no wait, a Teams message", "send a Teams message"),
        ("Post it to Twitter. Wait, not Twitter, LinkedIn.", "Post it to LinkedIn."),
    ],
)
def test_the_later_one_counts(said: str, right: str) -> None:
    assert meant(said) == right


@pytest.mark.parametrize(
    "said",
    [
        "Webhook at /register. No email in the body? Answer 400.",
        "Take 20 rows at a time, wait 5 seconds, then go on",
        "Send a chart to Telegram; make it with QuickChart",
        "post in slack, no wait we moved to discord",
    ],
)
def test_other_uses_of_these_words_take_nothing_back(said: str) -> None:
    assert meant(said) is None


def test_what_was_taken_back_makes_no_step() -> None:
    made = run_builtin('Every day at 8, no wait, every weekday at 9, post "Standup" in Slack #team')
    assert made.workflow is not None
    types = [node["type"].rpartition(".")[2] for node in made.workflow["nodes"]]
    assert types == ["scheduleTrigger", "slack"]
    (interval,) = made.workflow["nodes"][0]["parameters"]["rule"]["interval"]
    assert (interval["triggerAtDay"], interval["triggerAtHour"]) == ([1, 2, 3, 4, 5], 9)
    assert made.confidence > 0.8
