"""What a model looks for in what comes in, and what is done then."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Let ChatGPT check emails in my inbox for phishing and alert me in Slack if it is one",
        "Check contact form messages for phishing with AI before they reach Slack",
        "Filter out phishing from new emails with AI before posting them to Slack",
        "Have AI check new contact form messages for phishing, only send real ones to Slack",
    ],
)
def test_what_is_looked_for_is_the_category(request_: str) -> None:
    made = types(request_)
    assert made.index("textClassifier") < made.index("slack")
    categories = parameters(request_, "textClassifier")["categories"]["categories"]
    assert [each["category"] for each in categories] == ["phishing"]


def test_what_is_analysed_for_something_odd_is_read_first() -> None:
    request = "Analyse the logs in Elasticsearch every hour with AI and alert on Slack if there is something strange"
    made = types(request)
    assert made.index("elasticsearch") < made.index("textClassifier") < made.index("slack")
