"""The English wording of a request in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.glosses import german, romance
from nodepilot.composer.reading.glosses.dictionary import GLOSSED, Dictionary, load_dictionary
from nodepilot.composer.reading.glosses.idioms import idiomatic
from nodepilot.composer.reading.glosses.words import Gloss, glossed
from nodepilot.composer.reading.rewording import Rewording, joined

_ENDS = frozenset(".!?;:\n")
_ARROWS = frozenset({"->", "-->", "=>", "→", "➜", "⇒", ">", ">>", "»"})
_VOWELS = frozenset("aeio")
_TIGHT = frozenset(",.!?;:)…")


def in_english(u: Utterance, language: str) -> Rewording | None:
    """The request in English; None where there is no dictionary for its language."""
    if language not in GLOSSED:
        return None
    known = load_dictionary(language)
    words = [
        each
        for sentence in _sentences(glossed(u, language, known))
        for each in _ordered(sentence, language, known)
    ]
    words = idiomatic([each for each in words if each.said], u)
    return joined(u.text, list(_pieces(u.text, words))) if words else None


def _ordered(sentence: Sequence[Gloss], language: str, known: Dictionary) -> list[Gloss]:
    """In English order, the time before all else."""
    timed = [each for each in sentence if each.kind == "time"]
    sentence = [*timed, *(each for each in sentence if each.kind != "time")]
    if language in {"de", "nl"}:
        return german.in_english_order(sentence, known)
    return romance.in_english_order(sentence)


def _sentences(words: Sequence[Gloss]) -> Iterator[list[Gloss]]:
    sentence: list[Gloss] = []
    for each in words:
        if each.kind == "sign" and (each.said in _ENDS or each.said in _ARROWS):
            yield sentence
            yield [each]
            sentence = []
        else:
            sentence.append(each)
    yield sentence


def _pieces(text: str, words: Sequence[Gloss]) -> Iterator[Piece]:
    for index, each in enumerate(words):
        tight = each.said in _TIGHT or each.said == "\n" or (index and words[index - 1].said in {"(", "\n"})
        if index and not tight and not _joined_up(words[index - 1], each):
            yield " "
        said = each.said
        if said == "a" and index + 1 < len(words) and words[index + 1].said[:1].lower() in _VOWELS:
            said = "an"
        if text[each.start : each.end] == said:
            yield (each.start, each.end)
        else:
            # The last letter stands for the end of the word, however long that is.
            yield (said[:-1], (each.start, each.end))
            yield (said[-1], (max(each.start, each.end - 1), each.end))


def _joined_up(before: Gloss, each: Gloss) -> bool:
    """Whether a sign is written on to its neighbour, as in an address; one that the request does not have is not."""
    return before.start < before.end == each.start < each.end and "sign" in {before.kind, each.kind}
