"""Brackets and quotes that are never closed, in JavaScript and JSON."""

from __future__ import annotations

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_QUOTES = frozenset("\"'`")


def closed(text: str) -> str | None:
    """The text with the closing brackets (and the quote) that it lacks at its end.

    None when nothing is open at its end, or when a bracket closes another one than the last that is open.
    """
    found = _open(text)
    if found is None:
        return None
    waiting, quote = found
    if not waiting and not quote:
        return None
    tail = "".join(_CLOSING[bracket] for bracket in reversed(waiting))
    body = text.rstrip() if not quote else text
    end = text[len(body) :]
    return f"{body}{quote}{tail}{end}"


def _open(text: str) -> tuple[list[str], str] | None:
    """The open brackets and the open quote at the end of a text; comments are no part of it."""
    waiting: list[str] = []
    quote = ""
    place = 0
    while place < len(text):
        letter = text[place]
        if quote:
            if letter == "\\":
                place += 1
            elif letter == quote or (letter == "\n" and quote != "`"):
                quote = ""
        elif text.startswith("//", place):
            place = text.find("\n", place)
            if place < 0:
                break
        elif text.startswith("/*", place):
            place = text.find("*/", place) + 1
            if place <= 0:
                break
        elif letter in _QUOTES:
            quote = letter
        elif letter in _CLOSING:
            waiting.append(letter)
        elif letter in ")]}":
            if not waiting or _CLOSING[waiting[-1]] != letter:
                return None
            waiting.pop()
        place += 1
    return waiting, quote
