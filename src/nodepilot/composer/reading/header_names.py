"""Headers of a call: “with the header X-Api-Key: abc”."""

from __future__ import annotations

import re

from nodepilot.composer.language.utterance import Utterance

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|Authorization|Accept|Cookie")
_NEAR = 4


def names_header(u: Utterance, index: int) -> bool:
    """Whether the token is the name of a header, so that a colon behind it brings its value."""
    return (
        index > 0
        and _NAME.fullmatch(u.tokens[index].text) is not None
        and any(u.tokens[i].norm.startswith("header") for i in range(max(0, index - _NEAR), index))
    )
