"""“Sort them into A, B and C and forward them to the right person”: one way for each of what they are sorted into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.guards import Guard
from nodepilot.composer.reading.story import Act, Case, Fork, Item, Thread

_PARTS = frozenset("table list board channel database folder project sheet".split())
_ON_THERE = frozenset({"delete", "update", "archive", "close"})
_ON_KEPT = _ON_THERE | {"add", "create", "insert", "get", "search"}
_KEEPS = frozenset({"add", "create", "get", "reply", "search", "upsert", "update"})
_ONE = frozenset({"one", "eine", "einen", "uno", "una", "um", "uma", "un", "une"})
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


def same_place(u: Utterance, thread: Thread) -> None:
    """The place that only one of the cases names: “created adds a row in Sheets, cancelled deletes the row”."""
    for item in thread.items:
        if not isinstance(item, Fork):
            continue
        acts = [act for case in item.cases for act in case.items if isinstance(act, Act)]
        placed = [act for act in acts if _place_of(act) is not None]
        for act in acts:
            if act.target is not None or act.source is not None:
                continue
            if _names_part(act):
                like = (o for o in placed if o.target is not None and o.verb == act.verb and _names_part(o))
            else:
                # What a service tells of is what "it" means then.
                pointing = thread.start.kind == "webhook"
                like = (o for o in placed if _is_of_its_thing(u, act, o, pointing=pointing))
            act.target = next((_place_of(other) for other in like), None)


def _place_of(act: Act) -> ServiceHit | None:
    hit = act.target or act.source
    return None if hit is None or hit.is_generic else hit


def _is_of_its_thing(u: Utterance, act: Act, other: Act, *, pointing: bool) -> bool:
    """“GET returns all users from Postgres, POST adds one, DELETE deletes the user”: of what another case has to do with."""
    said = act.argument("object")
    if said is None or act.verb not in _ON_KEPT or other.verb not in _KEEPS or act.literals:
        return False
    if not said.is_empty and u.tokens[said.last - 1].norm in _ONE:
        return True
    if said.pronoun or said.is_empty:
        return pointing and act.verb in _ON_THERE
    return bool(said.nouns) and set(said.nouns) <= set(other.nouns)


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
