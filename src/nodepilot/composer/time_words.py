"""Reading single time words: concepts, numbers, ordinals and times of day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.language.lexicon import Sense
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.kit.records import dataclass

_CLOCK = re.compile(
    r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?(?::\d{2})?\s?(?:([ap])\.?m\.?|uhr|hrs?|h)?$", re.IGNORECASE
)
NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "diez": 10,
    "quince": 15,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "funf": 5,
    "sechs": 6,
    "acht": 8,
    "zehn": 10,
    "zwolf": 12,
    "funfzehn": 15,
    "zwanzig": 20,
    "dreissig": 30,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "dix": 10,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "dois": 2,
    "duas": 2,
    "quatro": 4,
    "dez": 10,
    "vinte": 20,
    "trinta": 30,
    "couple": 2,
    "few": 3,
}
_ORDINAL_WORDS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "third": 3,
    "primeiro": 1,
    "primero": 1,
    "primer": 1,
    "premier": 1,
    "ersten": 1,
    "erster": 1,
    "fifth": 5,
    "tenth": 10,
    "fifteenth": 15,
}
_THAN = frozenset({"than", "als"})
"""What stands between a comparison and its measure."""
_COUNTED = frozenset(
    {
        "%",
        "percent",
        "px",
        "items",
        "rows",
        "times",
        "eur",
        "euros",
        "dollars",
        "usd",
        "mb",
        "kb",
        "degrees",
        "characters",
        "words",
    }
)
_JOINTS = frozenset({",", "&", "/", "n"})
_JOINING = frozenset({"and", "or"})
_COUNTING = frozenset({Kind.TIME, Kind.NUMBER})
_LEADING = frozenset({"the", "am", "le", "el", "la", "na", "no", "dia", "day", "from"})
"""Words before a day that are no words of time themselves."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `bare` means that it was a number alone ("at 8"), `meridiem` am, pm or ""."""

    hour: int
    minute: int
    meridiem: str = ""
    bare: bool = False

    def on_day(self, part: str | None) -> int:
        """The hour, taken as evening when "every evening at 8" says so."""
        if not self.meridiem and self.hour < 12 and part in {"evening", "afternoon"}:
            return self.hour + 12
        if not self.meridiem and part == "night" and 6 <= self.hour < 12:
            return self.hour + 12
        return self.hour


def as_number(token: Token) -> int | None:
    """The whole number that a token stands for (`15`, `ten`)."""
    if token.kind is Kind.NUMBER and token.norm.isdigit():
        return int(token.norm)
    if token.kind is Kind.WORD:
        return NUMBER_WORDS.get(token.norm)
    return None


