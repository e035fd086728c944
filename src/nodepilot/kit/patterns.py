"""A pattern that is compiled once a text has what it needs.

    _EACH = Pattern(r"for (?:each|every) (?P<thing>[a-z]+)", re.IGNORECASE)
    _EACH.search("Mail me at nine")        # None, and nothing was compiled: neither “each” nor “every” stands there

Compiling is the dearest thing that a short-lived process does with a long pattern, and most texts say nothing of what most
patterns are for. It answers as `re.compile` of the same would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import maxsize

from nodepilot.kit.needs import known_needs
from nodepilot.kit.sieve import Words, folded_text, has_needed


class Pattern:
    """A pattern as it is written, and compiled when it is first needed."""

    __slots__ = ("_compiled", "_flags", "_lacking", "_needs", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._needs: tuple[Words, ...] | None = None
        self._compiled: re.Pattern[str] | None = None
        self._lacking: str | None = None
        """The last text that lacked what is needed: it is tried at one place after another."""

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        return self._regex.search(text, start, end) if self._may_match(text) else None

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        return self._regex.match(text, start, end) if self._may_match(text) else None

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        return self._regex.fullmatch(text, start, end) if self._may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        return self._regex.finditer(text, start, end) if self._may_match(text) else iter(())

    def sub(self, to: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self._regex.sub(to, text, count) if self._may_match(text) else text

    def split(self, text: str) -> list[str]:
        return self._regex.split(text) if self._may_match(text) else [text]

    @property
    def _regex(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def _may_match(self, text: str) -> bool:
        """A compiled pattern looks for itself: that takes less time than looking for what it needs."""
        if self._compiled is not None:
            return True
        if text == self._lacking:
            return False
        if self._needs is None:
            self._needs = known_needs(self.pattern)
        if has_needed(self._needs, folded_text(text)):
            return True
        self._lacking = text
        return False
