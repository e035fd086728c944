"""A caller of a webhook is sent on, or gets what was read for the answer."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters


@pytest.mark.parametrize(
    ("request_", "address", "code"),
    [
        ("GET /go redirects to https://acme.example/landing", "https://acme.example/landing", 302),
        (
            "webhook that redirects the caller permanently to https://acme.example/",
            "https://acme.example/",
            301,
        ),
        (
            "When my webhook /go is called, save it in Airtable and redirect to https://acme.example/thanks",
            "https://acme.example/thanks",
            302,
        ),
        (
            "webhook GET /r: look up the short code in Airtable and redirect to its url",
            "={{ $json.Url }}",
            302,
        ),
        ("GET /go redirects the visitor elsewhere", "https://example.com", 302),
    ],
)
def test_the_caller_is_sent_on(request_: str, address: str, code: int) -> None:
    made = parameters(request_, "respondToWebhook")
    assert made["respondWith"] == "redirect"
    assert made["redirectURL"].rstrip("/") == address.rstrip("/")
    assert made["options"] == {"responseCode": code}
    assert parameters(request_, "webhook")["responseMode"] == "responseNode"


def test_what_was_read_for_the_answer_is_the_answer() -> None:
    made = parameters("a webhook that returns all customers from Postgres", "respondToWebhook")
    assert made["respondWith"] == "allIncomingItems"
