"""Keeps our instructions out of answers, whoever talked a model into repeating them."""

from __future__ import annotations

import re

from nodepilot.ai.ports import Kind, Listener, ModelFailure

LONGEST_QUOTE = 60
"""Characters of the instructions, blanks aside, that an answer may share with them."""
_MARKS = re.compile(r"[\s*`#>_-]+")


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).lower()


class Discreet:
    """A listener that stops a text which repeats the instructions, before more than a line of them is out.

    Raises `ModelFailure` (refused): what was told is withdrawn then.
    """

    def __init__(self, listener: Listener, instructions: str) -> None:
        self._listener = listener
        self._instructions = _plain(instructions)
        self._told = ""

    def waiting(self, provider: str, place: int) -> None:
        self._listener.waiting(provider, place)

    def told(self, piece: str) -> None:
        seen = max(0, len(self._told) - 2 * LONGEST_QUOTE)
        self._told += piece
        if self.repeats(self._told[seen:]):
            raise ModelFailure(Kind.REFUSED)
        self._listener.told(piece)

    def withdrawn(self) -> None:
        self._told = ""
        self._listener.withdrawn()

    def repeats(self, text: str) -> bool:
        """Whether a text holds more of the instructions than a chance."""
        plain = _plain(text)
        last = len(plain) - LONGEST_QUOTE
        return any(plain[at : at + LONGEST_QUOTE] in self._instructions for at in range(last + 1))
