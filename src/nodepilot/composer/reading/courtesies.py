"""What is said around a wish for politeness' sake: “Hi there! I was wondering if it might be possible to …. Many thanks, Tom”.

The wish alone is read: what stands around it names nothing, and may well sound like an order, a condition or a service.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.case_lists import Piece
from nodepilot.composer.reading.masks import masked_text
from nodepilot.composer.reading.plain.verbs import base_of
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.kit.packaged import packaged_json
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

Span = tuple[int, int]

_SENTENCE = Pattern(r"(?:[^.!?\n]|[.!?](?=\S))+[.!?]*\s*|[.!?\n]+\s*")
_PLAIN = str.maketrans(
    "äöüéèêëáàâíìîïóòôúùûçãõñÄÖÜÉÈÊÁÀÂÍÓÔÚÇÃÕÑ’", "aoueeeeaaaiiiiooouuucaonAOUEEEAAAIOOUCAON'"
)
_LEAST = 3
"""Words that a wish has at least."""
_MOST_IN_FRONT = 4
"""Courtesies that stand one behind the other in front of one wish."""
_END = " \t\n.!?,;:"
_LONGEST_ALONE = 120
_BREAK = Pattern(r"[ ,.;:!-]")
_SAYS = Pattern(
    r"\b(?:subject(?: line)?|saying|says?|text|titled|title|repl(?:y|ies)|answer|respond|betreff|asunto|assunto|objet)\Z"
)
"""What follows is a text that somebody else gets: “with subject Thanks for your order”."""
_DOING = Pattern(r"[a-z]+ing\b")


class _Wish(NamedTuple):
    """Where the wish of a sentence stands; `is_thing`: what is wished for is named, without a verb."""

    start: int
    end: int
    is_thing: bool = False
    is_unwrapped: bool = False


@dataclass(frozen=True, slots=True)
class _Courtesies:
    """The patterns of one language; `wished` stand in front of a thing that is wished for."""

    alone: Pattern
    before: Pattern
    wished: Pattern | None
    behind: Pattern


def without_courtesies(u: Utterance) -> Rewording | None:
    """The wish by itself; None where nothing is said around it, or the request says nothing else."""
    known = courtesies_of(u.language)
    if known is None:
        return None
    folded = masked_text(u, kinds=False).translate(_PLAIN)
    pieces: list[Piece] = []
    kept: list[Span] = []
    for found in _SENTENCE.finditer(folded):
        start, end = found.span()
        wish = _wish(folded, start, end, known)
        if wish is None:
            continue
        if kept and folded[kept[-1][1] - 1] not in _END:
            # What stood at the sentence's end is left out with its full stop.
            pieces.append(". ")
        pieces += _told(u, folded, wish)
        kept.append((wish.start, wish.end))
    around = tuple(_gaps(kept, len(folded)))
    if not around or sum(len(folded[slice(*each)].split()) for each in kept) < _LEAST:
        return None
    return replace(joined(u.text, pieces), around=around)


def _wish(folded: str, start: int, end: int, known: _Courtesies) -> _Wish | None:
    """What a sentence wishes for; None where it is said for politeness' sake alone."""
    bare = start + len(folded[start:end].rstrip(_END))
    at = begun = _past(folded, start, bare)
    if bare - begun <= _LONGEST_ALONE and known.alone.fullmatch(folded, begun, bare):
        return None
    last = _without_tail(folded, begun, bare, known.behind)
    is_thing = False
    for _ in range(_MOST_IN_FRONT):
        thing = known.wished.match(folded, at, last) if known.wished is not None else None
        front = thing or known.before.match(folded, at, last)
        if front is None or not _ends_word(folded, front.end(), last):
            break
        is_thing = thing is not None
        at = _past(folded, front.end(), last)
        if known.alone.fullmatch(folded, at, last):
            return None
    if len(folded[at:last].split()) < _LEAST:
        return None if at > begun else _Wish(start, end)
    if at == begun and last == bare:
        return _Wish(start, end)
    return _Wish(at, last if last < bare or "?" in folded[bare:end] else end, is_thing, at > begun)


def _told(u: Utterance, folded: str, wish: _Wish) -> Iterator[Piece]:
    """“Any chance of saving …” as “save …”."""
    if wish.is_thing:
        yield "I need "
    elif wish.is_unwrapped and u.language == "en":
        ordered = _DOING.match(folded, wish.start, wish.end)
        base = base_of(ordered.group()) if ordered is not None else None
        if ordered is not None and base is not None:
            yield (base, ordered.span())
            yield (ordered.end(), wish.end)
            return
    yield (wish.start, wish.end)


def _without_tail(folded: str, start: int, end: int, behind: Pattern) -> int:
    """Where the sentence ends without what is said behind the wish."""
    found = True
    while found:
        found = False
        for sign in _BREAK.finditer(folded, start, end):
            if behind.fullmatch(folded, sign.start(), end) and not _SAYS.search(folded, start, sign.start()):
                end, found = sign.start(), True
                break
    return end


def _past(folded: str, at: int, end: int) -> int:
    """The place of the next word."""
    while at < end and folded[at] in " ,:;-\t":
        at += 1
    return at


def _ends_word(folded: str, at: int, end: int) -> bool:
    return at >= end or not (folded[at].isalnum() and folded[at - 1].isalnum())


def _gaps(kept: list[Span], length: int) -> Iterator[Span]:
    """What lies between the parts that are kept."""
    at = 0
    for start, end in [*kept, (length, length)]:
        if start > at:
            yield at, start
        at = max(at, end)


@cache
def courtesies_of(language: str) -> _Courtesies | None:
    """What is said around wishes in a language."""
    data: dict[str, Any] = packaged_json("composer", "data", "courtesies.json")
    if language not in data or language == "about":
        return None
    own = data[language]
    sharp = language == "de"

    def pattern(kind: str) -> Pattern | None:
        told = "|".join(_filled(each, own["parts"]) for each in own[kind])
        if not told:
            return None
        return Pattern(f"(?:{told.replace('ss', '(?:ss|ß)') if sharp else told})", re.IGNORECASE)

    alone, before, behind = pattern("alone"), pattern("before"), pattern("behind")
    assert alone is not None and before is not None and behind is not None  # noqa: S101, PT018
    return _Courtesies(alone, before, pattern("wished"), behind)


def _filled(told: str, parts: dict[str, str]) -> str:
    """With the patterns that it names."""
    while "<" in (again := re.sub(r"<([A-Z]+)>", lambda found: parts[found[1]], told)) and again != told:
        told = again
    return again
