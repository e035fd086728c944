"""Words of a text: folded for comparing, with their place in the text.

Folding means: lower case, without accents, `ß` as `ss`. A word is a run of letters and digits;
`monday.com` is two words, `GitHub` is one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_RUN = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")


class Word(NamedTuple):
    """A folded word and where it stands: `text[start:end]` is how it was written."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """`text` in lower case, without accents."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words_of(text: str) -> list[Word]:
    """All words of `text`, in order."""
    return [Word(fold(found.group()), found.start(), found.end()) for found in _RUN.finditer(text)]


def tokens(text: str) -> list[str]:
    """The folded words of `text` without their places."""
    return [fold(run) for run in _RUN.findall(text)]


def squash(text: str) -> str:
    """Letters and digits of `text` alone, folded: `Google Sheets`, `google-sheets` and `GoogleSheets` agree."""
    return "".join(tokens(text))


def split_identifier(name: str) -> list[str]:
    """The words of an identifier: `getAll`, `payment_intent.succeeded`, `orders/create`."""
    parts: list[str] = []
    for run in _RUN.findall(name):
        if run.islower() and run.isalpha():
            # By far the most frequent: nothing to split.
            parts.append(fold(run))
        else:
            parts += [fold(part) for part in _CAMEL.split(run) if part]
    return parts


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light English stem of a folded word, enough to bring plural and verb forms together.

    It is meant for comparing with other stems only: `invoices` and `invoice` give the same string,
    which need not be a word.
    """
    if len(word) <= 3 or word.isdigit():
        return word
    for suffix, replacement, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            root = word[: -len(suffix)] + replacement
            break
    else:
        root = word
    if len(root) > 4 and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]
    return root.removesuffix("e") if len(root) > 3 else root


_SUFFIXES = (
    ("sses", "ss", 2),
    ("ches", "ch", 2),
    ("shes", "sh", 2),
    ("xes", "x", 2),
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("ing", "", 3),
    ("ed", "", 3),
    ("ss", "ss", 1),
    ("us", "us", 1),
    ("is", "is", 1),
    ("s", "", 2),
)
