"""Jobs that are asked for until they are done, single words that are sent, tables that are emptied."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin
from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Start a job with POST https://api.acme.com/exports, poll its status every minute until it is done and then post it in Slack",
        "Poll https://api.acme.com/jobs/7 every 20 seconds until it is finished, then post the result in Slack",
    ],
)
def test_a_job_is_asked_for_until_it_is_done(request_: str) -> None:
    workflow = run_builtin(request_).workflow
    assert workflow is not None
    named = {node["name"]: node["type"].rsplit(".", 1)[-1] for node in workflow["nodes"]}
    assert "scheduleTrigger" not in named.values()
    (test,) = [name for name, kind in named.items() if kind == "if"]
    ways = workflow["connections"][test]["main"]
    assert [named[way[0]["node"]] for way in ways] == ["slack", "wait"]
    wait = ways[1][0]["node"]
    assert named[workflow["connections"][wait]["main"][0][0]["node"]] == "httpRequest"


def test_a_word_that_is_sent_is_a_condition() -> None:
    request = "When a customer replies YES on WhatsApp, create a HubSpot contact"
    assert types(request) == ["whatsAppTrigger", "if", "hubspot"]
    assert parameters(request, "whatsAppTrigger")["updates"] == ["messages"]
    assert parameters(request, "if")["conditions"]["conditions"][0]["rightValue"] == "YES"


def test_only_whom_an_event_is_about_is_removed() -> None:
    request = "When a customer texts STOP to our Twilio number, remove them from the Mailchimp audience"
    assert types(request) == ["twilioTrigger", "if", "mailchimp", "filter", "mailchimp"]
    test = parameters(request, "filter")["conditions"]["conditions"][0]["leftValue"]
    assert "$('Twilio Trigger')" in test


def test_a_table_that_is_truncated_gets_no_row() -> None:
    request = "Every night at 2 truncate the Postgres table staging_orders"
    assert types(request) == ["scheduleTrigger", "postgres"]
    made = parameters(request, "postgres")
    assert (made["operation"], made.get("deleteCommand", "truncate")) == ("deleteTable", "truncate")


def test_the_number_of_new_things_counts_no_old_ones() -> None:
    request = "Every hour from 8am to 8pm send me the number of new Stripe payments on Telegram"
    assert types(request) == ["scheduleTrigger", "stripe", "removeDuplicates", "summarize", "telegram"]


def test_one_row_by_chance_is_tweeted() -> None:
    request = "Wednesdays and Fridays at 11:00 tweet a random line from my Google Sheet of quotes"
    assert types(request) == ["scheduleTrigger", "googleSheets", "sort", "limit", "twitter"]
    assert nodes(request)[2]["parameters"]["type"] == "random"
