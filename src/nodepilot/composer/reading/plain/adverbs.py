"""Adverbs that tell nothing of what is done: “a webhook that simply answers”, “a bot which always replies”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, changed
from nodepilot.kit.patterns import Pattern

_MANNER = Pattern(
    r"\b(?:that|which|who|(?:web)?hook|endpoint|bot) (?P<adverb>(?:(?:simply|just|always|automatically|basically|merely|immediately|instantly|directly) )+)(?=[a-z]+s\b)",
    re.IGNORECASE,
)


def without_adverbs(whole: Words) -> Words:
    """The request without them; itself where there are none."""
    return changed(whole, ((*found.span("adverb"), ()) for found in _MANNER.finditer(whole.masked)))
