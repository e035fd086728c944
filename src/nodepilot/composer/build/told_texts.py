"""What somebody is told or asked, in the words that are for them: “that the work is finished”, “asking them to pay”."""

from __future__ import annotations

import re

from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance

Told = tuple[str, tuple[int, int]]
"""The words for the message, and where the request says them."""

_TELLING = frozenset("tell inform text email mail message write notify let confirm send".split())
_STATING = frozenset("tell tells inform notify let confirm comment commenting reply write remind".split())
_SPEAKING = frozenset("we our you your their they".split())
_STATED = frozenset("it the this his her its my a an".split())
_FINITE = frozenset("is are was were has have had will can cannot can't won't isn't aren't".split())
_ADDRESSED = {"their": "your", "they": "you", "them": "you"}
_ASKING = frozenset({"ask", "asks", "asking"})
_PERSONS = ("customer", "person", "user", "member", "subscriber", "contact", "lead", "candidate", "employee")
_SHORTEST = 2
"""Words behind "that" that tell something."""
_FINITE_WITHIN = 7
"""Words behind "that" among which a statement has its verb."""
_LONGEST_PERSON = 4


def reported(u: Utterance, first: int, last: int) -> Told | None:
    """“tell them that we got their order”: what somebody is told, in the words that are for them."""
    for index in range(first + 1, last - _SHORTEST):
        if u.tokens[index].norm != "that" or not _is_told(u, first, index, last):
            continue
        end = _end(u, index + 1, last)
        return _for_them(u.words(index + 1, end)), u.span(index + 1, end)
    return None


def _is_told(u: Utterance, first: int, that: int, last: int) -> bool:
    following = u.tokens[that + 1].norm
    before = {u.tokens[i].norm for i in range(first, that)}
    if following in _SPEAKING:
        return bool(before & _TELLING)
    near = {u.tokens[i].norm for i in range(that + 2, min(that + _FINITE_WITHIN, last))}
    return following in _STATED and bool(before & _STATING) and bool(near & _FINITE)


def asked_of(u: Utterance, first: int, last: int) -> Told | None:
    """“email the customer asking them to update the card”, “ask the guest for a review by email”: a request, politely."""
    if u.language != "en":
        return None
    for index in range(first, last - _SHORTEST):
        if u.tokens[index].norm not in _ASKING:
            continue
        place = _behind_person(u, index + 1, last)
        if place is None or place + 1 >= last or u.tokens[place].norm not in {"to", "for"}:
            continue
        end = _end(u, place + 1, last)
        said = u.words(place + 1, end).strip(" ,.")
        if not said:
            return None
        wish = said if u.tokens[place].norm == "to" else f"send us {said}"
        return _for_them(f"please {wish}") + ".", u.span(place + 1, end)
    return None


def _behind_person(u: Utterance, start: int, last: int) -> int | None:
    """The place behind “them”, “the customer”, or nobody; None where something else is asked."""
    place = start
    while place < min(last, start + _LONGEST_PERSON) and u.tokens[place].norm not in {"to", "for"}:
        if (behind := _behind_way(u, place, last)) is not None:
            return behind
        person = u.has(place, "words", "det", "object_pronoun", "me") or u.has(place, "nouns", *_PERSONS)
        plain = u.tokens[place].kind is Kind.WORD and not u.has(place, "verbs")
        named = plain or u.tokens[place].kind in {Kind.CHANNEL, Kind.EMAIL, Kind.HANDLE}
        if not (person or named) or u.service_at(place) is not None:
            return None
        place += 1
    return place if place < last else None


def _behind_way(u: Utterance, index: int, last: int) -> int | None:
    """“ask the team | in Slack #dev | for …”: the place behind where it is said."""
    if not _is_way(u, index, last):
        return None
    hit = u.service_at(index + 1)
    place = hit.last if hit is not None else index
    while place < last and u.tokens[place].kind is Kind.CHANNEL:
        place += 1
    return place if place < last else None


def _end(u: Utterance, start: int, last: int) -> int:
    """Where the words of what is said end: at the sentence's end, or at how and when it is said."""
    return next(
        (
            i
            for i in range(start, last)
            if u.tokens[i].norm in {".", ";", "\n"}
            or (i > start and _is_way(u, i, last))
            or (u.is_scheduled(i) and not u.has(i - 1, "words", "det"))
        ),
        last,
    )


def _is_way(u: Utterance, index: int, last: int) -> bool:
    """“… by email”, “… on Slack”."""
    return bool(
        u.has(index, "words", "in", "via") and index + 1 < last and u.service_at(index + 1) is not None
    )


def _for_them(said: str) -> str:
    addressed = re.sub(
        r"(?<!\w)(?:their|they|them)(?!\w)", lambda match: _ADDRESSED[match.group()], said.strip(" ,.")
    )
    return addressed[:1].upper() + addressed[1:]
