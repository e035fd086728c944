"""An order with its condition, or with the event that it follows: parts of “send A if it is X, B if it is Y and C otherwise”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.passive import active
from nodepilot.composer.reading.plain.verbs import base_of, is_order, third_person_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern
from nodepilot.kit.records import dataclass

CONDITIONS = r"only if|only when|but only if|if|in case|provided that|as long as"

EVENTS = r"whenever|when|as soon as|once|every time|each time|any time|the moment|after"

_SUB = Pattern(
    rf"(?<!\band)(?<!\bor)(?<!\bbut)(?<!\bthen)(?<!\bonly)(?<![;:,.])(?:,? (?P<event>{EVENTS})| (?P<condition>{CONDITIONS}))\b ",
    re.IGNORECASE,
)

ANY_SUB = Pattern(rf"\b(?:{EVENTS}|{CONDITIONS}|unless|for)\b ", re.IGNORECASE)

_CUT = Pattern(
    r"(?P<sign>[;,.]? (?:and|but|while|whereas|or)(?: also| instead| then)? |[;,.] (?:then )?)", re.IGNORECASE
)

_ELSE = (
    r"otherwise|in all (?:the )?other cases|in any other case|in every other case|if not|for (?:all |any |every )?(?:the )?(?:rest|others?|other ones|everything (?:else|above|below|higher|lower|more|less|bigger|smaller)|anything else)"
    r"|for all (?:the )?other [a-z]+|else"
)

_ELSE_LAST = Pattern(rf"(?P<main>.+?),? (?:{_ELSE})[.!]?", re.IGNORECASE | re.DOTALL)

_ELSE_FIRST = Pattern(rf"(?:{_ELSE}),? (?P<main>.+)", re.IGNORECASE | re.DOTALL)

_OTHERS = Pattern(
    r"(?P<verb>[a-z]+(?: (?:only|just|up))?) (?:all |any |every )?(?:the |of the )?(?:rest|others|other ones|other [a-z]+|everything else|remaining(?: ones| [a-z]+)?|smaller ones|bigger ones|larger ones|cheaper ones|shorter ones|longer ones)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)

_MERELY = Pattern(r"(?:(?:just|only|simply|also|then|please) )+", re.IGNORECASE)

_OPPOSITE = Pattern(
    r"(?:when|if|where) (?:it|they|that) (?:is|are|does|do) ?(?:lower|smaller|less|higher|bigger|cheaper|below(?: that)?|above(?: that)?|under(?: that)?|not|n't)(?: than that)?,? (?P<main>[a-z]+ .+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Arm:
    """What is done, and on which condition or event; `when` is empty for all else."""

    when: str
    told: Words
    main: Words
    whole: Words | None = None
    """A condition that stands first already, with what is done: it stays as it is."""


def arms_of(body: Words, *, named: bool) -> list[Arm]:
    """Each order with its condition; nothing where one has none."""
    arms: list[Arm] = []
    for part in _parts(body):
        arm = _arm(part, named=named and not arms)
        if arm is None:
            return []
        arms.append(arm)
    return arms


def _parts(body: Words) -> list[Words]:
    """Cuts where the order before has its condition already."""
    parts: list[Words] = []
    start = 0
    for cut in _CUT.finditer(body.masked):
        behind = body.masked[cut.end() :]
        before = body[start : cut.start()]
        if not _has_condition(before.masked) or not _opens_arm(behind):
            continue
        parts.append(before)
        start = cut.end()
    parts.append(body[start:])
    return parts


def _has_condition(text: str) -> bool:
    return _SUB.search(text) is not None or _ELSE_LAST.fullmatch(text) is not None


def _opens_arm(text: str) -> bool:
    """Whether an order with a condition of its own, or one for all else, follows."""
    if re.match(rf"(?:{EVENTS}|{CONDITIONS})\b ", text, re.IGNORECASE):
        return True
    if re.match(rf"(?:{_ELSE})\b", text, re.IGNORECASE):
        return True
    if _OTHERS.match(text) and is_order(text.split(maxsplit=1)[0]):
        return True
    first = re.split(r"[;,]", text)[0]
    opens = (
        re.match(r"(?:(?:to|in|on|into|via|with) )?(?:[#\ue000\ue001@]|an? |the )", text, re.IGNORECASE)
        is not None
    )
    word = re.match(r"[a-z-]+", text, re.IGNORECASE)
    opens = opens or (word is not None and is_order(word.group()))
    return opens and _has_condition(first)


def _arm(part: Words, *, named: bool) -> Arm | None:
    part = part.trimmed(" ,;.")
    for pattern in (_ELSE_FIRST, _ELSE_LAST):
        if (found := pattern.fullmatch(part.masked)) is not None:
            return Arm("", part[0:0], order_of(part.group(found, "main")))
    if (opposite := _OPPOSITE.fullmatch(part.masked)) is not None:
        return Arm("", part[0:0], order_of(part.group(opposite, "main")))
    if ANY_SUB.match(part.masked):
        return Arm("", part[0:0], part[0:0], part)
    found = _SUB.search(part.masked)
    if found is not None:
        told, further = _further(part[found.end() :])
        if re.match(r"[a-z]+ing\b", told.masked, re.IGNORECASE):
            return None
        arm = Arm(
            (found["event"] or found["condition"]).lower(),
            told,
            put_together(order_of(part[: found.start()]), further),
        )
        return _named(arm) if named else arm
    if (others := _OTHERS.fullmatch(part.masked)) is not None and is_order(others["verb"].split()[0]):
        return Arm("", part[0:0], put_together(part.group(others, "verb"), "it", part.group(others, "rest")))
    return None


_GOES_ON = Pattern(r"(?:,? and then|, and|, then|,) (?=(?P<verb>[a-z-]+) )", re.IGNORECASE)

_AND_DO = Pattern(
    r" and (?=(?P<verb>[a-z]+) (?:(?P<of>it|them|its|their|him|her)|the|an?|all|my|our|me|us|\ue000)\b)",
    re.IGNORECASE,
)
"""An order that is joined by a mere “and”; `of`: it is about what was made before."""

_SINGULAR = frozenset({"is", "was", "has", "gets"})

_IT = Pattern(
    r"(?P<it>it|they|one|this|that)(?= (?:is|are|was|were|has|have|gets?|contains?|comes?|goes|says?|mentions?)\b)",
    re.IGNORECASE,
)

_THING = Pattern(
    r"(?P<verb>[a-z-]+) (?P<thing>(?:(?:an?|the|my|our|every|each|new|all) )?(?!it\b|them\b|me\b|us\b)[^,;]+?)(?P<rest>(?:,? (?:to|into|in|on|as|at|via|through|with|from|by)\b.*)?)",
    re.IGNORECASE | re.DOTALL,
)


def _further(told: Words) -> tuple[Words, Words]:
    """What happens, and what is done about it beside: “… when a file is added, and upload it”."""
    if (ones := re.search(r",? and for [^,;]+ ones\b", told.masked)) is not None:
        return told[: ones.start()], told[ones.start() :]
    for found in _GOES_ON.finditer(told.masked):
        if is_order(found["verb"]) and told.masked[found.end() - 1] != ",":
            return told[: found.start()], told[found.start() :]
    for found in _AND_DO.finditer(told.masked):
        # “… when a booking comes in and mail the link”: what one thing does would be “mails”.
        one = any(word in _SINGULAR or third_person_of(word) for word in told.masked[: found.start()].split())
        if base_of(found["verb"]) == found["verb"].lower() and (found["of"] or one):
            return told[: found.start()], told[found.start() :]
    return told, told[0:0]


def _named(arm: Arm) -> Arm:
    """“Publish a record once it is approved”: once a record is approved, publish it."""
    it = _IT.match(arm.told.masked)
    main = _THING.fullmatch(arm.main.masked) if it is not None else None
    if it is None or main is None or not is_order(main["verb"]):
        return arm
    thing, which = arm.main.group(main, "thing"), arm.told.group(it, "it")
    if re.search(r"\ue000|\b(?:new|every|each|incoming|an?)\b", thing.masked, re.IGNORECASE) is None:
        return arm
    pronoun = "them" if which.text.lower() == "they" else "it"
    return Arm(
        arm.when,
        put_together(thing, arm.told[it.end() :]),
        put_together(arm.main.group(main, "verb"), pronoun, arm.main.group(main, "rest")),
    )


def is_ordered(main: Words) -> bool:
    """Whether it begins as an order does."""
    word = re.match(r"[a-z-]+", main.masked.strip(), re.IGNORECASE)
    return word is not None and is_order(word.group())


def order_of(main: Words) -> Words:
    """An order, also where it was told in the passive."""
    main = main.trimmed(" ,;.").lowered()
    if (merely := _MERELY.match(main.masked)) is not None:
        main = main[merely.end() :]
    return active(main, states=True) or main
