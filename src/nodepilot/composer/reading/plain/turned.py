"""“Send A if it is X, B if it is Y and C otherwise”: conditions before what is done for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.reading.plain.arms import (
    ANY_SUB,
    CONDITIONS,
    EVENTS,
    Arm,
    arms_of,
    is_ordered,
    order_of,
)
from nodepilot.composer.reading.plain.orders import ordered
from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_STATED = Pattern(r"(?:every|each|at|on|in) (?:\w+ ){1,6}?(?:if|when)\b", re.IGNORECASE)
"""A time stands first."""

_DEPENDS = Pattern(
    r"depending on (?:the )?(?P<what>[a-z]+(?: [a-z]+)?) (?:that |which )?(?P<who>(?:an?|the|our|my|someone|somebody|people|customers|users)(?: [a-z]+){0,2}) (?P<does>sends?|posts?|submits?|enters?|reports?|gives?|picks?|chooses?|selects?)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def turned(sentence: Words) -> Words | None:
    """The sentence with its conditions or events first; None where they stand there already."""
    if ANY_SUB.match(sentence.masked) or _STATED.match(sentence.masked):
        return None
    intro, body = _after_colon(sentence)
    intro = (_depending(intro) or order_of(intro)) if intro else None
    arms = arms_of(body, named=not intro)
    if not any(arm.when for arm in arms):
        return None
    if len(arms) == 1 and intro:
        return None
    if len(arms) == 1 and re.fullmatch(CONDITIONS, arms[0].when) and not _JUDGED.search(arms[0].told.masked):
        return None
    before, own = _earlier(arms)
    said = _distributed(intro, own)
    if said is None:
        return None
    intro, own = said
    return put_together(*_with_colon(intro), before, ". " if before else None, *_told(own))


def _depending(intro: Words) -> Words | None:
    """“Depending on the temperature a sensor sends to our webhook”: when a sensor sends it there."""
    found = _DEPENDS.fullmatch(intro.masked)
    if found is None:
        return None
    who, does, rest = (intro.group(found, name) for name in ("who", "does", "rest"))
    return put_together("When", who, does, "the", intro.group(found, "what"), rest)


_JUDGED = Pattern(r"\b(?:sentiment|mood|tone|feeling)\b", re.IGNORECASE)
"""What a model has to find out before it is a condition."""

_EARLIER = Pattern(r"(?:,? and(?: then)?|, then|,|;) (?=(?P<verb>[a-z]+) )", re.IGNORECASE)


def _earlier(arms: Sequence[Arm]) -> tuple[Words | None, Sequence[Arm]]:
    """What is done before the cases: “receive a webhook, reply 422 if …” does not receive it in one case alone."""
    first = arms[0]
    if re.fullmatch(CONDITIONS, first.when or "-") is None:
        return None, arms
    cuts = [found for found in _EARLIER.finditer(first.main.masked) if is_order(found["verb"])]
    if not cuts:
        return None, arms
    main = first.main[cuts[-1].end() :]
    return first.main[: cuts[-1].start()], [replace(first, main=main), *arms[1:]]


def _with_colon(intro: Words | None) -> list[Words | str]:
    return [intro, ": "] if intro else []


def _after_colon(sentence: Words) -> tuple[Words | None, Words]:
    found = re.search(r":\s+", sentence.masked)
    if found is None:
        return None, sentence
    return sentence[: found.start()], sentence[found.end() :]


def _distributed(intro: Words | None, arms: Sequence[Arm]) -> tuple[Words | None, list[Arm]] | None:
    """“Post answers to Slack: #de if …, #fr if …”: the verb is said once and meant for each."""
    verbless = [arm.whole is None and not is_ordered(arm.main) for arm in arms]
    if not any(verbless):
        return intro, list(arms)
    if intro and all(verbless) and is_ordered(intro):
        parts = ordered(intro)
        if parts is None:
            return None
        verb, thing, rest = parts
        return put_together("For", thing), [
            Arm(arm.when, arm.told, put_together(verb, "it", rest, arm.main)) for arm in arms
        ]
    if not verbless[0]:
        first = ordered(arms[0].main) or _verb_alone(arms[0].main)
        if first is None:
            return None
        verb, thing, rest = first
        prep = re.match(r"(?:to|in|into|on)\b", rest.masked)
        made = []
        for arm, bare in zip(arms, verbless, strict=True):
            if not bare:
                made.append(arm)
                continue
            leads = re.match(r"(?:to|in|into|on|as)\b", arm.main.masked)
            made.append(
                Arm(
                    arm.when,
                    arm.told,
                    put_together(
                        verb, "it" if thing else None, "" if leads or prep is None else prep.group(), arm.main
                    ),
                )
            )
        return intro, made
    return None


def _verb_alone(main: Words) -> tuple[Words, Words, Words] | None:
    """“Post in Discord”: a verb and where to, without a thing."""
    found = re.match(
        r"(?P<verb>[a-z]+)(?P<rest> (?:to|in|on|into|via|with)\b.*)", main.masked.strip(), re.IGNORECASE
    )
    if found is None or not is_order(found["verb"]):
        return None
    main = main.trimmed(" ")
    return main.group(found, "verb"), main[0:0], main.group(found, "rest").trimmed(" ")


def _told(arms: Sequence[Arm]) -> list[Words | str]:
    parts: list[Words | str] = []
    for arm in arms:
        if arm.whole is not None:
            parts += [arm.whole, ". "]
            continue
        main = arm.main.trimmed(" ,;.").lowered()
        if not arm.when:
            parts += ["Otherwise", main, ". "]
            continue
        event = re.fullmatch(EVENTS, arm.when) is not None
        parts += ["When" if event else "If", arm.told.trimmed(" ,;."), ", ", main, ". "]
    return parts
