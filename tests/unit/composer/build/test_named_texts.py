"""Several texts that a model writes at once, and where each of them goes."""

from __future__ import annotations

import pytest

from tests.unit.composer.building import parameters, types


@pytest.mark.parametrize(
    "request_",
    [
        "Turn new blog posts from https://blog.acme.com/feed.xml into a tweet and a LinkedIn post with AI and publish both",
        "When there is a new blog post in https://blog.acme.com/feed.xml, let AI write a LinkedIn post and a tweet, then publish both",
    ],
)
def test_each_text_goes_to_its_own_place(request_: str) -> None:
    assert parameters(request_, "twitter")["text"].endswith(".output.tweet }}")
    assert parameters(request_, "linkedIn")["text"].endswith(".output.linkedin_post }}")


def test_several_texts_go_into_columns_of_their_own() -> None:
    made = parameters(
        "When a row is added to my Google Sheet, write a description and three keywords with OpenAI and write them into the row",
        "googleSheets",
    )
    assert {"Description", "Keywords"} <= made["columns"]["value"].keys()


def test_what_stands_beside_an_article_is_part_of_it() -> None:
    request_ = "Let Claude write an article with a title and keywords about our news and save it in WordPress"
    assert "content" in parameters(request_, "outputParserStructured")["jsonSchemaExample"]


def test_two_orders_to_two_models_are_no_two_texts() -> None:
    made = types(
        "When a form is submitted, use gpt-4o-mini to summarize the answer, then have gpt-4.1 write a reply and send it by Gmail"
    )
    assert made.count("chainLlm") == 2
