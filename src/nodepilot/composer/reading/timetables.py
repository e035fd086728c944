"""Several times in one request, each with work of its own: “every Monday post …, and every Friday at 17:00 email …”."""

from __future__ import annotations

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.day_cases import days_are_cases
from nodepilot.composer.reading.rewording import Rewording, joined
from nodepilot.composer.schedule import Schedule, find_schedule

_ENDS = frozenset({".", ";", "!"})
_POINTING = frozenset("it them those these that this es ihn".split())
_GOES_ON = frozenset({"to", "that", "about", "de", "zu"})
_LEAST = 3
"""Words of a part besides its time."""


def parts_by_time(u: Utterance) -> tuple[Rewording, ...]:
    """The parts of a request that run at times of their own; none where one time is meant for all of it."""
    if u.schedule is None or u.schedule.weak or days_are_cases(u.text):
        return ()
    bounds = [0]
    for place in _joints(u):
        if _is_part(u, bounds[-1], place[0]) and _is_part(u, place[1], len(u.tokens)):
            bounds += [place[1]]
    if len(bounds) == 1:
        return ()
    ends = [*(_end(u, bound) for bound in bounds[1:]), len(u.tokens)]
    head = next(i for i in range(len(u.tokens)) if u.is_scheduled(i))
    return tuple(_part(u, first, last, head) for first, last in zip(bounds, ends, strict=True))


def _joints(u: Utterance) -> list[tuple[int, int]]:
    """Where a part may end, and where the next one begins: before a time, or behind a sentence."""
    found: list[tuple[int, int]] = []
    for index in range(1, len(u.tokens) - 1):
        token = u.tokens[index]
        if u.is_scheduled(index):
            continue
        ends = token.norm in _ENDS or token.kind is Kind.NEWLINE
        joins = ends or token.norm == "," or u.has(index, "words", "and", "then") > 0
        following = index + 1
        while following < len(u.tokens) - 1 and u.has(following, "words", "and", "then", "but"):
            following += 1
        if joins and (ends or u.is_scheduled(following)) and not u.has(following, "words", "pronoun"):
            found.append((index, following))
    return found


def _end(u: Utterance, bound: int) -> int:
    """Where what stands before a part ends, without what joins the two."""
    while bound and (
        u.tokens[bound - 1].norm in {*_ENDS, ","} or u.has(bound - 1, "words", "and", "then", "but")
    ):
        bound -= 1
    return bound


def _is_part(u: Utterance, first: int, last: int) -> bool:
    """Whether a recurring time stands in it, and an order that is about things of its own."""
    own = _schedule(u, first, last)
    if own is None or own.weak:
        return False
    rest = [i for i in range(first, last) if i - first not in own.taken]
    orders = any(u.has(i, "verbs") for i in rest)
    pointing = first > 0 and any(u.tokens[i].norm in _POINTING for i in rest)
    return orders and not pointing and len(rest) >= _LEAST


def _schedule(u: Utterance, first: int, last: int) -> Schedule | None:
    if first >= last or not any(u.is_scheduled(i) for i in range(first, last)):
        return None
    tokens = u.tokens[first:last]
    return find_schedule(
        list(tokens), u.languages, " " * tokens[0].start + u.text[slice(*u.span(first, last))]
    )


def _part(u: Utterance, first: int, last: int, head: int) -> Rewording:
    order = first
    while order < last and u.is_scheduled(order):
        order += 1
    if first and head and u.tokens[order].norm in _GOES_ON:
        # "Remind me every Monday to … and every Thursday | to …": the order itself was said before.
        return joined(u.text, [u.span(0, head), " ", u.span(first, last)])
    start, end = u.span(first, last)
    return Rewording(u.text[start:end], tuple(range(start, end)))
