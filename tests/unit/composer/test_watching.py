"""What is looked at again and again: pages for changes, figures for bounds, the news for a name."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Monitor https://rival.example/pricing for changes and mail me",
        "Keep an eye on https://rival.example/pricing and email me when something changes",
        "Email me as soon as https://rival.example/pricing is updated",
        "When the page https://rival.example/pricing changes, email me",
        "Überwache https://rival.example/pricing auf Änderungen und schicke mir eine Mail",
        "Avísame por correo cuando cambie la página https://rival.example/pricing",
        "Envoie-moi un mail quand la page https://rival.example/pricing change",
        "Me mande um email quando a página https://rival.example/pricing mudar",
    ],
)
def test_a_page_is_compared_with_what_it_was(request_: str) -> None:
    assert types(request_) == ["scheduleTrigger", "httpRequest", "removeDuplicates", "gmail"]
    assert parameters(request_, "httpRequest")["url"] == "https://rival.example/pricing"
    assert parameters(request_, "removeDuplicates")["operation"] == "removeItemsSeenInPreviousExecutions"


def test_the_time_that_is_named_is_kept() -> None:
    request_ = "Every day at 7 check https://rival.example for changes and post to Slack if it changed"
    (interval,) = parameters(request_, "scheduleTrigger")["rule"]["interval"]
    assert (interval["field"], interval["triggerAtHour"]) == ("days", 7)


@pytest.mark.parametrize(
    "request_", ["When a page in Notion is updated, tell me on Slack", "When a row changes, tell me on Slack"]
)
def test_what_a_service_tells_of_is_not_looked_up(request_: str) -> None:
    assert "httpRequest" not in types(request_)


@pytest.mark.parametrize(
    ("request_", "node", "operator", "bound"),
    [
        ("Text me when bitcoin drops below 60k", "coinGecko", "lt", 60000),
        (
            "Check every hour whether the Bitcoin price fell below 50000 USD and text me",
            "coinGecko",
            "lt",
            50000,
        ),
        ("Every morning, if Tesla stock is above 200 dollars, text me", "httpRequest", "gt", 200),
        ("Text me if the exchange rate USD EUR goes above 1.1", "httpRequest", "gt", 1.1),
        ("Text me 14 days before the TLS certificate of shop.example.com expires", "httpRequest", "lt", 14),
        ("When the temperature in Madrid exceeds 35 degrees, text me", "openWeatherMap", "gt", 35),
    ],
)
def test_a_figure_is_read_before_it_is_compared(
    request_: str, node: str, operator: str, bound: float
) -> None:
    assert types(request_) == ["scheduleTrigger", node, "if", "twilio"]
    (condition,) = parameters(request_, "if")["conditions"]["conditions"]
    assert (condition["operator"]["operation"], condition["rightValue"]) == (operator, bound)


@pytest.mark.parametrize(
    ("request_", "address"),
    [
        ("Every day at 9 text me the share price of NVDA", "/chart/NVDA"),
        ("Every day at 9 text me the Apple stock price", "/chart/AAPL"),
        ("Every day check the SSL certificate of https://acme.example/x and text me", "/check/acme.example"),
    ],
)
def test_what_is_asked_about_stands_in_the_address(request_: str, address: str) -> None:
    assert str(parameters(request_, "httpRequest")["url"]).endswith(address)


def test_news_come_from_a_feed_that_searches_for_the_name() -> None:
    request_ = "Alert me on Slack when the news mention our company Acme Robotics"
    assert types(request_) == ["scheduleTrigger", "rssFeedRead", "removeDuplicates", "slack"]
    assert str(parameters(request_, "rssFeedRead")["url"]).endswith("?q=Acme+Robotics")


def test_a_model_that_is_named_researches_itself() -> None:
    request_ = "Every Monday research the latest news about heat pumps with Perplexity and email me"
    assert "rssFeedRead" not in types(request_)


def test_an_address_is_asked_before_its_figure_is_compared() -> None:
    request_ = "Post to Slack #ops if https://srv.acme.example/disk returns more than 90 percent"
    assert types(request_) == ["scheduleTrigger", "httpRequest", "if", "slack"]


def test_what_a_rate_is_is_asked_for() -> None:
    request_ = "Tell me every morning what the EUR to USD exchange rate is"
    assert types(request_) == ["scheduleTrigger", "httpRequest", "gmail"]
