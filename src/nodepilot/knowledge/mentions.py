"""Finding service names in text.

Every name is kept squashed (letters and digits only), so that "Google Sheets", "google-sheets" and
"GoogleSheets" are one entry. A text is read from left to right; at each word the longest run of words
that squashes to a known name wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache

from nodepilot.kit.edit_distance import bounded_distance
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.model import Candidate, How, Mention
from nodepilot.knowledge.naming import Naming, is_listed, is_ruled_out, is_used_as_name
from nodepilot.knowledge.words import Word, squash, words_of

LONGEST_NAME = 5
"""Words in the longest name that is looked for."""

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|[#@][\w-]+|\b\w+(?:\.\w+)*\.(?:com|io|net|org)/\S*"
    r"|\{\{.*?\}\}|\b\w*_\w+\b|\b(?:gmail|googlemail|outlook|hotmail|yahoo|icloud)\.(?:com|de|fr|es)\b"
)
_JOINT = re.compile(r"[ \u00a0\t]?[-.·/|&+']?[ \u00a0]?")
_TYPO_LEAST = 5
_LEAST_PART = 3
_TYPO_TWO = 8
_NEAREST_LEAST = 0.45
_PLAIN = Naming()
_BEHIND_NAMES = frozenset(
    "message messages msg msgs dm dms channel alert notification board card ticket mention".split()
)
_BEFORE_NAMES = frozenset({"in", "on", "to", "into", "via", "from", "using", "my", "our"})
_NO_BEGINNINGS = frozenset({"in", "on", "at", "to", "from", "of", "for", "with", "i"})
"""Words that stand before a name: "in Box" is not the word "inbox", "I am" no IAM."""
_ENDINGS = ("s", "es", "ed", "d", "ing", "en", "er")


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write a name. `target` is a service key, or a need when `how` is GENERIC.

    `ordinary`: the text is a word of everyday language too.
    """

    target: str
    score: float
    how: How
    ordinary: bool = False


@dataclass(frozen=True)
class MentionFinder:
    """All names of a release, and the search for them.

    `surfaces` maps a squashed name to what it may mean; `naming` says when an ordinary word counts as
    a service's name; `needs` maps a need to its services; `vocabulary` are everyday words that are
    never taken for a misspelt name.
    """

    surfaces: Mapping[str, tuple[Surface, ...]]
    naming: Mapping[str, Naming]
    needs: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str] = field(default_factory=frozenset)

    def find(self, text: str, skip: Sequence[tuple[int, int]] = ()) -> tuple[Mention, ...]:
        """See `Services.find_mentions`."""
        closed = [*skip, *(found.span() for found in _ADDRESS.finditer(text) if not _is_name(found.group()))]
        words = [
            word
            for word in words_of(text)
            if not any(start < word.end and word.start < end for start, end in closed)
        ]
        found: list[Mention] = []
        place = 0
        while place < len(words):
            last = found[-1] if found and found[-1].need is None else None
            listed = last is not None and is_listed(text, words, place, last.end)
            length, mention = self._longest(text, words, place, listed=listed)
            if mention is not None:
                found.append(mention)
            place += length
        return tuple(found)

    def nearest(self, name: str, limit: int) -> tuple[Candidate, ...]:
        """See `Services.nearest`."""
        wanted = squash(name)
        if not wanted:
            return ()
        best: dict[str, float] = {}
        for written, surfaces in self.surfaces.items():
            if abs(len(written) - len(wanted)) > max(len(written), len(wanted)) // 2:
                continue
            likeness = _likeness(wanted, written)
            if likeness < _NEAREST_LEAST:
                continue
            for surface in surfaces:
                if surface.how is not How.GENERIC:
                    score = likeness * surface.score
                    best[surface.target] = max(best.get(surface.target, 0.0), score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            Candidate(key, round(score, 3), How.TYPO)
            for key, score in ranked[:limit]
            if score >= _NEAREST_LEAST
        )

    def serving(self, need: str) -> tuple[Candidate, ...]:
        """See `Services.serving`."""
        return tuple(
            Candidate(key, round(0.5 / (1 + 0.25 * place), 3), How.GENERIC)
            for place, key in enumerate(self.needs.get(need, ()))
        )

    def names(self) -> Iterator[str]:
        """See `Services.squashed_names`."""
        for written, surfaces in self.surfaces.items():
            if any(each.how is not How.GENERIC and not each.ordinary for each in surfaces):
                yield written

    def _longest(
        self, text: str, words: Sequence[Word], place: int, *, listed: bool
    ) -> tuple[int, Mention | None]:
        """How many words to go on by, and the mention that begins here. `listed`: it stands in a list of services."""
        runs = list(_runs(text, words, place))
        for length, squashed in reversed(runs):
            if length > 1 and words[place].text in _NO_BEGINNINGS and text[words[place].end].isspace():
                continue
            if length > 1 and _is_elided(text, words[place + length - 1]):
                continue
            mention = self._mention(text, words, place, length, self._named(squashed), listed=listed)
            if mention is not None:
                return length, mention
        for length, squashed in reversed(runs):
            run = words[place : place + length]
            if length == 2 and min(len(word.text) for word in run) < _LEAST_PART:
                # "Munich at": a word of grammar, no part of "ManyChat".
                continue
            if length <= 2 and any(self._is_rare(word.text) for word in run):
                placed = _is_placed(text, words, place, length)
                mention = self._mention(text, words, place, length, self._slips(squashed, length, placed))
                if mention is not None:
                    return length, mention
        return 1, None

    def _named(self, squashed: str) -> tuple[Surface, ...]:
        found = self.surfaces.get(squashed, ())
        if not found and len(squashed) > 3 and squashed.endswith("s"):
            found = self.surfaces.get(squashed[:-1], ())
        return found

    def _misspelt(self, squashed: str, length: int, placed: bool) -> tuple[Surface, ...]:
        least = _TYPO_LEAST - placed if length == 1 else _TYPO_TWO
        if len(squashed) < least or squashed.isdigit():
            return ()
        allowed = 2 if len(squashed) >= _TYPO_TWO else 1
        best, found = allowed + 1, ""
        for written in self._by_letter.get(squashed[0], ()):
            if abs(len(written) - len(squashed)) > allowed:
                continue
            distance = bounded_distance(squashed, written, min(best - 1, allowed))
            if distance is not None and distance < best:
                best, found = distance, written
        if not found:
            return ()
        return tuple(
            Surface(each.target, round(0.85 - 0.15 * best, 2), How.TYPO, each.ordinary)
            for each in self.surfaces[found]
            if each.how is not How.GENERIC
        )

    def _mention(
        self,
        text: str,
        words: Sequence[Word],
        place: int,
        length: int,
        surfaces: Sequence[Surface],
        *,
        listed: bool = False,
    ) -> Mention | None:
        start, end = words[place].start, words[place + length - 1].end
        candidates: list[Candidate] = []
        need = None
        for surface in surfaces:
            naming = self.naming.get(surface.target, _PLAIN)
            if is_ruled_out(words, place, length, naming) and "." not in text[start:end]:
                continue
            if surface.how is How.GENERIC:
                need = surface.target
                candidates += self.serving(surface.target)
            elif not surface.ordinary:
                candidates.append(Candidate(surface.target, surface.score, surface.how))
            elif surface.how is not How.TYPO and (
                (listed and length == 1 and naming.by_place)
                or is_used_as_name(text, words, place, length, naming)
            ):
                candidates.append(Candidate(surface.target, round(surface.score * 0.85, 3), surface.how))
        if not candidates:
            return None
        candidates.sort(key=lambda each: -each.score)
        distinct = {each.service: each for each in reversed(candidates)}
        ranked = tuple(each for each in candidates if distinct[each.service] is each)
        explicit = any(each.how is not How.GENERIC for each in ranked)
        return Mention(start, end, text[start:end], ranked, None if explicit else need)

    def _is_rare(self, word: str) -> bool:
        if len(word) < 4 or word in self.vocabulary or word in self.surfaces:
            return False
        return not any(
            word.endswith(ending) and word.removesuffix(ending) in self.vocabulary for ending in _ENDINGS
        )

    @cached_property
    def _slips(self) -> Callable[[str, int, bool], tuple[Surface, ...]]:
        """`_misspelt`, worked out once for a word: every clause is looked through again by itself."""
        return lru_cache(maxsize=4096)(self._misspelt)

    @cached_property
    def _by_letter(self) -> Mapping[str, tuple[str, ...]]:
        """Names that are long enough to be recognised misspelt, by first letter."""
        found: dict[str, list[str]] = {}
        for written, surfaces in self.surfaces.items():
            if len(written) >= _TYPO_LEAST and any(
                each.how is not How.GENERIC and not each.ordinary for each in surfaces
            ):
                found.setdefault(written[0], []).append(written)
        return {letter: tuple(names) for letter, names in found.items()}


