"""Words of a request that know where they stood in it, so that they can be put into another order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from nodepilot.composer.reading.rewording import Rewording, stretched
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

Part: TypeAlias = "Words | str | None"
"""What is put together: words of the request, new ones, or nothing."""
Change: TypeAlias = "tuple[int, int, Sequence[Part]]"
"""Where a stretch begins and ends, and what is said instead."""
_EDGES = " ,;\n"


@dataclass(frozen=True, slots=True)
class Words:
    """`masked` is as long as `text` and has stand-ins where services and values are named; so has `places` (see `Rewording`)."""

    text: str
    masked: str
    places: tuple[int | None, ...]

    def __getitem__(self, part: slice) -> Words:
        return Words(self.text[part], self.masked[part], self.places[part])

    def __bool__(self) -> bool:
        return bool(self.text.strip(_EDGES))

    def group(self, found: re.Match[str], name: str | int) -> Words:
        """The words that a group of a pattern on `masked` took; none where it took none."""
        start, end = found.span(name)
        return self[start:end] if start >= 0 else self[0:0]

    def trimmed(self, signs: str = _EDGES) -> Words:
        """Without these signs at its ends."""
        start = len(self.text) - len(self.text.lstrip(signs))
        end = len(self.text.rstrip(signs))
        return self[start : max(start, end)]

    def said_as(self, text: str) -> Words:
        """Another form of these words, in their place."""
        return Words(text, text, tuple(self.places[at] for at in stretched(text, 0, len(self.text))))

    def lowered(self) -> Words:
        """Without the capital letter of a sentence's first word; a name keeps its own."""
        first = self.text[:1]
        if not first.isupper() or self.masked[:1] != first or self.text[1:2].isupper():
            return self
        return Words(first.lower() + self.text[1:], first.lower() + self.masked[1:], self.places)

    def capitalised(self) -> Words:
        """As a sentence begins."""
        return Words(self.text[:1].upper() + self.text[1:], self.masked, self.places)

    def quoted(self, signs: str = '""') -> Words:
        """Between quotation marks, or other signs."""
        opened, closed = signs[0], signs[1]
        return Words(
            f"{opened}{self.text}{closed}", f"{opened}{self.masked}{closed}", (None, *self.places, None)
        )

    def again(self) -> Words:
        """The same words a second time: these stood elsewhere."""
        return Words(self.text, self.masked, (None,) * len(self.text))

    def reworded(self, least_gain: float) -> Rewording:
        """As a wording of the request, with how much surer it has to be read."""
        return Rewording(self.text, self.places, least_gain=least_gain)


def put_together(*parts: Part) -> Words:
    """These parts one behind the other; between two that would run into each other a space."""
    text, masked = "", ""
    places: tuple[int | None, ...] = ()
    for part in parts:
        if not part:
            continue
        each = part if isinstance(part, Words) else Words(part, part, (None,) * len(part))
        if text and not text[-1].isspace() and not each.text[0].isspace() and each.text[0] not in ",.;:":
            text, masked, places = text + " ", masked + " ", (*places, None)
        text, masked, places = text + each.text, masked + each.masked, (*places, *each.places)
    return Words(text, masked, places)


def changed(words: Words, changes: Iterable[Change]) -> Words:
    """The words with each stretch, from its beginning to its end, as what is said instead; themselves where none changes."""
    parts: list[Part] = []
    at = 0
    for start, end, said in changes:
        parts += [words[at:start], *said]
        at = end
    return put_together(*parts, words[at:]) if parts else words


def in_sentences(sentences: Iterable[Words]) -> Words:
    """Each of them as a sentence."""
    parts: list[Part] = []
    for each in sentences:
        if each:
            before = parts[-1] if parts else None
            asks = isinstance(before, Words) and before.text.endswith("?")
            parts += [" " if asks else ". " if parts else "", each.trimmed(" .")]
    return put_together(*parts)


def said_instead(words: Words, phrases: Iterable[tuple[Pattern, str]]) -> Words:
    """Each phrase that is found (its first place) as what is to be said instead; `{a}` is the pattern's group of that name."""
    for pattern, instead in phrases:
        found = pattern.search(words.masked)
        if found is None:
            continue
        parts: list[Words | str] = [
            words.group(found, part[1:-1])
            if part.startswith("{")
            else words[found.start() : found.end()].said_as(part)
            if part.strip(_EDGES)
            else part
            for part in re.split(r"(\{\w\})", instead)
            if part
        ]
        words = put_together(words[: found.start()], *parts, words[found.end() :])
    return words
