"""Small things that a clause may open with."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause
from nodepilot.composer.reading.verbs import Verbs

_LONGEST_TITLE = 4
_LONGEST_HEADING = 7
_LABELLED = 3


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
        (verbs.is_verb(i) and not u.has(i, "events"))
        or ((other := u.service_at(i)) is not None and not other.is_generic)
        for i in range(what.first, what.last)
    )
    if hit is None or hit.last < where.last or orders:
        return clauses
    return [replace(where, last=what.last), *clauses[2:]]


def _is_heading(u: Utterance, clause: Clause) -> bool:
    """“Create a podcast summary: when an mp3 is uploaded …”: what all of it makes, told before it begins."""
    return (
        clause.last < len(u.tokens)
        and u.tokens[clause.last].norm == ":"
        and clause.last - clause.first <= _LONGEST_HEADING
        and not any(
            u.tokens[i].is_literal or u.service_at(i) is not None for i in range(clause.first, clause.last)
        )
    )


def is_status(utterance: Utterance, clause: Clause) -> bool:
    """`-> 403`: a status code alone is the answer."""
    return (
        clause.last == clause.first + 1
        and re.fullmatch(r"[1-5]\d\d", utterance.tokens[clause.first].norm) is not None
    )
