"""What is put right in the same breath: “every day at 8, no wait, every weekday at 9”, “to Airtable, sorry, I meant Notion”.

A time, a service or a number behind such words takes the place of the one before them, in whatever language. What is
put right by a whole sentence is the business of `corrections`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.kit.patterns import Pattern

Reader = Callable[[str], Utterance]
"""Reads a part of the request by itself."""
Span = tuple[int, int]

_WORDS = (
    r"(?:h?m+|oh|oops|jk|nah|nvm|never ?mind|my bad|lol|ah|ach|ay|no,? wait|wait,? no|wait|no|nope|sorry|i mean|i meant|meant|actually|rather|or rather|correction|scratch that|make (?:that|it)|even better|better"
    r"|nein|nee|quatsch|doch lieber|doch|lieber|besser|ich meine|beziehungsweise|moment"
    r"|perd[oó]n|mejor|mejor dicho|quiero decir|digo|no,? espera|espera"
    r"|pardon|non|plut[oô]t|enfin|je veux dire|ou plut[oô]t"
    r"|desculpa|quer dizer|ali[aá]s|n[aã]o,? (?:pera|espera)|n[aã]o|pera|espera|melhor)"
)
_MARKER = Pattern(
    rf"(?P<cut>\s*(?:\.\.\.|…|[,.;(–-])[\s,.…–-]*)(?P<said>{_WORDS}(?:[\s,.:;…!–-]+{_WORDS})*)\b(?P<end>[\s,.:;…!–-]+)",
    re.IGNORECASE,
)
_WEAK = Pattern(
    r"no|wait|make it|better|nein|nee|doch|lieber|besser|moment|mejor|espera|non|enfin|não|nao|pera|melhor|correction|rather",
    re.IGNORECASE,
)
"""Words that mean something else as well: only a sign behind them tells."""
_NOT_THAT = Pattern(r"not (?:on |in |to |via )?[A-Z]\w+(?: \w+)?, (?:but )?", re.IGNORECASE)
_LEADING = Pattern(
    r"(?:(?:to|in|into|on|via|with|by|at|a|an|the|my|our|per|auf|in|nach|an|einen?|eine|en|por|a|al|un|una|sur|dans|par|le|la|no|na|pelo|pela|para o|o) )*",
    re.IGNORECASE,
)
_ENOUGH = Pattern(
    r"\s*(?:is|are|ist|es|basta|reicht|suffit)?\s*(?:enough|fine|ok|okay|instead|genug|suficiente)?",
    re.IGNORECASE,
)
_ANSWERED = Pattern(r"\b(?:yes|yep|ja|s[ií]|oui|sim)\b\s*(?:[:=,]|->|→|=>)", re.IGNORECASE)
"""“… above 7? yes: HubSpot, no: Slack”: the other answer, no second thought."""
_CLOSE = Pattern(r"\s*\)")
_CLOCK = Pattern(
    r"(?:at |um |a las |a la |a |à |às |around |about |ab )?(?P<hour>\d{1,2}(?:[:.h]\d\d)?(?: ?(?:am|pm|uhr|h|o'clock))?)(?=$|[\s,.;!)])(?! (?:minutes|hours|days|minuten|stunden|minutos|horas|heures)\b)",
    re.IGNORECASE,
)
_UNIT = Pattern(r"(?!uhr|clock)[^\W\d]{3,}", re.IGNORECASE)
_HOURS = frozenset({Kind.NUMBER, Kind.TIME})
_COUNTS = frozenset({Kind.NUMBER, Kind.MONEY})
_FURTHEST = 4
"""Tokens that a number put right may stand before the words that do so."""
_NEAREST = 2


def put_right(u: Utterance, read: Reader) -> Rewording | None:
    """The request as it is meant; None where nothing is taken back."""
    for marker in _MARKER.finditer(u.text):
        start, end = marker.start(), marker.end()
        if _WEAK.fullmatch(marker["said"]) and not marker["end"].strip():
            # "No email in the body?", ", wait 5 seconds", "make it with …".
            continue
        if _ANSWERED.search(u.text, 0, start) is not None and _WEAK.fullmatch(marker["said"]):
            continue
        if (denied := _NOT_THAT.match(u.text, end)) is not None:
            end = denied.end()
        kept = _service(u, start, end) or _time(u, start, end, read) or _number(u, start, end)
        if kept is None:
            continue
        last = max(stop for _, stop in kept)
        kept.append((_past(u, last, marker["cut"]), len(u.text)))
        ordered = sorted(kept)
        gaps = tuple((one[1], other[0]) for one, other in pairwise(ordered) if one[1] < other[0])
        return replace(joined(u.text, list(kept)), around=gaps)
    return None


def _past(u: Utterance, place: int, cut: str) -> int:
    """Behind the bracket that the second thought stood in."""
    closed = _CLOSE.match(u.text, place) if "(" in cut else None
    return closed.end() if closed is not None else place


def _service(u: Utterance, start: int, end: int) -> list[Span] | None:
    """What is kept where another service takes the place of the one before."""
    first = _LEADING.match(u.text, end)
    place = first.end() if first is not None else end
    right = next((hit for hit in u.services if u.tokens[hit.first].start == place), None)
    left = next((hit for hit in reversed(u.services) if u.tokens[hit.last - 1].end <= start), None)
    if right is None or left is None or left.key == right.key:
        return None
    between = [i for i in range(left.last, len(u.tokens)) if u.tokens[i].start < start]
    if len(between) > _NEAREST or any(u.has(i, "verbs") and not u.has(i, "nouns") for i in between):
        return None
    return [(0, u.tokens[left.first].start), (place, u.tokens[right.last - 1].end)]


def _time(u: Utterance, start: int, end: int, read: Reader) -> list[Span] | None:
    """The same for times; a clock alone leaves the days as they were said."""
    before = read(u.text[:start])
    left = _run(before, len(before.tokens) - 1, -1)
    if not left:
        return _hour_before(u, before, start, end)
    if (clock := _CLOCK.match(u.text, end)) is not None:
        hour = next((before.tokens[i] for i in left if before.tokens[i].kind in _HOURS), None)
        if hour is None or _UNIT.search(u.text, hour.end, start):
            return None
        return [(0, hour.start), clock.span("hour")]
    behind = read(u.text[end:])
    right = _run(behind, 0, 1)
    if not right:
        return None
    begun, ended = behind.tokens[right[0]].start, behind.tokens[right[-1]].end
    return [(0, before.tokens[left[-1]].start), (end + begun, end + ended)]


def _hour_before(u: Utterance, before: Utterance, start: int, end: int) -> list[Span] | None:
    """“every day at 7 mail me the list. No wait, make that 8:30”: the only hour of the request, wherever it stands."""
    clock = _CLOCK.match(u.text, end)
    taken = before.schedule.taken if before.schedule is not None else frozenset[int]()
    hours = [before.tokens[i] for i in sorted(taken) if before.tokens[i].kind in _HOURS]
    if clock is None or len(hours) != 1 or not _AT.search(u.text, 0, hours[0].start):
        return None
    return [(0, hours[0].start), clock.span("hour"), (hours[0].end, start)]


_AT = Pattern(r"(?:\bat|@|\bum|\ba las?|\b[aà]s?|\bà) *$", re.IGNORECASE)


def _run(u: Utterance, place: int, step: int) -> list[int]:
    """The tokens of the time that begins, or ends, there."""
    taken = u.schedule.taken if u.schedule is not None else frozenset[int]()
    found: list[int] = []
    while 0 <= place < len(u.tokens) and place in taken:
        found.append(place)
        place += step
    return found


def _number(u: Utterance, start: int, end: int) -> list[Span] | None:
    """“every 10 minutes (no, 15 is enough)”: what is counted stays."""
    right = next((token for token in u.tokens if token.start == end), None)
    before = [token for token in u.tokens if token.end <= start]
    if right is None or right.kind not in _COUNTS:
        return None
    left = next((token for token in reversed(before[-_FURTHEST:]) if token.kind is right.kind), None)
    if left is None:
        return None
    enough = _ENOUGH.match(u.text, right.end)
    last = right.end if enough is None else enough.end()
    return [(0, left.start), (right.start, right.end), (left.end, start), (last, last)]
