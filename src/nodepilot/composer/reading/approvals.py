"""“Ask the boss for approval; if approved …, if rejected …”: what is done with the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.tokens import Kind, fold
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.composer.reading.story import Act, Fork, Item, acts_of

_CONFIRMED = frozenset("confirmation confirmations bestatigung confirmacion confirmacao".split())
_OUTWARD = frozenset({"publish", "post", "send", "tweet", "go"})
_ASKING = frozenset("ask wait get send approve let notify call watch want".split())


def asks_approval(u: Utterance, act: Act) -> bool:
    """Whether somebody is asked to approve."""
    if u.has_within(act.first, act.last, "words", "unattended"):
        return False
    if act.verb == "approve":
        return True
    if act.verb not in _ASKING or not u.has_within(act.first, act.last, "nouns", "approval"):
        return False
    answered = u.has_within(act.last, len(u.tokens), "events", "approved", "rejected")
    return any(
        u.has(i, "nouns", "approval") and (answered or not _modifies(u, i)) and not _is_sent(u, act, i)
        for i in range(act.first, act.last)
    )


def _modifies(u: Utterance, index: int) -> bool:
    """“a confirmation email” is an email, unless it is said what the answer leads to."""
    following = index + max(1, u.has(index, "nouns", "approval"))
    return (
        bool(u.has(following, "nouns", "email", "sms", "message", "text"))
        or u.service_at(following) is not None
    )


def _is_sent(u: Utterance, act: Act, index: int) -> bool:
    """“send them a confirmation by SMS”: told that it went well, where “for confirmation” would ask."""
    asked = index > 0 and u.has(index - 1, "words", "for", "until", "to")
    return act.verb == "send" and u.tokens[index].norm in _CONFIRMED and not asked


def approval_told(u: Utterance, first: int, last: int, items: Iterable[Item]) -> tuple[Condition, int] | None:
    """“approved”, “they reject it”: the answer to what was asked before; and where the words end that tell it."""
    if not approves(u, items):
        return None
    place = first
    while place < last and (u.has(place, "words", "pronoun", "det", "adv") or u.has(place, "verbs", "be")):
        place += 1
    told = _says(u, place, "approved") if place < last else 0
    refused = _says(u, place, "rejected") if place < last else 0
    if not (told or refused):
        return None
    end = place + max(told, refused)
    if end < last and u.has(end, "words", "object_pronoun") and end + 1 == last:
        end += 1
    return Condition(
        (Test("approval", "true" if told else "false", None, "approval", u.span(first, end)),)
    ), end


def _says(u: Utterance, place: int, event: str) -> int:
    """Tokens of the word for that event, in quotation marks or not; else 0."""
    token = u.tokens[place]
    if token.kind is not Kind.QUOTED:
        return u.has(place, "events", event)
    senses = load_lexicon(u.language).senses(fold(token.text.strip("'\"“”„«»‘’")))
    return int(("events", event) in senses)


def approves(u: Utterance, items: Iterable[Item]) -> bool:
    """Whether somebody is asked to approve in what has been told so far."""
    return any(
        any(approves(u, case.items) for case in item.cases)
        if isinstance(item, Fork)
        else asks_approval(u, item)
        for item in items
    )


def by_approval(fork: Fork) -> bool:
    """Whether the fork's cases are what was answered."""
    tests = [t for c in fork.cases if c.guard.condition is not None for t in c.guard.condition.tests]
    return bool(tests) and all(test.kind == "approval" for test in tests)


def once_approved(u: Utterance, items: Sequence[Item]) -> None:
    """“AI turns them into a tweet, I approve it, only then it is posted”: what is made goes out with the approval alone."""
    for place, made in enumerate(items):
        if not isinstance(made, Act) or made.verb not in {"convert", "compose"} or made.target is None:
            continue
        behind = items[place + 1 :]
        asked = next((i for i, item in enumerate(behind) if approves(u, [item])), None)
        if asked is None:
            continue
        out = next((act for act in acts_of(behind[asked + 1 :]) if _goes_out(act)), None)
        if out is not None:
            out.target, made.target = made.target, None


def answered_once_approved(u: Utterance, items: Sequence[Item]) -> list[Item]:
    """“Let AI answer emails, but I approve the answer first”: it is written, approved, and only then sent."""
    made = next(
        (i for i, item in enumerate(items) if isinstance(item, Act) and item.ai and item.verb == "reply"),
        None,
    )
    asked = next((i for i, item in enumerate(items) if approves(u, [item])), None)
    if made is None or asked is None or asked < made:
        return list(items)
    answer, behind = items[made], list(items[asked + 1 :])
    assert isinstance(answer, Act)  # noqa: S101
    out = next((i for i, item in enumerate(behind) if isinstance(item, Act) and _goes_out(item)), None)
    sent = replace(answer, verb="reply", ai=False, arguments=[], helper=None, source=None)
    if out is not None:
        behind[out] = sent
    elif not behind:
        behind = [sent]
    return [*items[:made], answer.doing("compose"), *items[made + 1 : asked + 1], *behind]


_FIRST = frozenset("first beforehand before vorher zuerst zuvor antes primero primeiro avant".split())
_MADE = frozenset({"convert", "compose", "create"})
_HANDED_OVER = _MADE | {"add", "post", "publish", "send", "email", "tweet", "message", "upload"}


def approved_first(u: Utterance, items: Sequence[Item]) -> list[Item]:
    """“Create a post with AI and share it, I approve it first”: what goes out waits for the approval that is told behind it."""
    last, made = (items[-1], items[-2]) if len(items) > 1 else (None, None)
    if not isinstance(last, Act) or not isinstance(made, Act) or not asks_approval(u, last):
        return list(items)
    first = any(u.tokens[i].norm in _FIRST for i in range(last.first, last.last))
    place = made.target or _place_made_for(made)
    outward = made.verb in _OUTWARD
    if not first or (place is None and not outward) or made.verb not in _HANDED_OVER | _OUTWARD:
        return list(items)
    if outward or not (made.ai and made.verb in _MADE):
        return [*items[:-2], last, made]
    out = Act("post", made.first, made.first, target=place, verb_at=made.verb_at)
    return [*items[:-2], replace(made, target=None), last, out]


def approved_like_others(u: Utterance, items: Sequence[Item]) -> None:
    """“Up to 3 days go into the calendar, more has to be approved first”: then it goes there as well."""
    for fork in items:
        if not isinstance(fork, Fork) or len(fork.cases) != 2:
            continue
        for waiting, other in (fork.cases, fork.cases[::-1]):
            last = waiting.items[-1] if waiting.items else None
            if (
                isinstance(last, Act)
                and asks_approval(u, last)
                and any(u.tokens[i].norm in _FIRST for i in range(last.first, last.last))
                and not approves(u, other.items)
            ):
                waiting.items += [replace(item) for item in other.items]
                break


def _place_made_for(act: Act) -> ServiceHit | None:
    """“a LinkedIn post”: what is made bears the name of the place where it is shown."""
    said = act.argument("object")
    return next((hit for hit in said.services if hit is not act.source), None) if said is not None else None


def _goes_out(act: Act) -> bool:
    """“publish it”, with no place of its own."""
    said = act.argument("object")
    pointing = said is None or said.pronoun or not said.nouns
    return act.verb in _OUTWARD and pointing and act.target is None and act.source is None
