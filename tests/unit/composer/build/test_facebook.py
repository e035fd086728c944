"""Facebook pages: what is posted there, and what is done with comments."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.composer.building import nodes, parameters, types

_FACEBOOK = "facebookGraphApi"


def _said(made: dict[str, Any]) -> dict[str, str]:
    return {pair["name"]: pair["value"] for pair in made["options"]["queryParameters"]["parameter"]}


@pytest.mark.parametrize(
    "request_",
    [
        "Check new comments on our Facebook page with AI and hide the insulting ones",
        "When a new comment is posted on our Facebook page let AI decide if it is offensive and hide it",
        "Hide insulting comments on our Facebook page using AI",
    ],
)
def test_comments_that_a_model_finds_bad_are_hidden(request_: str) -> None:
    assert types(request_)[:2] == ["facebookTrigger", "textClassifier"]
    made = parameters(request_, _FACEBOOK)
    assert made["httpRequestMethod"] == "POST"
    assert "comment_id" in made["node"]
    assert _said(made) == {"is_hidden": "true"}


def test_a_comment_is_deleted_where_it_says_something() -> None:
    request = "When a new comment is posted on our Facebook page, delete it if it contains 'casino'"
    assert types(request) == ["facebookTrigger", "if", _FACEBOOK]
    assert parameters(request, _FACEBOOK)["httpRequestMethod"] == "DELETE"


def test_what_a_model_writes_for_a_comment_answers_it() -> None:
    made = parameters("Reply to each new comment on our Facebook page with GPT", _FACEBOOK)
    assert made["edge"] == "comments"
    assert "comment_id" in made["node"]
    assert "text" in _said(made)["message"]


def test_a_post_goes_to_the_feed_of_the_page() -> None:
    request = "Whenever a new article is published in our RSS feed, post its title to our Facebook page"
    made = parameters(request, _FACEBOOK)
    assert (made["httpRequestMethod"], made["edge"]) == ("POST", "feed")
    assert "title" in _said(made)["message"]
    assert nodes(request)[0]["type"].endswith("rssFeedReadTrigger")