class TimeWords:
    """The tokens of a request, asked for time words. Lookups outside of the text find nothing."""

    def __init__(
        self, tokens: list[Token], languages: tuple[str, ...], senses: Sequence[tuple[Sense, ...]]
    ) -> None:
        self._tokens = tokens
        self._romance = languages[0] in {"es", "pt"}
        self._senses: list[dict[str, int]] = []
        self._ands = {index for index, token in enumerate(tokens) if token.norm in _JOINTS}
        for index, known in enumerate(senses):
            found: dict[str, int] = {}
            for sense in known:
                if sense.category == "time":
                    found.setdefault(sense.concept, sense.length)
                elif sense.category == "words" and sense.length == 1 and sense.concept in _JOINING:
                    self._ands.add(index)
            self._senses.append(found)

    def may_begin(self, at: int) -> bool:
        """Whether a time phrase may begin here: at a word of time, a number, or what leads to one ("the first …")."""
        token = self._tokens[at]
        return (
            bool(self._senses[at])
            or token.kind in _COUNTING
            or token.norm in _LEADING
            or token.norm in _ORDINAL_WORDS
            or token.norm[:1].isdigit()
        )

    @property
    def size(self) -> int:
        """How many tokens there are."""
        return len(self._tokens)

    def match(self, at: int, concept: str) -> int:
        """How many tokens stand for the concept at this place; 0 for none."""
        return self._senses[at].get(concept, 0) if 0 <= at < len(self._tokens) else 0

    def match_any(self, at: int, concepts: tuple[str, ...] | dict[str, str]) -> tuple[str | None, int]:
        """The concept with the longest match, and its length."""
        if not 0 <= at < len(self._tokens):
            return None, 0
        here = self._senses[at]
        best = max((c for c in concepts if c in here), key=lambda c: here[c], default=None)
        return (best, here[best]) if best is not None else (None, 0)

    def norm(self, at: int) -> str:
        """The folded token at this place, "" outside of the text."""
        return self._tokens[at].norm if 0 <= at < len(self._tokens) else ""

    def number(self, at: int) -> tuple[int | None, int]:
        """A whole number at this place."""
        if not 0 <= at < len(self._tokens):
            return None, 0
        value = as_number(self._tokens[at])
        return (value, 1) if value is not None else (None, 0)

    def names_day(self, at: int) -> bool:
        """A bare number of a day behind “todo dia”, “cada día”: no hour, no count."""
        value, _ = self.number(at)
        clock = self.match(at + 1, "oclock") or self.norm(at + 1) in {"h", "hs", "horas", ":", "am", "pm"}
        alone = not clock and not self.is_counted(at + 1)
        return value is not None and 1 <= value <= 31 and alone and self._romance

    def ordinal(self, at: int) -> int | None:
        """A day of the month at this place (`15th`, `first`, `1.`)."""
        norm = self.norm(at)
        if norm in _ORDINAL_WORDS:
            return _ORDINAL_WORDS[norm]
        match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|º|ª|er|o)?", norm)
        return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None

    def joint(self, at: int) -> int:
        """A comma or an "and" at this place (also both)."""
        if at in self._ands:
            return 2 if at + 1 in self._ands else 1
        return 0

    def until(self, at: int) -> int:
        """A "to" between two days at this place."""
        return self.match(at, "until") or (
            1 if self.norm(at) in {"-", "–", "to", "through", "bis", "a", "au"} else 0
        )

    def is_range(self, start: int, end: int) -> bool:
        """Whether "to", "until" or a dash stands between (Monday to Friday)."""
        return any(
            self.match(i, "until") or self.norm(i) in {"-", "–", "bis", "a", "to", "through"}
            for i in range(start, end)
            if i not in self._ands
        )

    def clock(self, at: int) -> tuple[Clock | None, int]:
        """A time of day at this place."""
        if not 0 <= at < len(self._tokens):
            return None, 0
        token = self._tokens[at]
        if (token.kind is Kind.NUMBER and self.match(at - 1, "stretch")) or self.norm(at - 1) in _THAN:
            # "the last 24 hours", "newer than 24 hours": a length of time.
            return None, 0
        part, part_length = self.match_any(at, ("noon", "midnight"))
        if part is not None:
            # "the lunch menu" is no time, "at lunch" is one.
            return Clock(12 if part == "noon" else 0, 0, bare=self.norm(at) == "lunch"), part_length
        if token.kind not in {Kind.TIME, Kind.NUMBER}:
            return None, 0
        match = _CLOCK.fullmatch(token.norm)
        if match is None:
            return None, 0
        hour, minute = int(match.group(1)), int(match.group(2) or 0)
        meridiem = {"a": "am", "p": "pm"}.get((match.group(3) or "").lower(), "")
        length, marked = 1, token.kind is Kind.TIME
        if oclock := self.match(at + 1, "oclock"):
            length, marked = 1 + oclock, True
        if not meridiem:
            for word in ("am", "pm"):
                if said := self.match(at + length, word):
                    meridiem, length, marked = word, length + said, True
                    break
        if meridiem == "pm" and hour < 12:
            hour += 12
        elif meridiem == "am" and hour == 12:
            hour = 0
        if hour > 24 or minute > 59:
            return None, 0
        return Clock(hour % 24, minute, meridiem, bare=not marked), length

    def is_counted(self, at: int) -> bool:
        """Whether a number before this place counts something else than hours."""
        here = self._senses[at] if 0 <= at < len(self._tokens) else {}
        return self.norm(at) in _COUNTED or any(
            unit in here for unit in ("second", "minute", "hour", "day", "week", "month")
        )

    def clock_near(self, at: int) -> bool:
        """Whether a time of day follows ("Monday 9am", "Montag um 9")."""
        lead = self.match(at, "at")
        clock, _ = self.clock(at + lead)
        return clock is not None
