"""Requests that speak of two workflows: "…, and separately every Friday mail me the total", "1) new lead … 2) every night …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.day_cases import days_are_cases
from nodepilot.kit.patterns import Pattern

Span = tuple[int, int]

_APART = Pattern(
    r"(?:[,.;]|\s[-–])?\s*(?:\boh\b,? )?(?:\b(?:and|also|plus|then|und|y|et|e)\b,? )*"
    r"\b(?:separately|seperately|(?:in|as|with) (?:a|another) (?:separate|second|different|2nd|new) (?:workflow|automation|flow|one)"
    r"|(?<!my )(?<!our )(?<!call )(?<!run )(?<!calls )(?<!runs )(?<!any )(?<!each )(?:a |the )?(?<!my )(?<!our )(?:second|2nd|other) (?:workflow|automation|flow|one|thing)(?: is| should be| would be)?:?|(?:and )?another (?:one|workflow|automation|flow)(?: that| which| where|:)"
    r"|unabhangig davon|getrennt davon|(?:ein|der) zweiter? (?:workflow|ablauf):?|por separado|aparte,|(?:otro|el otro|un segundo) (?:flujo|workflow)(?: que|:)?"
    r"|separement|un autre (?:workflow|flux)(?: qui|:)?|separadamente|(?:outro|um segundo) (?:fluxo|workflow)(?: que|:)?|separatamente)\b[,:]?\s*",
    re.IGNORECASE,
)
_NUMBERED = Pattern(
    r"(?:^|(?<=[\s,;:.]))(?:\(?([12])[).]|([12]):|(first|second)(?:ly)?[:,])\s+", re.IGNORECASE
)
_PREAMBLE = Pattern(
    r"^.{0,40}\b(?:two|2|zwei|dos|deux|duas|dois) (?:\w+ )?(?:things|workflows|automations|flows|jobs|sachen|dinge|flujos|cosas|choses|flux|coisas|fluxos)\b[^:,.]{0,20}[:,.]\s*",
    re.IGNORECASE,
)
_BETWEEN = Pattern(
    r"(?:[,;.]\s+(?:(?:and|und|y|et|e|en) )?|\s(?:and|und|y|et|e|en)\s)(?:(?:also|auch|tambien|aussi|tambem) )?",
    re.IGNORECASE,
)
_FIRST = Pattern(
    r"^(?:(?:the )?(?:first|1st|one) (?:workflow|automation|flow|one|thing)(?: is| should be)?:?)\s*",
    re.IGNORECASE,
)
_JOINTS = frozenset(
    "and also plus oh then und y et e auch tambien aussi tambem ausserdem ademas , - –".split()
)
_LEAST = 4
"""Tokens from which on a part can be a wish of its own."""


def wishes(u: Utterance) -> Iterator[list[Span]]:
    """Where the request may be cut into wishes of their own, the likeliest first; each cut gives two parts."""
    text = u.text
    start = found.end() if (found := _PREAMBLE.match(text)) is not None else 0
    marks = list(_NUMBERED.finditer(text, start))
    if len(marks) == 2 and [_number(mark) for mark in marks] == [1, 2]:
        yield _trimmed(text, (marks[0].end(), marks[1].start()), (marks[1].end(), len(text)))
        return
    folded = _folded(text)
    cut = _APART.search(folded, start)
    if cut is not None and cut.start() > start:
        yield _trimmed(text, (start, cut.start()), (cut.end(), len(text)))
    if start:
        # Two were announced: whatever joins them.
        for joint in _BETWEEN.finditer(text, start):
            yield _trimmed(text, (start, joint.start()), (joint.end(), len(text)))
    for index in _times(u) if not days_are_cases(text) else ():
        yield _trimmed(text, (start, _end_before(u, index)), (u.tokens[index].start, len(text)))


def _number(mark: re.Match[str]) -> int:
    said = next(group for group in mark.groups() if group).lower()
    return {"1": 1, "2": 2, "first": 1, "second": 2}[said]


def _folded(text: str) -> str:
    """The text without accents, letter for letter."""
    return text.translate(str.maketrans("äöüéèêáàâíóôúçãõ", "aoueeeaaaioouc" + "ao"))


def _trimmed(text: str, *parts: Span) -> list[Span]:
    told: list[Span] = []
    for start, end in parts:
        first = _FIRST.match(text[start:end])
        begin = start + (first.end() if first is not None else 0)
        told.append((begin, begin + len(text[begin:end].rstrip(" ,;-–\n"))))
    return told


def _times(u: Utterance) -> Iterator[int]:
    """Tokens where a second recurring time begins a sentence, or what is joined by “and”."""
    if u.schedule is None or u.schedule.weak:
        return
    taken = u.schedule.taken
    for index in sorted(taken):
        if index < _LEAST or index - 1 in taken or len(u.tokens) - index < _LEAST:
            continue
        before = u.tokens[index - 1]
        begins = before.norm in {".", "!", ";"} or before.kind is Kind.NEWLINE or before.norm in _JOINTS
        told = u.tokens[index].kind is Kind.WORD and not u.has(index, "time", "at", "on", "of_month")
        days = u.has(index, "words", "in", "from") == 0
        behind = next((i for i in range(index, len(u.tokens)) if i not in taken), len(u.tokens))
        ordered = any(u.has(i, "verbs") for i in range(behind, min(behind + 3, len(u.tokens))))
        if begins and told and days and ordered:
            yield index


def _end_before(u: Utterance, index: int) -> int:
    """Where the first wish ends: before the joint."""
    place = index
    while place > 0 and (u.tokens[place - 1].norm in _JOINTS or u.has(place - 1, "words", "and") > 0):
        place -= 1
    return u.tokens[place - 1].end if place else 0
