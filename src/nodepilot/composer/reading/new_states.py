"""The state that a thing gets into: “a card moves to the list Done”, “a deal reaches the stage Won”, “its status becomes Ready”.

How that is told stands in `data/new_states.json`. A state is written with a capital or in quotation marks, stands beside
the word for what bears it, or is one of those that are usual.
"""

from __future__ import annotations

import re
from functools import cache

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.kit.packaged import packaged_json

_STATUS, _STAGE = "status", "stage"
_MOST_WORDS = 3


def new_state(u: Utterance, first: int, last: int) -> Condition | None:
    """What the tokens from `first` to `last` say that a thing gets into; None where they tell no state."""
    start, end = u.span(first, last)
    for hit in u.services:
        if first < hit.first < last and not hit.is_generic:
            # Where it happens ends what happens.
            behind = u.tokens[hit.first - 1]
            end = min(end, behind.start if u.has(hit.first - 1, "words", "in", "from") else end)
    text = u.text[:end]
    for pattern in _patterns():
        for found in pattern.finditer(text, start):
            if (value := _value(found)) is None or _names_place(u, found.span("value")):
                continue
            held = (found.group("before") or found.groupdict().get("behind") or "").lower()
            left = _STAGE if held == _STAGE else _STATUS
            return Condition((Test(left, "eq", value, "string", found.span()),))
    return None


def _names_place(u: Utterance, span: tuple[int, int]) -> bool:
    """“lands in a Google Drive folder”: where it is, no state."""
    return any(
        not hit.is_generic and u.tokens[hit.first].start < span[1] and u.tokens[hit.last - 1].end > span[0]
        for hit in u.services
    )


def _value(found: re.Match[str]) -> str | None:
    """The state's own name; None where what is said there is none."""
    said = found.group("value").strip()
    quoted = said[:1] in "'\"“‘„«"
    name = said.strip("'\"”“’‘„«»")
    if not name or any(letter.isdigit() for letter in name) or len(name.split()) > _MOST_WORDS:
        return None
    held = bool(found.group("before") or found.groupdict().get("behind"))
    known = name.lower() in _named()
    return name if quoted or held or known or name[:1].isupper() else None


@cache
def _data() -> dict[str, object]:
    data: dict[str, object] = packaged_json("composer", "data/new_states.json")
    return data


@cache
def _named() -> frozenset[str]:
    return frozenset(str(_data()["named"]).split("|"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = _data()
    gets = data["gets"]
    assert isinstance(gets, dict)  # noqa: S101
    articles, holds, ends = data["articles"], data["holds"], data["ends"]
    named = "|".join(sorted((re.escape(each) for each in _named()), key=len, reverse=True))
    word = rf"(?!(?:{ends}|{holds})\b)[\w&/-]+"
    value = rf"(?P<value>['\"“‘„«][^'\"”’“»]+['\"”’“»]|(?:{named})\b|{word}(?: {word}){{0,2}})"
    article = rf"(?:(?:{articles}) )?"
    ways = "|".join(gets.values())
    return (
        re.compile(
            rf"\b(?:{ways}) {article}(?:(?P<before>{holds}) )?(?:of )?{value}(?: (?P<behind>{holds})\b)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<before>status|stage|state|stufe|phase|estado|etapa|statut|étape) {data['is']} {value}",
            re.IGNORECASE,
        ),
    )