def _runs(text: str, words: Sequence[Word], place: int) -> Iterator[tuple[int, str]]:
    """The runs of words that begin at `place` and may be one name: (number of words, squashed)."""
    squashed = ""
    for length in range(1, min(LONGEST_NAME, len(words) - place) + 1):
        word = words[place + length - 1]
        if length > 1:
            between = text[words[place + length - 2].end : word.start]
            if not _JOINT.fullmatch(between):
                return
        squashed += word.text
        yield length, squashed


def _is_placed(text: str, words: Sequence[Word], place: int, length: int) -> bool:
    """“on slak”, “-> slak”, “a slak message”: where a name is expected a shorter word is enough."""
    behind = words[place + length].text if place + length < len(words) else ""
    if behind in _BEHIND_NAMES or (place > 0 and words[place - 1].text in _BEFORE_NAMES):
        return True
    return text[: words[place].start].rstrip().endswith((">", "→"))


def _is_name(address: str) -> bool:
    """`monday.com/` and the like stand for the service when nothing follows."""
    return address.endswith("/") and address.count("/") == 1


def _likeness(one: str, other: str) -> float:
    """Similarity of two squashed names, 1 for equal ones: shared pairs of letters and edit distance."""
    pairs_one = {one[at : at + 2] for at in range(len(one) - 1)}
    pairs_other = {other[at : at + 2] for at in range(len(other) - 1)}
    total = len(pairs_one) + len(pairs_other)
    shared = 2 * len(pairs_one & pairs_other) / total if total else float(one == other)
    if shared < 0.2:
        return 0.0
    most = max(len(one), len(other))
    distance = bounded_distance(one, other, most)
    return 0.5 * shared + 0.5 * (1 - (most if distance is None else distance) / most)


def _is_elided(text: str, word: Word) -> bool:
    """“sur Hacker News s'il …”: a letter before an apostrophe begins the next word."""
    return len(word.text) == 1 and text[word.end : word.end + 1] in {"'", "’"}
