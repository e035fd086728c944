"""Adverbs that tell nothing of what is done: “a webhook that simply answers”, “a bot which always replies”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MANNER = Pattern(
    r"\b(?:that|which|who|(?:web)?hook|endpoint|bot) (?P<adverb>(?:(?:simply|just|always|automatically|basically|merely|immediately|instantly|directly) )+)(?=[a-z]+s\b)",
    re.IGNORECASE,
)


def without_adverbs(whole: Words) -> Words:
    """The request without them; itself where there are none."""
    parts: list[Words] = []
    at = 0
    for found in _MANNER.finditer(whole.masked):
        parts.append(whole[at : found.start("adverb")])
        at = found.end("adverb")
    return put_together(*parts, whole[at:]) if parts else whole
