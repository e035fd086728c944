"""What a text feels like and where a thing is from, said before or behind the thing that starts a workflow."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import nodes, types


@pytest.mark.parametrize(
    "request_",
    [
        "Send negative Typeform feedback to Slack",
        "When an angry customer email arrives in Gmail, alert #support in Slack",
        "When a negative review comes in on Google Business, post it in Slack",
        "Cuando llegue un comentario negativo en Typeform, avísame en Slack",
    ],
)
def test_a_mood_is_found_out_by_a_model(request_: str) -> None:
    made = types(request_)
    assert made[1:] == ["sentimentAnalysis", "lmChatOpenAi", "slack"]


@pytest.mark.parametrize(
    ("request_", "values"),
    [
        ("When a Shopify order from France comes in, send an SMS to me", ["France", "FR"]),
        (
            "When a WooCommerce order from the United States is created, add it to Google Sheets",
            ["United States", "US"],
        ),
    ],
)
def test_a_country_is_compared(request_: str, values: list[str]) -> None:
    fork = next(each for each in nodes(request_) if each["type"].endswith(".if"))
    conditions = fork["parameters"]["conditions"]
    assert conditions["combinator"] == "or"
    assert [each["rightValue"] for each in conditions["conditions"]] == values
    assert all("country" in each["leftValue"] for each in conditions["conditions"])


@pytest.mark.parametrize(
    "request_",
    [
        "When a new Typeform comes in, send a happy birthday mail with Gmail",
        "When a message from Slack comes in, save it to Notion",
    ],
)
def test_what_only_sounds_so_is_none(request_: str) -> None:
    assert not {"sentimentAnalysis", "if"} & set(types(request_))
