"""Time zones that a request names: IANA names, abbreviations, "Berlin time"."""

from __future__ import annotations

import re
from functools import cache

from nodepilot.composer.language.tokens import Token
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern

_IANA = Pattern(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?|Etc/UTC"
)
_TIME_WORDS = frozenset({"time", "timezone", "tz", "zeit", "hora", "heure", "ortszeit"})


@cache
def _zones() -> tuple[dict[str, str], dict[str, str]]:
    data = packaged_json("composer", "data/timezones.json")
    return data["abbreviations"], data["places"]


def _zone_named(text: str) -> str | None:
    """The zone's name as it is written officially, for `europe/berlin` as well."""
    proper = re.sub(r"[A-Za-z]+", lambda part: part.group().capitalize(), text)
    return next((name for name in (text, proper) if _IANA.fullmatch(name)), None)


def find_timezone(tokens: list[Token], near: set[int]) -> tuple[str | None, set[int]]:
    """The IANA zone named beside the time tokens `near`, and the tokens that name it."""
    abbreviations, places = _zones()
    for index, token in enumerate(tokens):
        if (zone := _zone_named(token.text)) is not None:
            return zone, {index}
        beside = {index - 1, index - 2, index - 3} & near
        if beside and token.norm in abbreviations and (token.text.isupper() or len(token.norm) > 2):
            return abbreviations[token.norm], {index}
        for length in (2, 1):
            place = " ".join(t.norm for t in tokens[index : index + length])
            follows = tokens[index + length].norm if index + length < len(tokens) else ""
            if place in places and follows in _TIME_WORDS:
                return places[place], set(range(index, index + length + 1))
    return None, set()
