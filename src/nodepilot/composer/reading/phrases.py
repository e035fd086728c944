"""Small things that a clause may open with."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.tokens import METHODS, Kind
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.verbs import Verbs

_LONGEST_TITLE = 4
_LONGEST_HEADING = 7
_LABELLED = 3
_ANSWERS = ("reply", "forward")


def without_title(utterance: Utterance, clauses: list[Clause]) -> list[Clause]:
    """“Cleanup job: every Sunday …”, “code review bot: …”: what the thing is called orders nothing."""
    if len(clauses) < 2 or clauses[1].lead not in {"colon", "when", "if"}:
        return clauses
    first = clauses[0]
    u = utterance
    if clauses[1].lead in {"when", "if"} and _is_heading(u, first):
        return clauses[1:]
    if clauses[1].lead != "colon":
        return clauses
    named = any(u.tokens[i].is_literal or u.service_at(i) is not None for i in range(first.first, first.last))
    if named or first.lead or first.last - first.first > _LONGEST_TITLE:
        return clauses
    if not u.has(first.last - 1, "words", "title"):
        return clauses
    return [replace(clauses[1], lead=""), *clauses[2:]]


def with_label(u: Utterance, verbs: Verbs, clauses: list[Clause]) -> list[Clause]:
    """“Pipedrive: new note -> …”: where it happens and what happens are told as one."""
    if len(clauses) < _LABELLED or [c.lead for c in clauses[:_LABELLED]] != ["", "colon", "arrow"]:
        return clauses
    where, what = clauses[0], clauses[1]
    hit = u.service_at(where.first)
    orders = any(
        (verbs.is_verb(i) and not u.has(i, "events") and not _is_thing(u, i, what.last))
        or ((other := u.service_at(i)) is not None and not other.is_generic)
        for i in range(what.first, what.last)
    )
    if hit is None or hit.last < where.last or orders:
        return clauses
    return [replace(where, last=what.last), *clauses[2:]]


def _is_thing(u: Utterance, place: int, last: int) -> bool:
    """“invoice created”, “file updated”: no order, but what something happens to."""
    return u.has(place, "nouns") > 0 and any(u.has(i, "events") for i in range(place + 1, last))


def _is_heading(u: Utterance, clause: Clause) -> bool:
    """“Create a podcast summary: when an mp3 is uploaded …”: what all of it makes, told before it begins."""
    return (
        clause.lead not in {"when", "if"}
        and clause.last < len(u.tokens)
        and u.tokens[clause.last].norm == ":"
        and clause.last - clause.first <= _LONGEST_HEADING
        and (
            _tells_approval(u, clause)
            or not any(
                u.tokens[i].is_literal or u.service_at(i) is not None
                for i in range(clause.first, clause.last)
            )
        )
    )


def _tells_approval(u: Utterance, clause: Clause) -> bool:
    """“Slack approval: when … send an approval message to #finance”: what it is, told again behind."""
    again = any(
        u.has(i, "nouns", "approval") or u.tokens[i].kind is Kind.CHANNEL
        for i in range(clause.last, len(u.tokens))
    )
    return again and bool(u.has(clause.last - 1, "nouns", "approval"))


def apart_from_address(u: Utterance, clauses: list[Clause]) -> list[Clause]:
    """“PUT /customers | updates …”, “an API that | answers with …”: what is called, and what the caller gets."""
    found: list[Clause] = []
    for clause in clauses:
        end = _address_end(u, clause) if clause.lead in {"", "when", "if", "colon"} else None
        if end is None:
            relative = bool(found) and found[-1].last < clause.first and u.has(clause.first, "words", "that")
            told = relative and not clause.lead and _address_end(u, found[-1]) is not None
            found.append(replace(clause, first=clause.first + told))
            continue
        if end == clause.last:
            found.append(clause)
            continue
        found.append(replace(clause, last=end))
        behind = end
        while behind < clause.last and (
            u.has(behind, "words", "that") or u.tokens[behind].norm in {",", ":", "der", "die", "das"}
        ):
            behind += 1
        if behind < clause.last:
            found.append(Clause(behind, clause.last, "", clause.sentence))
    return found


def _address_end(u: Utterance, clause: Clause) -> int | None:
    """Where the words for the address end; None where the clause is not about one that is called."""
    for i in range(clause.first, clause.last - 1):
        if u.tokens[i].text in METHODS and u.tokens[i + 1].kind is Kind.PATH:
            opened = i - clause.first <= _LONGEST_TITLE and not any(
                u.service_at(k) is not None and not u.service_at(k).is_generic  # type: ignore[union-attr]
                for k in range(clause.first, i)
            )
            return i + 2 if opened else None
    return next(
        (
            hit.last
            for hit in u.services
            if (
                hit.key == "errorTrigger"
                or (hit.key == "webhook" and u.has(hit.last + 1, "verbs", *_ANSWERS))
            )
            and clause.first <= hit.first < clause.first + _LONGEST_TITLE
            and hit.last < clause.last
            and u.has(hit.last, "words", "that")
        ),
        None,
    )


def is_status(utterance: Utterance, clause: Clause) -> bool:
    """`-> 403`, `-> 200 with the user`: a status code is the answer, whatever goes with it."""
    if re.fullmatch(r"[1-5]\d\d", utterance.tokens[clause.first].norm) is None:
        return False
    behind = clause.first + 1
    return behind == clause.last or bool(utterance.has(behind, "words", "with"))
