"""“A new contact: on weekdays …, on weekends …”: days that part the cases of one event, no times of their own."""

from __future__ import annotations

import re

_ON_SOME_DAYS = re.compile(
    r"\b(?:new|when|whenever|each time)\b.+[,:;] (?:on |during )(?:weekdays|the week|working days)\b"
    r".+[,;] (?:and |but )?(?:on|at) (?:the )?weekends?\b",
    re.IGNORECASE | re.DOTALL,
)


def days_are_cases(text: str) -> bool:
    """Whether something happens first, and what is done then depends on the day."""
    return _ON_SOME_DAYS.search(text) is not None
