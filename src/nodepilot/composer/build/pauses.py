"""Pauses: before what follows, or between items that go one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.periods import is_tested
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import OriginKind

_BASE = "n8n-nodes-base."
_BETWEEN = frozenset({"between", "zwischen", "entre"})
_THEM = frozenset({"them", "requests", "calls", "items", "two", "den", "anfragen", "elementos", "chamadas"})
_ONE = frozenset("a an one ein eine einer une un una uma".split())
_CLAUSE = 5
_UNITS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days"}


def pause_of(draft: Draft, act: Act) -> tuple[int, str] | None:
    """“with a 2 second pause in between”."""
    from nodepilot.composer.time_words import as_number

    u = draft.utterance
    if draft.pause is not None:
        waiting, draft.pause = draft.pause, None
        return waiting
    if not any(u.has(i, "nouns", "pause") for i in range(act.first, act.last)):
        return None
    for index in range(act.first, act.last - 1):
        number = 1 if u.tokens[index].norm in _ONE else as_number(u.tokens[index])
        unit = next((s.concept for s in u.concepts(index + 1, "time") if s.concept in _UNITS), None)
        if number is not None and unit is not None:
            return number, _UNITS[unit]
    return None


def is_between(u: Utterance, act: Act) -> bool:
    """“wait 1 second between each”: no pause before what follows, but one after each item."""
    parted = [i for i in range(act.first, act.last) if u.tokens[i].norm in _BETWEEN]
    # "wait 2 seconds in between" names nothing that is parted.
    return any(u.tokens[i - 1].norm == "in" for i in parted) or (
        bool(parted)
        and any(u.has(i, "words", "every") or u.tokens[i].norm in _THEM for i in range(act.first, act.last))
    )


def is_for_end(u: Utterance, act: Act) -> bool:
    """“call the workflow and wait until it is done”: a step does not end before what it calls."""
    words = {u.tokens[i].norm for i in range(act.first, min(act.last + _CLAUSE, len(u.tokens)))}
    timed = any(u.has(i, "time", *_UNITS, "week") for i in range(act.first, act.last))
    return (
        bool(words & {"done", "finished", "complete", "completed", "finishes", "ends", "fertig"})
        and not timed
    )


def delay_of(draft: Draft, act: Act) -> tuple[int, str, tuple[int, int]] | None:
    """“after 7 days”, “2 hours later” inside an order."""
    from nodepilot.composer.time_words import as_number

    u = draft.utterance
    for index in range(max(act.first, act.verb_at), act.last - 1):
        number = as_number(u.tokens[index])
        unit = next(
            (s.concept for s in u.concepts(index + 1, "time") if s.concept in {*_UNITS, "week"}), None
        )
        if (
            number is None
            or unit is None
            or u.is_scheduled(index)
            or _is_due(u, index)
            or is_tested(u, act, index)
        ):
            continue
        before = u.tokens[index - 1].norm if index else ""
        after = u.tokens[index + 2].norm if index + 2 < len(u.tokens) else ""
        if before in {"after", "nach", "despues", "tras", "apres", "apos", "in"} or after in {
            "later",
            "spater",
        }:
            return (
                (number * 7 if unit == "week" else number),
                _UNITS.get(unit, "days"),
                u.span(index, index + 2),
            )
    return None


_DUE = frozenset("due deadline date fallig vence vencimiento vencimento echeance".split())


def _is_due(u: Utterance, index: int) -> bool:
    """“due in | 3 days”: when it has to be done, no time to wait."""
    return any(u.tokens[i].norm in _DUE for i in range(max(0, index - 2), index))


def with_rate(draft: Draft, flow: Flow, do_it: Callable[[Flow], None]) -> bool:
    """Writes as many items at once as the request allows in a while, then waits; False where it sets no limit."""
    rate, data = draft.rate, flow.data
    if rate is None or data is None or not data.many:
        return False
    draft.rate = None
    unit = {1: "seconds", 60: "minutes", 3600: "hours"}[rate.seconds]
    one_by_one(draft, flow, (1, unit), do_it, size=rate.count)
    return True


def one_by_one(
    draft: Draft, flow: Flow, pause: tuple[int, str], do_it: Callable[[Flow], None], *, size: int = 1
) -> Output | None:
    """A loop over single items, or `size` at once, with a wait after each round; what comes out of it in the end."""
    before = flow.data
    loop = draft.add(
        _BASE + "splitInBatches",
        {"options": {}} if size == 1 else {"batchSize": size, "options": {}},
        name="One by one" if size == 1 else "Loop over batches",
        key="loop",
        kind=OriginKind.REQUIRED,
    )
    draft.hook(flow, loop)
    body = flow.copy()
    body.tails = [(loop, 1)]
    if size == 1 and body.data is not None:
        body.data = replace(body.data, many=False)
    do_it(body)
    wait = draft.add(
        _BASE + "wait",
        {"amount": pause[0], "unit": pause[1]},
        name=f"Wait {pause[0]} {pause[1].removesuffix('s') if pause[0] == 1 else pause[1]}",
        key="wait",
    )
    draft.hook(body, wait)
    draft.link(wait, loop)
    flow.tails = [(loop, 0)]
    flow.data = before
    return replace(body.data, step=loop, many=True) if body.data is not None else None
