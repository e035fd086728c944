from __future__ import annotations

from typing import Any

import pytest

from tests.unit.upgrade.raising import parameters, raised


@pytest.mark.parametrize(
    ("channel", "mode"), [("#sales", "name"), ("C0123456789", "id"), ("={{ $json.channel }}", "id")]
)
def test_slack(channel: str, mode: str) -> None:
    found = raised("slack", 1, channel=channel, text="Hello", otherOptions={"mrkdwn": True})
    assert (found.version, found.stays) == (2.7, None)
    assert parameters(found) == {
        "select": "channel",
        "channelId": {"__rl": True, "mode": mode, "value": channel},
        "text": "Hello",
        "otherOptions": {"mrkdwn": True, "includeLinkToWorkflow": False},
    }


@pytest.mark.parametrize(
    "given",
    [
        {"operation": "update"},
        {"attachments": [{"text": "x"}]},
        {"otherOptions": {"as_user": True}},
        {"resource": "channel", "operation": "create"},
    ],
)
def test_other_slack_messages_stay(given: dict[str, Any]) -> None:
    assert raised("slack", 1, **{"channel": "#a", "text": "b", **given}).raw is None


@pytest.mark.parametrize(
    ("given", "form"),
    [({"text": "a"}, "text"), ({"html": "b"}, "html"), ({"text": "a", "html": "b"}, "both")],
)
def test_mails(given: dict[str, str], form: str) -> None:
    to = {"fromEmail": "a@example.com", "toEmail": "b@example.com"}
    found = raised("emailSend", 1, **to, ccEmail="c@example.com", **given)
    assert found.version == 2.1
    assert parameters(found) == {
        **to,
        "emailFormat": form,
        **given,
        "options": {"appendAttribution": False, "ccEmail": "c@example.com"},
    }


@pytest.mark.parametrize(
    ("kind", "version", "given", "path", "value"),
    [
        (
            "gmail",
            2,
            {"sendTo": "a@example.com", "subject": "x", "message": "y"},
            "options",
            {"appendAttribution": False},
        ),
        ("telegram", 1, {"chatId": "1", "text": "x"}, "additionalFields", None),
        (
            "slack",
            2,
            {"select": "channel", "channelId": {"__rl": True, "mode": "name", "value": "#a"}, "text": "x"},
            "otherOptions",
            {"includeLinkToWorkflow": False},
        ),
    ],
)
def test_nothing_is_added_to_a_message(
    kind: str, version: float, given: dict[str, Any], path: str, value: Any
) -> None:
    chosen = {"operation": "send"} if kind == "gmail" else {}
    made = parameters(raised(kind, version, **chosen, **given))
    expected = {"appendAttribution": False, "disable_web_page_preview": False} if value is None else value
    assert made[path] == expected
