from __future__ import annotations

from nodepilot.sentences import LANGUAGES
from nodepilot.sentences.catalog import blocks, translations


def test_each_sentence_has_a_line_in_each_language() -> None:
    assert {len(block) for block in blocks()} == {len(LANGUAGES)}


def test_a_line_break_is_written_out() -> None:
    assert translations("fr")["Yes:\n\n"] == "Oui :\n\n"


def test_remarks_are_no_sentences() -> None:
    assert not [sentence for sentence in translations("de") if sentence.startswith("#")]
