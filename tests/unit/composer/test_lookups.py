"""What is looked up somewhere decides what is done."""

from __future__ import annotations

import pytest

from nodepilot.pipeline.builtin import run_builtin
from tests.unit.composer.building import nodes, parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "POST to /signup: check in the Postgres table users if the email is already there. If so respond 409, if not insert it and respond 201",
        "POST to /signup: check if the email is already in Postgres. If it is, respond 409, otherwise insert it and respond 201",
    ],
)
def test_whether_it_is_there_decides(request_: str) -> None:
    assert types(request_) == [
        "webhook",
        "postgres",
        "if",
        "respondToWebhook",
        "set",
        "postgres",
        "respondToWebhook",
    ]


def test_where_there_is_none_the_rest_is_done() -> None:
    request_ = "Webhook /lookup with a customer number: look it up in MySQL and respond with the record as JSON. When there is none respond 404"
    names = [node["name"] for node in nodes(request_) if node["type"].endswith("respondToWebhook")]
    assert names == ["Answer 200", "Answer 404"]


def test_those_that_are_found_by_their_name() -> None:
    request_ = "New Stripe customer: look whether the email is in my partners Google Sheet. Partners go into ActiveCampaign, everybody else into Mailchimp"
    assert types(request_) == ["stripeTrigger", "googleSheets", "if", "activeCampaign", "mailchimp"]


def test_who_a_mail_is_from_is_one_condition() -> None:
    request_ = "Gmail: if the mail is from a@acme.com save the attachments in Google Drive, otherwise mark it as read"
    assert types(request_) == ["gmailTrigger", "if", "code", "googleDrive", "gmail"]


@pytest.mark.parametrize(("said", "output"), [("only in New", 3), ("missing in New", 0)])
def test_rows_of_one_tab_alone_leave_by_its_output(said: str, output: int) -> None:
    workflow = run_builtin(
        f"My Google Sheet has the tabs Old and New, find the rows that are {said} and mail them to a@b.example"
    ).workflow
    assert workflow is not None
    ways = workflow["connections"]["Compare"]["main"]
    assert [place for place, way in enumerate(ways) if way] == [output]


def test_nothing_but_a_draft_is_made_of_an_answer() -> None:
    request_ = (
        "Let Claude prepare a reply to each new support email in Gmail but only as a draft, never send it"
    )
    assert types(request_) == ["gmailTrigger", "chainLlm", "lmChatAnthropic", "gmail"]


def test_issues_of_a_project_are_asked_for_with_their_state() -> None:
    listed = parameters("Weekdays at 17:45 post all open Jira issues of the project OPS to Slack", "jira")
    assert listed["options"]["jql"] == "project = OPS AND statusCategory != Done"


@pytest.mark.parametrize(
    ("said", "tab"),
    [("the Leads tab of my Google Sheet", "Leads"), ("the lost_deals tab of my sheet", "lost_deals")],
)
def test_a_tab_is_called_what_stands_before_it(said: str, tab: str) -> None:
    written = parameters(f"When a form is submitted add a row to {said}", "googleSheets")
    assert written["sheetName"]["value"] == tab


def test_names_of_several_words_are_renamed() -> None:
    request_ = "Rename the columns First Name and Last Name of my Google Sheet to first_name and last_name and insert the rows into Supabase"
    pairs = parameters(request_, "renameKeys")["keys"]["key"]
    assert [(pair["currentKey"], pair["newKey"]) for pair in pairs] == [
        ("First Name", "first_name"),
        ("Last Name", "last_name"),
    ]


def test_a_verdict_is_kept_beside_what_it_is_about() -> None:
    request_ = "Every day have AI decide if each review in my Google Sheet is positive or negative and write it into the column sentiment"
    assert types(request_)[-1] == "googleSheets"
