"""“Sort them into A, B and C and forward them to the right person”: one way for each of what they are sorted into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.story import Act, Case, Fork, Item

_PARTS = frozenset("table list board channel database folder project sheet".split())
_SORTING = frozenset({"classify", "decide", "label", "analyze"})


def spread(u: Utterance, items: Sequence[Item], options: Sequence[str]) -> list[Item]:
    """The items, where an act for “the right” receiver becomes a branch for each option."""
    told: list[Item] = []
    for item in items:
        before = told[-1] if told else None
        if (
            isinstance(item, Act)
            and isinstance(before, Act)
            and before.verb in _SORTING
            and len(options) > 1
            and _depends(u, item)
        ):
            told.append(Fork([_case(u, item, option) for option in dict.fromkeys(options)]))
        else:
            told.append(item)
    return told


def same_place(items: Sequence[Item]) -> None:
    """“if … insert into table a, if … insert into table b (Postgres)”: the place that only one of the cases names."""
    for item in items:
        if not isinstance(item, Fork):
            continue
        acts = [act for case in item.cases for act in case.items if isinstance(act, Act)]
        for act in acts:
            if act.target is None and act.source is None and _names_part(act):
                like = (o for o in acts if o.target is not None and o.verb == act.verb and _names_part(o))
                act.target = next((other.target for other in like), None)


def _names_part(act: Act) -> bool:
    """`into table x`: a part of a place, whichever place that is."""
    return any(
        argument.role in {"to", "in", "from"} and set(argument.nouns) & _PARTS for argument in act.arguments
    )


def _depends(u: Utterance, act: Act) -> bool:
    """“to the right person”, “an den zuständigen Kollegen”."""
    return any(u.has(i, "words", "responsible") for i in range(act.first, act.last))


def _case(u: Utterance, act: Act, option: str) -> Case:
    test = Test("", "eq", option, "string", u.span(act.first, act.last))
    return Case(Guard(Condition((test,)), test.span, label=option), [replace(act)])
