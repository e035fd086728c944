"""Small things that a clause may open with."""

from __future__ import annotations

import re

from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.clauses import Clause

_DEPENDING = (
    ("depending", "on"),
    ("based", "on"),
    ("according", "to"),
    ("je", "nach"),
    ("segun",),
    ("selon",),
    ("dependendo", "de"),
    ("dependiendo", "de"),
    ("abhangig", "von"),
)


def depends_at(utterance: Utterance, index: int) -> int:
    """Tokens of “depending on” at `index`; 0 if it is not there."""
    for words in _DEPENDING:
        if tuple(t.norm for t in utterance.tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


def is_status(utterance: Utterance, clause: Clause) -> bool:
    """`-> 403`: a status code alone is the answer."""
    return (
        clause.last == clause.first + 1
        and re.fullmatch(r"[1-5]\d\d", utterance.tokens[clause.first].norm) is not None
    )
