"""Links that a shortener made take the place of the long ones."""

from __future__ import annotations

from tests.unit.composer.building import parameters, types


def test_what_is_told_afterwards_has_the_short_link() -> None:
    request_ = "Create a short link with Bitly for every new article in https://a.example/rss and post it on LinkedIn"
    assert parameters(request_, "bitly")["longUrl"] == "={{ $json.link }}"
    assert "$('Create a link in Bitly').item.json.link" in parameters(request_, "linkedIn")["text"]


def test_a_bot_that_shortens_links_sums_nothing_up() -> None:
    request_ = (
        "I send a long link to my Telegram bot, it shortens it with Bitly and replies with the short one"
    )
    assert types(request_) == ["telegramTrigger", "bitly", "telegram"]
    assert parameters(request_, "bitly")["longUrl"] == "={{ $json.message.text }}"
