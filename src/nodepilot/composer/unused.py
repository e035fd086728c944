"""Words of a request that nobody says without meaning them, and that became nothing: “*negative* feedback”, “in *bold*”.

Most words that nothing in a plan stands for are said by the plan's form ("save", "goes to") or by a name that is plain
anyway. What tells some things from others, a name, a number and a quotation are not: these are named one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.kit.packaged import packaged_json

_LITERALS = frozenset({Kind.NUMBER, Kind.QUOTED, Kind.HANDLE, Kind.DOTTED, Kind.FILE, Kind.MONEY, Kind.SLUG})
_ENUMERATES = frozenset({")", ".", ":"})
_NEGATED = re.compile(r"un[a-z]{3,}ed|non-[a-z]+|[a-z]{4,}less")
_LONGEST_ENDING = 3
_OPENINGS = frozenset({".", "!", "?", "\n", ":", ";", "-", "–", "(", ")"})


def unused_words(u: Utterance, lost: Iterable[int]) -> list[int]:
    """Those of the lost tokens that tell something."""
    return [index for index in lost if _tells(u, index)]


def unused_phrases(u: Utterance, lost: Sequence[int]) -> list[tuple[int, int]]:
    """The same as characters from and to; words that stand beside each other are one phrase, with its noun."""
    runs: list[list[int]] = []
    for index in unused_words(u, lost):
        if runs and index == runs[-1][1]:
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    for run in runs:
        # "negative | feedback": what the word is said of, where nothing stands for that either.
        while run[1] in lost and (u.has(run[1], "nouns") or u.has(run[1], "fields")):
            run[1] += 1
    return [u.span(first, last) for first, last in runs]


def _tells(u: Utterance, index: int) -> bool:
    token = u.tokens[index]
    if token.kind in _LITERALS:
        return not _is_bullet(u, index) and token.norm != "n8n"
    if token.kind is not Kind.WORD or u.service_at(index) is not None:
        return False
    if (u.has(index, "verbs") or u.has(index, "events")) and not _is_said_of(u, index):
        # "newsletters are archived": what is done.
        return False
    if token.norm in _words("en") or (u.language == "en" and _NEGATED.fullmatch(token.norm)):
        return True
    if u.language == "en":
        return _is_name(u, index)
    return any(
        token.norm.startswith(stem) and len(token.norm) - len(stem) <= _LONGEST_ENDING
        for stem in _words(u.language)
    )


def _is_said_of(u: Utterance, index: int) -> bool:
    """“archived | cards”, “archived | Trello cards”: a thing stands behind it."""
    return any(u.has(i, "nouns") or u.service_at(i) is not None for i in (index + 1, index + 2))


def _is_name(u: Utterance, index: int) -> bool:
    """“Anna”, “the Pro plan”: a capital within a sentence, and no word that has a sense here."""
    token = u.tokens[index]
    opens = index == 0 or u.tokens[index - 1].norm in _OPENINGS or u.tokens[index - 1].kind is Kind.NEWLINE
    return token.text[:1].isupper() and not opens and not u.senses[index]


def _is_bullet(u: Utterance, index: int) -> bool:
    """`1) …`, `2. …`: the number of a point in a list."""
    behind = u.tokens[index + 1] if index + 1 < len(u.tokens) else None
    return u.tokens[index].kind is Kind.NUMBER and behind is not None and behind.norm in _ENUMERATES


@cache
def _words(language: str) -> frozenset[str]:
    words: dict[str, str] = packaged_json("composer", "data/telling_words.json")
    return frozenset(words.get(language, "").split())
