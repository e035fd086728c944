"""The English wording of a request in another language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.glosses import german, romance
from nodepilot.composer.reading.glosses.dictionary import GLOSSED, Dictionary, load_dictionary
from nodepilot.composer.reading.glosses.words import Gloss, glossed
from nodepilot.composer.reading.rewording import Rewording, joined

_ENDS = frozenset(".!?;:\n")
_ARROWS = frozenset({"->", "-->", "=>", "→", "➜", "⇒", ">", ">>", "»"})
_NEAR = 7
_BY_VALUE = frozenset(
    {
        "deduplicate",
        "duplicates",
        "duplicate",
        "sort",
        "group",
        "match",
        "merge",
        "join",
        "compare",
        "matched",
        "sorted",
        "grouped",
    }
)
"""What is done by a value, and not by a way of sending."""
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
    words = _idiomatic(_submitted([each for each in words if each.said]))
    return joined(u.text, list(_pieces(u.text, words))) if words else None


def _submitted(words: Sequence[Gloss]) -> list[Gloss]:
    """“cuando se envíe el formulario”: a form that is sent is submitted."""
    made = list(words)
    for index, each in enumerate(made):
        if each.said in {"sent", "is sent"} and any(
            _is_form(word) for word in made[max(0, index - _NEAR) : index]
        ):
            made[index] = replace(each, said=each.said.replace("sent", "submitted"))
    return made


def _idiomatic(words: Sequence[Gloss]) -> list[Gloss]:
    """Words that hang on their neighbours: “von 0 bis 100”, “flux RSS”, “quita duplicados por email”."""
    made = list(words)
    for index in range(1, len(made)):
        before, each = made[index - 1], made[index]
        behind = made[index + 1].said if index + 1 < len(made) else ""
        if each.said == "until" and before.said.isdigit() and behind.isdigit():
            made[index] = replace(each, said="to")
        elif each.said == "workflow" and before.said.lower() == "rss":
            made[index] = replace(each, said="feed")
        elif each.said == "via" and any(word.said in _BY_VALUE for word in made[:index]):
            made[index] = replace(each, said="by")
    return made


def _is_form(word: Gloss) -> bool:
    return word.said.lower().endswith(("form", "survey"))


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
