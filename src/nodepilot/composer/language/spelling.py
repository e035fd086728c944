"""Slips of the keyboard: `evry` is "every", `mesage` is "message"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.edit_distance import bounded_distance

_SHORTEST, _LONG = 4, 8
_MENDED = frozenset({"verbs", "nouns", "words", "time", "events"})
_NAMED_BY = frozenset(
    {
        "called",
        "named",
        "table",
        "channel",
        "bucket",
        "folder",
        "topic",
        "queue",
        "sheet",
        "collection",
        "tab",
        "label",
    }
)


_RIGHT = frozenset(
    "busy cars cash cold compete corp crate crates embedding fins gong guess lots mach manages mods pace pure reap rests retires reuse "
    "bath bind fees fund inset manger math mere moth pans rise rises rote scram sits sock socks stated statues tales tread waist wars weed "
    "reused serves shut sick stat steam string tale tank traced transferred vale".split()
)
"""Words that are as they should be, and are near others that are known."""


def mend_spelling(tokens: Sequence[Token], languages: tuple[str, ...], taken: frozenset[int]) -> list[Token]:
    """The tokens, with the `norm` of misspelt everyday words set right; names stay as they are.

    `taken` are places that something else is known of: services, quoted names.
    """
    mended: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1].norm if index else ""
        if index in taken or not _may_be_slip(token, before, opens=index == 0):
            mended.append(token)
            continue
        behind = tokens[index + 1].norm if index + 1 < len(tokens) else ""
        right = _nearest(token.norm, languages) or _in_phrase(token.norm, behind, languages)
        mended.append(replace(token, norm=right) if right is not None else token)
    return mended


def is_slip(token: Token, languages: tuple[str, ...]) -> bool:
    """Whether the word is an everyday one that was misspelt."""
    return _may_be_slip(token, "") and _nearest(token.norm, languages) is not None


def _may_be_slip(token: Token, before: str, *, opens: bool = False) -> bool:
    return (
        token.kind is Kind.WORD
        and len(token.norm) >= _SHORTEST
        and token.norm.isalpha()
        and token.norm not in _RIGHT
        and (token.text.islower() or (opens and token.text[1:].islower()))
        and before not in _NAMED_BY
    )


@lru_cache(maxsize=4096)
def _nearest(word: str, languages: tuple[str, ...]) -> str | None:
    """The only everyday word that the letters may mean; None when it is one itself, or several are near."""
    near = _near(word, languages)
    return near[0] if len(near) == 1 else None


def _in_phrase(word: str, behind: str, languages: tuple[str, ...]) -> str | None:
    """“fils out”: of the words that may be meant the one that makes a phrase with what is behind it."""
    near = [
        known
        for known in _near(word, languages)
        if load_lexicon(languages[0]).has_phrase(f"{known} {behind}")
    ]
    return near[0] if len(near) == 1 else None


@lru_cache(maxsize=4096)
def _near(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The everyday words that the letters may mean; none where it is one itself."""
    if any(load_lexicon(language).senses(word) for language in languages):
        return ()
    return tuple(known for known in _by_initial(languages).get(word[:1], ()) if _is_slip(word, known))


def _is_slip(word: str, known: str) -> bool:
    """A letter is left out or typed twice, or two have changed places; in a long word one may be too many ("otherwhise").

    Other differences make other words ("look", "loop").
    """
    if len(known) == len(word) - 1:
        if _without_twin(word, known):
            return True
        return len(known) >= _LONG and not word.startswith(known) and bounded_distance(word, known, 1) == 1
    if len(known) == len(word) + 1:
        return not known.startswith(word) and bounded_distance(word, known, 1) == 1
    return len(known) == len(word) and sorted(known) == sorted(word) and bounded_distance(word, known, 1) == 1


def _without_twin(word: str, known: str) -> bool:
    """“everry”, “weekkly”: what is left where one of two letters that are the same goes is known."""
    return any(
        letter == word[at + 1] and word[:at] + word[at + 1 :] == known for at, letter in enumerate(word[:-1])
    )


@lru_cache(maxsize=16)
def _by_initial(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    words: dict[str, set[str]] = {}
    for language in languages[:1]:
        for word in load_lexicon(language).words(_MENDED):
            if len(word) >= _SHORTEST and word.isalpha():
                words.setdefault(word[0], set()).add(word)
    return {initial: tuple(sorted(each)) for initial, each in words.items()}
