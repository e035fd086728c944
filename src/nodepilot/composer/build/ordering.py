"""The order of what a story tells, made that of its doing: what is left out, is left out before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.http import url_of
from nodepilot.composer.build.pauses import is_between
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.role_words import READS
from nodepilot.composer.reading.story import Act, Case, Fork, Item

_TITLE = 3
"""Tokens of a name such as "our FTP server"."""
_EXISTING = frozenset(
    "existing exist exists there known bestehende bestehenden vorhandene vorhandenen existentes existants existantes".split()
)
_EVERYTHING = frozenset(
    "everything all alles alle tout tous toutes todo todos todas tudo".split(),
)


def in_order(utterance: Utterance, items: Sequence[Item]) -> list[Item]:
    """The items as they have to run.

    “Copy the contacts to Mailchimp, skip those without email” filters between reading and writing; “ratings
    below 3 go to Slack and everything goes to a sheet” stores everything before the ways part.
    """
    ordered: list[Item] = []
    for item in _with_updates(utterance, _with_titles(items)):
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
        elif (
            _drops_doubles(item)
            and ordered
            and isinstance(last := ordered[-1], Act)
            and last.verb == "dedupe"
        ):
            # "deduplicate the contacts and delete the duplicates": said twice.
            continue
        elif _is_pause(utterance, item) and ordered and isinstance(ordered[-1], Act):
            # "post each row, wait 1 second between requests": while they are posted.
            ordered.insert(len(ordered) - 1, item)
        else:
            ordered.append(item)
    return ordered


def _drops_doubles(act: Act) -> bool:
    objects = act.argument("object")
    return act.verb in {"dedupe", "delete"} and objects is not None and objects.nouns == ["duplicate"]


def _is_pause(utterance: Utterance, act: Act) -> bool:
    if act.verb != "wait" or not is_between(utterance, act):
        return False
    return not utterance.has_within(0, len(utterance.tokens), "nouns", "batch")


def _with_titles(items: Sequence[Item]) -> list[Item]:
    """“FTP: every hour look for new files …”: the service before a colon is where what follows is read."""
    told: list[Item] = []
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        if (
            isinstance(item, Act)
            and isinstance(following, Act)
            and following.lead == "colon"
            and item.verb == ""
            and item.last - item.first <= _TITLE
        ):
            hit = item.target or item.source
            open_ = following.source is None and following.target is None
            named = hit is not None and not hit.is_generic
            if named and open_ and following.verb in READS and url_of(following) is None:
                following.source = hit
                continue
        told.append(item)
    return told


def _with_updates(utterance: Utterance, items: Sequence[Item]) -> list[Item]:
    """“sync the products to a sheet, update existing by sku”: those that are there are changed, others are added."""
    told: list[Item] = []
    for item in items:
        last = told[-1] if told else None
        if (
            isinstance(item, Act)
            and isinstance(last, Act)
            and item.verb == "update"
            and item.source is None
            and last.target is not None
            and (item.target is None or item.target.key == last.target.key)
            and any(utterance.tokens[i].norm in _EXISTING for i in range(item.first, item.last))
        ):
            arguments = [*last.arguments, *(a for a in item.arguments if a.role != "object")]
            if last.source is not None and last.verb in READS:
                # "load products.json from the bucket into MySQL": it is read as it is said.
                told.insert(len(told) - 1, replace(last, target=None))
            told[-1] = replace(
                last,
                verb="upsert",
                last=item.last,
                arguments=arguments,
                source=None if last.verb in READS else last.source,
            )
            continue
        told.append(item)
    return told


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
