"""Texts without quotation marks: “if someone writes price …”, “remind the choir that rehearsal starts at 7”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, changed, put_together
from nodepilot.kit.patterns import Pattern

_WRITTEN = Pattern(
    r"\b(?:if|when|whenever) (?:someone|somebody|anyone|they|he|she|people|(?:the|an?|any) (?:user|person|customer|client|sender|guest|member|visitor)) (?:writes?|types?|says?|texts?|enters?) (?:(?:the )?word )?"
    r"(?P<value>(?!(?:an?|the|me|us|it|to|in|into|about|that|something|anything)\b)[a-z]+(?: (?!(?:in|to|on|at)\b)[a-z]+)?),? (?=(?:reply|respond|answer|send|tell|say|give|show)\b)",
    re.IGNORECASE,
)
"""“if someone writes price | reply with …”: what the message holds."""


def written(whole: Words) -> Words:
    """“If the message contains "price", reply with …”."""
    return changed(
        whole,
        (
            (*found.span(), [" if the message contains ", whole.group(found, "value").quoted(), ", "])
            for found in _WRITTEN.finditer(whole.masked)
        ),
    )


_REMINDED = Pattern(
    r"(?P<front>.*\b(?:remind|tell|text|message|notify|let)\b[^.;:\"]*?) that (?P<said>[^,.;:\"]*? (?:starts?|begins?|ends?|opens?|closes?|leaves?|is|are) (?:at|from|until|on) [^,;:\"]+?)[. ]*",
    re.IGNORECASE | re.DOTALL,
)
"""“remind the choir every Wednesday at 5pm that | rehearsal starts at 7”: its time is told, and starts nothing."""


def reminded(whole: Words) -> Words:
    found = _REMINDED.fullmatch(whole.masked)
    if found is None:
        return whole
    said = whole.group(found, "said").capitalised().quoted()
    return put_together(whole.group(found, "front"), " with the text ", said)
