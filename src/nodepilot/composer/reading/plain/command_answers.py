"""What a bot gives for a command: “/today sends my events of today” answers with them."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, changed
from nodepilot.kit.patterns import Pattern

_GIVES = Pattern(
    r"(?P<command>(?<!\S)/\w+|(?<=[:,.] )\ue001+) (?P<verb>sends?|gives?|shows?|returns?|lists?|tells?|fetches|gets)(?P<whom> me| back| you| us| them)?(?P<what> (?:my|the|all|our|today'?s|tomorrow'?s|open|latest|a list of|how many)\b[^,;.]*)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:to|into|in) (?:(?:my|the|our) )?(?:[#@\ue001]|\ue000+(?: channel)?$)", re.IGNORECASE
)


def command_answers(whole: Words) -> Words:
    """The request with such gifts as answers; what is sent somewhere else stays."""
    if re.search(r"\b(?:bot|commands?)\b", whole.text, re.IGNORECASE) is None:
        return whole
    given = (found for found in _GIVES.finditer(whole.masked) if not _ELSEWHERE.search(found["what"]))
    return changed(
        whole,
        (
            (found.start("verb"), found.start("what"), [whole.group(found, "verb").said_as("replies with")])
            for found in given
        ),
    )
