r"""n8n's patterns, which are JavaScript regular expressions, for Python's `re`.

Covers what n8n's node types use. JavaScript's `$` matches only at the very end, `\d` and `\w`
only ASCII, and groups are named `(?<name>…)`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?<(?![=!])|\$|[^\\\[($]+|.", re.DOTALL)


@lru_cache(maxsize=2048)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The Python pattern for a JavaScript one; raises ValueError when Python has no equal."""
    try:
        return re.compile("".join(map(_translate, _TOKEN.findall(pattern))), re.ASCII)
    except re.error as error:
        raise ValueError(f"cannot read the pattern `{pattern}`") from error


def is_found(pattern: str, value: str) -> bool:
    """JavaScript's `new RegExp(pattern).test(value)`."""
    return compile_pattern(pattern).search(value) is not None


def matches_whole(pattern: str, value: str) -> bool:
    """As n8n checks a resource locator's value: `^pattern$`, without brackets around it."""
    return is_found(f"^{pattern}$", value)


def _translate(piece: str) -> str:
    if piece == "$":
        return r"\Z"
    if piece == "(?<":
        return "(?P<"
    if piece.startswith("["):
        # `[^]` is any letter in JavaScript; `[` inside a class needs no escape there.
        return r"[\s\S]" if piece == "[^]" else piece[0] + piece[1:].replace("[", r"\[")
    return piece
