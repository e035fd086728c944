"""What a text has to have for patterns to match in it, read from the patterns themselves.

    needs = needs_of(r"(?:send|post) it to (?P<who>[a-z]+)")        # (("it to ",), ("send", "post"))
    has_needed(needs, folded_text("Mail it to Ada"))                 # False: it need not be tried
    Sieve([needs, …]).passing(folded_text("Post it to Ada"))         # [0, …]: the patterns to try

Of hundreds of patterns a text needs a few. Reading what they need costs less than compiling them, and looking for that a small
part of trying them. A pattern that is not to be tried never matches; one that is to be tried need not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import prod
from typing import NamedTuple, TypeAlias

Words: TypeAlias = tuple[str, ...]
"""One of them has to be there."""

_MOST_NEEDS = 2
"""How many of a pattern's demands are looked at."""
_UNREAD = re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?[(#x]|\\[UN0])")
"""What is not read here: a pattern with that needs nothing."""
_PART = re.compile(
    r"(?P<flags>\(\?[a-zA-Z-]+\))"
    r"|(?P<back>\(\?P=\w+\))"
    r"|(?P<open>\((?:\?(?:P<\w+>|<[=!]|[:=!>]|[a-zA-Z-]+:))?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<times>(?:[*+?]|\{\d*,?\d*\})[?+]?)"
    r"|(?P<class>\[\^?\]?(?:[^\]\\]|\\.)*\])"
    r"|(?P<coded>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}))"
    r"|(?P<escape>\\.)"
    r"|(?P<sign>[.^$])"
    r"|(?P<said>[^()|*+?{\[\\.^$]+|\{)",
    re.DOTALL,
)
_SIGN = 3
_BY_FREQUENCY = " etaoinsrhldcumfpgwybvkxjqz"
"""Letters, the commonest first; what is none counts as commoner still."""
_NO_WIDTH = frozenset("bBAZ")
_ODD = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s"})
"""I with a dot, i without one and the long s: a pattern for any case takes them for plain ones."""


@lru_cache(maxsize=64)
def folded_text(text: str) -> str:
    """The text as it is looked through for what is needed; hundreds of patterns ask it of the same few texts."""
    lower = text.lower()
    return lower if lower.isascii() else text.translate(_ODD).lower()


def has_needed(needs: Iterable[Words], folded: str) -> bool:
    """False where a text lacks a word without which the pattern cannot match."""
    for words in needs:
        for word in words:
            if word in folded:
                break
        else:
            return False
    return True


class Sieve:
    """Many patterns at once, by what they need: looking for hundreds takes little longer than for ten."""

    def __init__(self, needs: Iterable[tuple[Words, ...]]) -> None:
        self._needs = tuple(needs)
        self._always = [number for number, each in enumerate(self._needs) if not each]
        by_word: dict[str, list[int]] = {}
        for number, each in enumerate(self._needs):
            for word in each[0] if each else ():
                by_word.setdefault(word, []).append(number)
        self._short = [item for item in by_word.items() if len(item[0]) < _SIGN]
        self._by_sign: dict[str, list[tuple[str, list[int]]]] = {}
        for word, numbers in by_word.items():
            if len(word) >= _SIGN:
                sign = max(_signs(word), key=_rareness)
                self._by_sign.setdefault(sign, []).append((word, numbers))

    def passing(self, folded: str) -> list[int]:
        """The numbers of the patterns to try on a text, in their order."""
        found = set(self._always)
        for word, numbers in self._short:
            if word in folded:
                found.update(numbers)
        for sign in self._by_sign.keys() & _signs(folded):
            for word, numbers in self._by_sign[sign]:
                if word in folded:
                    found.update(numbers)
        return sorted(number for number in found if has_needed(self._needs[number][1:], folded))


@lru_cache(maxsize=16)
def _signs(text: str) -> frozenset[str]:
    """All that stands together in it, so many letters at a time."""
    return frozenset(text[at : at + _SIGN] for at in range(len(text) - _SIGN + 1))


def _rareness(sign: str) -> int:
    return sum(map(_BY_FREQUENCY.find, sign))


def needs_of(source: str) -> tuple[Words, ...]:
    """What any text has to have, in small letters, for the pattern to match in it; the rarest first."""
    if _UNREAD.search(source):
        return ()
    read = _Reader()
    for match in _PART.finditer(source):
        read.take(match.lastgroup or "", match.group())
    needs = sorted(read.all(), key=_commonness)[:_MOST_NEEDS]
    return tuple(tuple(_shortest(words)) for words in needs)


def _shortest(words: Iterable[str]) -> list[str]:
    """Without those that hold another one."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(each in word for each in kept):
            kept.append(word)
    return kept


class _Group(NamedTuple):
    """A group that is open: what its alternatives before this one need, and what this one needs so far."""

    counts: bool
    others: list[list[frozenset[str]]]
    needs: list[frozenset[str]]

    def closed(self) -> list[frozenset[str]]:
        """What the whole group needs."""
        if not self.counts:
            return []
        if not self.others:
            return self.needs
        ways = [*self.others, self.needs]
        if not all(ways):
            return []
        return [frozenset().union(*(min(way, key=_commonness) for way in ways))]


class _Reader:
    """A pattern, part by part."""

    def __init__(self) -> None:
        self._open = [_Group(True, [], [])]
        self._run = ""
        self._last: list[frozenset[str]] = []
        """What the group that was closed just now needs: it is known only then whether it may be left out."""

    def take(self, kind: str, part: str) -> None:
        match kind:
            case "said":
                self._join()
                self._say(part)
            case "times":
                self._repeat(may_be_left_out=part[0] in "*?" or part.startswith(("{0", "{,")))
            case "coded":
                self._join()
                self._say(chr(int(part.lstrip(r"\ux"), base=16)))
            case "escape" if part[1] in _NO_WIDTH:
                self._join()
            case "escape" if not part[1].isalnum():
                self._join()
                self._say(part[1])
            case "sign" if part != ".":
                self._join()
            case "open":
                self._cut()
                self._open.append(_Group(not part.endswith("!"), [], []))
            case "close":
                self._cut()
                self._last = self._open.pop().closed()
            case "bar":
                self._cut()
                group = self._open[-1]
                group.others.append(group.needs[:])
                group.needs.clear()
            case "flags":
                self._join()
            case _:
                self._cut()

    def all(self) -> list[frozenset[str]]:
        """Of the whole pattern."""
        self._cut()
        return self._open.pop().closed()

    def _say(self, letters: str) -> None:
        if letters.isascii():
            self._run += letters.lower()
            return
        for letter in letters:
            plain = letter.lower()
            if plain.isascii() or plain == letter.upper():
                self._run += plain
            else:
                self._cut()

    def _repeat(self, *, may_be_left_out: bool) -> None:
        if self._run:
            self._run = self._run[:-1] if may_be_left_out else self._run
            self._cut()
        elif may_be_left_out:
            self._last = []
        else:
            self._join()

    def _join(self) -> None:
        """What was closed just now has to be there."""
        self._open[-1].needs.extend(self._last)
        self._last = []

    def _cut(self) -> None:
        self._join()
        if self._run:
            self._open[-1].needs.append(frozenset((self._run,)))
            self._run = ""


def _commonness(words: Iterable[str]) -> float:
    """About how likely one of the words is in a request."""
    return 1.0 - prod(1.0 - _likely(word) for word in words)


def _likely(word: str) -> float:
    """In a hundred letters, of which the next one is one of twelve mostly."""
    return min(1.0, 100 / 12.0 ** len(word.strip()))
