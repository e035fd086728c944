"""CSS selectors that stand in a sentence."""

from __future__ import annotations

import pytest

from nodepilot.composer.language.selectors import find_selectors


@pytest.mark.parametrize(
    ("text", "selectors"),
    [
        (
            "on https://a.example read the elements with CSS selector div.post > h1 and mail them",
            ["div.post > h1"],
        ),
        (
            "scrape https://a.example, every quote with selector .quote .text and the author with small.author",
            [".quote .text", "small.author"],
        ),
        ("open www.a.example, the prices have the class price", [".price"]),
        ('take the element "#temp" of https://a.example', ["#temp"]),
    ],
)
def test_selectors_are_found(text: str, selectors: list[str]) -> None:
    assert [css for _, _, css in find_selectors(text)] == selectors


@pytest.mark.parametrize(
    "text",
    [
        "every day at 9 a.m get https://a.example/x.json and post it to #news",
        "call https://api.a.example/items with header X-Id: 5",
        "the elements of h2.title",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert find_selectors(text) == []
