"""Telling what somebody meant who wrote something that there is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from nodepilot.kit.edit_distance import bounded_distance

_SURE = 0.8
_LEAD = 0.06
_LONG = 8
_COMPARED = 80
"""Letters of a name that are compared."""

_SAME_MEANING = (
    "get fetch retrieve read show load lookup find",
    "getAll getMany list listAll readAll fetchAll search all many",
    "create add insert new make append",
    "update edit modify change patch",
    "upsert appendOrUpdate createOrUpdate",
    "delete remove erase destroy",
    "post send publish write message",
    "message body text content",
    "define custom manual",
    "execute run call",
    "email mail emailAddress",
    "address url uri link endpoint",
    "recipient to",
    "title name subject",
)
_GROUPS: tuple[frozenset[str], ...] = tuple(
    frozenset(word.lower() for word in line.split()) for line in _SAME_MEANING
)


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Letters and digits alone, in lower case: `ai_languageModel` and `AI Language Model` are the same."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `sendTo` has `send` and `to`."""
    return tuple(word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name))


def likeness(one: str, other: str) -> float:
    """From 0 to 1, of names regardless of letter case and separators."""
    return SequenceMatcher(None, plain(one)[:_COMPARED], plain(other)[:_COMPARED], autojunk=False).ratio()


def meant(name: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that is spelled nearly the same; None when none or several are.

    Nearly: the same letters, one slip of the pen (two in a long word), or mostly the same.
    """
    wanted = plain(name)
    every = [(plain(each), each) for each in dict.fromkeys(candidates)]
    same = [each for spelled, each in every if spelled == wanted != ""]
    if same:
        return same[0]
    letters = Counter(wanted)
    # Counting letters is fast, and hardly any name has enough of them to be worth a comparison.
    shared = [
        (sum(min(times, spelled.count(letter)) for letter, times in letters.items()), spelled, each)
        for spelled, each in every
    ]
    for slips in range(1, 3 if len(name) > _LONG else 2):
        close = [each for common, spelled, each in shared if _slips(wanted, spelled, slips, common)]
        if close:
            return close[0] if len(close) == 1 else None
    least = _SURE - _LEAD
    ranked = sorted(
        (
            (likeness(name, each), each)
            for common, spelled, each in shared
            if 2 * common >= least * (min(len(wanted), _COMPARED) + min(len(spelled), _COMPARED))
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _SURE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD:
        return None
    return ranked[0][1]


class Patience:
    """`meant` for the many names of a workflow's nodes, which does not compare them endlessly.

    After so many comparisons in one repair only a name of the same letters is taken for what was meant.
    """

    _MOST = 1_000_000

    def __init__(self) -> None:
        self._left = self._MOST

    def meant(self, name: str, candidates: Collection[str]) -> str | None:
        """The one candidate that is spelled nearly the same."""
        self._left -= len(candidates)
        if self._left >= 0:
            return meant(name, candidates)
        wanted = plain(name)
        return next((each for each in candidates if plain(each) == wanted != ""), None)


def _slips(wanted: str, other: str, most: int, common: int) -> bool:
    """The names differ by at most so many letters; at least two letters have to be left as they are.

    `common` are the letters that both have.
    """
    if most >= len(other) - 1 or max(len(wanted), len(other)) - common > most:
        return False
    return bounded_distance(wanted, other, most) is not None


def same_meaning(name: str, labels: Mapping[str, str]) -> str | None:
    """The one candidate that says the same in another word; `labels` are candidates with what people read.

    `to` is `sendTo` (a word of its name), `body` is `message`, `Google Sheets` the candidate of that label.
    """
    wanted = plain(name)
    found = [each for each, label in labels.items() if wanted in (plain(each), plain(label))]
    if not found:
        found = [
            each
            for each in labels
            for group in _GROUPS
            if wanted in group and plain(each) in group and plain(each) != wanted
        ]
    if not found:
        found = [each for each in labels if wanted in words_of(each)]
    unique = dict.fromkeys(found)
    return next(iter(unique)) if len(unique) == 1 else None
