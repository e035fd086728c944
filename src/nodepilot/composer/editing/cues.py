"""Words that tell what kind of change is meant, in five languages (`data/editing.json`)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from nodepilot.kit.packaged import packaged_json


@cache
def cue(name: str) -> re.Pattern[str]:
    """One pattern for all phrases of a cue; it finds whole words in text that `flat` made."""
    phrases = _data()[name]
    return re.compile(r"(?<!\w)(?:" + "|".join(phrases) + r")(?!\w)")


@cache
def table(name: str) -> dict[str, str]:
    """A table of the data: from a meaning to the words for it."""
    found: dict[str, str] = _tables()[name]
    return found


def flat(text: str) -> str:
    """Lower case without accents, as long as the text itself, so that places in both are the same."""
    if text.isascii():
        return text.lower()
    return "".join(_plain(each) for each in text)


def _plain(letter: str) -> str:
    if letter in "’‘":
        return "'"
    base = unicodedata.normalize("NFKD", letter.lower())[:1]
    return base if len(base) == 1 else letter


@cache
def _data() -> dict[str, list[str]]:
    found: dict[str, list[str]] = _document()["cues"]
    return found


@cache
def _tables() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = _document()["tables"]
    return found


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = packaged_json("composer", "data/editing.json")
    return document
