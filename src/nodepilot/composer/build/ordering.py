"""The order of what a story tells, made that of its doing: what is left out, is left out before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.story import Act, Case, Fork, Item

_EVERYTHING = frozenset(
    "everything all alles alle tout tous toutes todo todos todas tudo".split(),
)


def in_order(utterance: Utterance, items: Sequence[Item]) -> list[Item]:
    """The items as they have to run.

    “Copy the contacts to Mailchimp, skip those without email” filters between reading and writing; “ratings
    below 3 go to Slack and everything goes to a sheet” stores everything before the ways part.
    """
    ordered: list[Item] = []
    for item in items:
        if isinstance(item, Fork):
            whole, fork = _without_everything(utterance, item)
            ordered += [*whole, fork]
        elif (
            _is_filter(item) and ordered and isinstance(last := ordered[-1], Act) and last.target is not None
        ):
            if last.source is not None and last.condition is None:
                ordered[-1] = replace(last, condition=item.condition)
            else:
                ordered.insert(len(ordered) - 1, item)
        else:
            ordered.append(item)
    return ordered


def _is_filter(act: Act) -> bool:
    return act.verb == "filter" and act.condition is not None and act.target is None and act.source is None


def _without_everything(utterance: Utterance, fork: Fork) -> tuple[list[Item], Fork]:
    """What is done with everything, and the fork without it."""
    whole: list[Item] = []
    cases: list[Case] = []
    for case in fork.cases:
        kept: list[Item] = []
        for item in case.items:
            if kept and isinstance(item, Act) and _is_about_everything(utterance, item):
                whole.append(item)
            else:
                kept.append(item)
        cases.append(Case(case.guard, kept))
    return whole, replace(fork, cases=cases) if whole else fork


def _is_about_everything(utterance: Utterance, act: Act) -> bool:
    about = act.argument("object") or act.argument("subject")
    if about is None or about.first >= about.last:
        return False
    words = [utterance.tokens[index].norm for index in range(about.first, about.last)]
    return words[0] in _EVERYTHING and len(words) <= 2
