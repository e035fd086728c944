"""Remarks on things, single values that are sent, answers to a check."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def test_a_comment_is_added_to_each_thing() -> None:
    request = "Get all Jira issues older than 30 days that are still open and add a comment to each"
    made = parameters(request, "jira", name="comment")
    assert made["resource"] == "issueComment"
    assert "Get many issues in Jira" in made["issueKey"]


def test_a_note_changes_the_thing_where_there_is_no_other_way() -> None:
    made = parameters(
        "Translate new Zendesk tickets into English with DeepL and add it as an internal note", "zendesk"
    )
    assert made["operation"] == "update"
    assert made["updateFields"]["internalNote"]


def test_one_value_of_the_step_before_is_sent_to_a_person() -> None:
    request = "When a Calendly meeting is booked, create a Zoom meeting and send the link to the invitee"
    made = parameters(request, "gmail")
    assert "join_url" in made["message"]
    assert "payload.email" in made["sendTo"]


def test_what_was_found_is_what_is_deleted() -> None:
    made = parameters("delete files in S3 older than 30 days every sunday", "awsS3", name="Delete")
    assert made["fileKey"] == "={{ $('Get many files in AWS S3').item.json.Key }}"


def test_an_answer_may_stand_behind_the_order() -> None:
    request = (
        "Every 15 minutes check whether https://shop.example.com is reachable and alert me on Slack if not"
    )
    made = types(request)
    assert made.index("if") < made.index("slack")
    assert parameters(request, "if")["conditions"]["conditions"][0]["operator"]["operation"] == "notEquals"
