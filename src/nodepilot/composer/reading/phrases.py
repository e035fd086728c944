"""Small things that a clause may open with."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause

_LONGEST_TITLE = 4


def without_title(utterance: Utterance, clauses: list[Clause]) -> list[Clause]:
    """“Cleanup job: every Sunday …”, “code review bot: …”: what the thing is called orders nothing."""
    if len(clauses) < 2 or clauses[1].lead != "colon":
        return clauses
    first = clauses[0]
    u = utterance
    named = any(u.tokens[i].is_literal or u.service_at(i) is not None for i in range(first.first, first.last))
    if named or first.lead or first.last - first.first > _LONGEST_TITLE:
        return clauses
    if not u.has(first.last - 1, "words", "title"):
        return clauses
    return [replace(clauses[1], lead=""), *clauses[2:]]


def is_status(utterance: Utterance, clause: Clause) -> bool:
    """`-> 403`: a status code alone is the answer."""
    return (
        clause.last == clause.first + 1
        and re.fullmatch(r"[1-5]\d\d", utterance.tokens[clause.first].norm) is not None
    )
