from __future__ import annotations

from nodepilot.accounts.forgotten_password import TEXT
from nodepilot.sentences import LANGUAGES
from nodepilot.sentences.catalog import blocks, translations


def test_each_sentence_has_a_line_in_each_language() -> None:
    assert {len(block) for block in blocks()} == {len(LANGUAGES)}


def test_a_line_that_ends_with_a_backslash_goes_on() -> None:
    assert translations("fr")[TEXT].startswith("Quelqu’un, sans doute vous, a demandé")
    assert "dans l’heure :\n\n    {link}\n\nSi" in translations("fr")[TEXT]


def test_remarks_are_no_sentences() -> None:
    assert not [sentence for sentence in translations("de") if sentence.startswith("#")]
