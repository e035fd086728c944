"""Every guide is found by the ways in which it is asked for, and names things that exist."""

from __future__ import annotations

import re

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.knowledge.guides import Guide, find_guides, load_guides

GUIDES = load_guides()
LONGEST = 1400


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_a_guide_is_found_as_it_is_asked_for(guide: Guide) -> None:
    lost = [
        phrase
        for phrase in guide.asked
        if guide.key not in [found.guide.key for found in find_guides(phrase, limit=2)]
    ]
    assert not lost


def test_keys_and_titles_occur_once() -> None:
    assert len({guide.key for guide in GUIDES}) == len(GUIDES)
    assert len({guide.title for guide in GUIDES}) == len(GUIDES)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.key)
def test_a_guide_is_short_and_its_nodes_exist(guide: Guide) -> None:
    assert len(guide.text) <= LONGEST
    names = {entry.name.rpartition(".")[2] for entry in load_catalog().node_types()}
    assert set(guide.types) <= names
    assert guide.text.count("**") % 2 == 0, "bold that is not closed"
    assert not re.search(r"\{\{(?![^\n]*\}\})", guide.text), "an expression that is not closed"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("when would I use a switch and when an if", "if-switch-filter"),
        ("my agent forgets what I said before", "agent-memory"),
        ("How do I send just one email with all rows?", "one-message"),
        ("wie kann ich zwei Listen zusammenführen", "merge"),
        ("¿cómo evito duplicados?", "duplicates"),
        ("comment gérer les erreurs ?", "handle-errors"),
        ("quanto custa?", "cost"),
    ],
)
def test_other_words_find_it_too(question: str, key: str) -> None:
    assert find_guides(question)[0].guide.key == key


@pytest.mark.parametrize("question", ["", "???", "capital of France", "xyzzy plugh"])
def test_what_nobody_wrote_about_is_not_found(question: str) -> None:
    assert not [found for found in find_guides(question) if found.likeness >= 0.5]
