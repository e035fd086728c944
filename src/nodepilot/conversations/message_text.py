"""What a message may be."""

from __future__ import annotations

import unicodedata
from typing import Literal

from nodepilot.errors import UserError
from nodepilot.sentences import later, say

LONGEST_MESSAGE = 20_000
"""Characters. A request in plain language is far shorter; a document belongs into a file."""

LONGEST_TITLE = 200

_FINE_CONTROLS = frozenset("\n\r\t\f\v")
MOST_CONTROLS = 0.05
"""The share of control characters from which on a text counts as binary."""


_TOO_LONG = {
    "MESSAGE": later("The message has {count} characters; at most {longest} are allowed."),
    "TITLE": later("The title has {count} characters; at most {longest} are allowed."),
}
_NOT_TEXT = {
    "MESSAGE": later("The message is not text: it holds binary data."),
    "TITLE": later("The title is not text: it holds binary data."),
}


class BadText(UserError):
    """The text cannot be taken as it is."""

    code = "BAD_TEXT"

    def __init__(self, code: str, message: str, next_step: str) -> None:
        super().__init__(message, next_step=next_step)
        self.code = code


def check_message(text: str) -> str:
    """The message without the space around it; raises `BadText`."""
    cleaned = _checked(text.strip(), "MESSAGE", LONGEST_MESSAGE)
    if not cleaned:
        raise BadText(
            "EMPTY_MESSAGE",
            say("The message is empty."),
            say(
                "Say what the workflow shall do, for example “When a form is submitted, add a row to Google Sheets”."
            ),
        )
    return cleaned


def check_title(text: str) -> str:
    """The title in one line; raises `BadText`."""
    cleaned = _checked(" ".join(text.split()), "TITLE", LONGEST_TITLE)
    if not cleaned:
        raise BadText(
            "EMPTY_TITLE",
            say("The title is empty."),
            say("Give it 1 to {longest} characters.", longest=LONGEST_TITLE),
        )
    return cleaned


def _checked(text: str, what: Literal["MESSAGE", "TITLE"], longest: int) -> str:
    if len(text) > longest:
        raise BadText(
            f"{what}_TOO_LONG",
            say(_TOO_LONG[what], count=f"{len(text):,}", longest=f"{longest:,}"),
            say("Say the same in fewer words."),
        )
    strange = sum(unicodedata.category(letter) in {"Cc", "Cn", "Co"} for letter in text) - sum(
        text.count(letter) for letter in _FINE_CONTROLS
    )
    if "\0" in text or _has_lone_surrogate(text) or strange > len(text) * MOST_CONTROLS:
        raise BadText("NOT_TEXT", say(_NOT_TEXT[what]), say("Write it in plain language."))
    return text


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)
