"""`$fromAI(…)`: a value that the language model fills in when it calls a tool."""

from __future__ import annotations

import re

_CALL = re.compile(r"\$from(?:AI|Ai|ai)\s*\(")


def calls_from_ai(code: str) -> bool:
    """A `$fromAI(` call stands in the text."""
    return "$from" in code and _CALL.search(code) is not None
