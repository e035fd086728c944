"""Node types, patterns, templates and tips in one shape, and two rankings as one."""

from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog
from nodepilot.knowledge.shelves import Shelf, entries_of, find_entry, merged, search_shelf


@pytest.mark.parametrize(
    ("shelf", "words", "key"),
    [
        (Shelf.NODES, "post to a slack channel", "n8n-nodes-base.slack"),
        (Shelf.PATTERNS, "post a message in slack", "slack/message/post"),
        (Shelf.TEMPLATES, "typeform answers into a google sheet", "typeform-to-sheet"),
        (Shelf.TIPS, "api key in a header", "secret-in-header"),
    ],
)
def test_what_fits_is_found(catalog: Catalog, shelf: Shelf, words: str, key: str) -> None:
    found = search_shelf(shelf, words, catalog, limit=3)
    assert key in [entry.key for entry in found]
    assert find_entry(shelf, key, catalog) in found


@pytest.mark.parametrize("shelf", Shelf)
def test_what_no_word_fits_is_not_found(catalog: Catalog, shelf: Shelf) -> None:
    assert search_shelf(shelf, "blorptagram", catalog) == ()
    assert find_entry(shelf, "blorptagram", catalog) is None


@pytest.mark.parametrize("shelf", [Shelf.NODES, Shelf.TEMPLATES, Shelf.TIPS])
def test_everything_says_what_it_is_for(catalog: Catalog, shelf: Shelf) -> None:
    entries = list(entries_of(shelf, catalog))
    assert len({entry.key for entry in entries}) == len(entries) > 60
    assert all(entry.title for entry in entries)


def test_words_lead_and_meaning_moves_up_what_both_found() -> None:
    assert merged(["a", "b", "c"], []) == ["a", "b", "c"]
    assert merged([], ["x", "y"]) == ["x", "y"]
    assert merged(["a", "b", "c"], ["b"])[0] == "b"
    assert merged(["a", "b", "c"], ["z"]) == ["a", "b", "c", "z"]
