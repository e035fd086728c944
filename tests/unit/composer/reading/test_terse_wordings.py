"""Requests put tersely are read as what they stand for."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin

TERSE = [
    ("webhook => check if amount > 500 => yes: gmail to boss@acme.io / no: google sheets", "webhook if gmail set googleSheets"),
    ("webhook -> amount > 500? yes -> discord, no -> telegram", "webhook if discord telegram"),
    ("webhook /pay, if amount > 100 tell slack else just sheets", "webhook if slack set googleSheets"),
    ("stripe payments -> only above 100 -> discord", "stripeTrigger if discord"),
    ('rss https://news.example/feed → only articles w/ "AI" in title → slack', "rssFeedReadTrigger if slack"),
    ("rss https://blog.example/feed > linkedin post. n write it nicer w/ ai first", "rssFeedReadTrigger chainLlm lmChatOpenAi linkedIn"),
    ("new typeform answer -> tweet. let claude shorten it before", "typeformTrigger chainLlm lmChatAnthropic twitter"),
    ("ping https://a.example every 5 minutes, on failure text me", "scheduleTrigger httpRequest if twilio"),
    ("every 15 minutes check https://status.example.com and on error a message in teams", "scheduleTrigger httpRequest if microsoftTeams"),
    ("when a new zendesk ticket arrives the ai should decide if it is urgent and post urgent ones to slack #urgent", "zendeskTrigger textClassifier lmChatOpenAi slack"),
    ("this workflow gets called by other workflows and sends whatever text it gets to slack", "executeWorkflowTrigger slack"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "types"), TERSE, ids=[said[:40] for said, _ in TERSE])
def test_terse_requests_make_these_steps(said: str, types: str) -> None:
    workflow = run_builtin(said).workflow
    assert workflow is not None
    assert [node["type"].rpartition(".")[2] for node in workflow["nodes"]] == types.split()
