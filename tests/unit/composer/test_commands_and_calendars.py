"""Commands on machines, free times in calendars, last pages of forms, values that look as they should."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        ("When the webhook is called restart nginx over SSH", "sudo systemctl restart nginx"),
        ("Every night at 2 restart the server over SSH and post in Discord", "sudo reboot"),
        ("Every hour run df -h over SSH and email me the output", "df -h"),
    ],
)
def test_what_happens_to_a_machine_is_a_command(request_: str, command: str) -> None:
    assert parameters(request_, "ssh")["command"] == command


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (
            "Form with start and end: if I am free in Google Calendar create the event, otherwise email them",
            "true",
        ),
        (
            "Form with start and end: if the slot is taken in my calendar email them, otherwise book it",
            "false",
        ),
    ],
)
def test_a_calendar_is_asked_whether_the_time_is_free(request_: str, answer: str) -> None:
    asked = parameters(request_, "googleCalendar", name="availability")
    assert asked["resource"] == "calendar"
    assert "Start" in asked["timeMin"]
    assert "End" in asked["timeMax"]
    decided = parameters(request_, "if")["conditions"]["conditions"][0]
    assert decided["operator"]["operation"] == answer
    assert sorted(types(request_)) == ["formTrigger", "gmail", "googleCalendar", "googleCalendar", "if"]


def test_a_choice_with_a_place_of_its_own_for_each_becomes_branches() -> None:
    request_ = "Order form with a shipping dropdown (standard, express), each goes to its own Slack channel"
    assert types(request_) == ["formTrigger", "switch", "slack", "slack"]


def test_a_form_shows_a_page_in_the_end() -> None:
    request_ = 'Form with a code, if the code is SPRING add to Mailchimp, otherwise show "wrong code"'
    page = parameters(request_, "form")
    assert (page["operation"], page["completionTitle"]) == ("completion", "wrong code")


@pytest.mark.parametrize(("said", "operation"), [("valid", "regex"), ("invalid", "notRegex")])
def test_a_valid_address_is_told_by_its_looks(said: str, operation: str) -> None:
    request_ = f"Webhook: if the email is {said} respond 422, otherwise save it in Postgres"
    decided = parameters(request_, "if")["conditions"]["conditions"][0]
    assert decided["operator"]["operation"] == operation
    assert decided["leftValue"].endswith("body.email }}")
