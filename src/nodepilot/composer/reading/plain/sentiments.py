"""Sentiments that are looked at first: “analyze the sentiment of each answer and alert Slack when it is negative”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_MODEL = r"(?:ai|an? (?:ai|llm|model|language model)|(?:the )?\ue000+|gpt(?:-?\d\w*)?|chatgpt|claude|gemini)"
_MOOD = r"(?:negative|positive|neutral|angry|unhappy|bad|happy|upset|frustrated|critical|good)"
_LOOKED_AT = Pattern(
    rf"(?:(?:use|let|have|with|using|ask) (?P<ahead>{_MODEL}),? (?:to )?)?(?:please )?"
    r"(?P<verb>analy[sz]e|check|detect|determine|find out|get|classify|rate|evaluate|assess|judge|score|recogni[sz]e|run|do|perform|make) (?:an? |the )?"
    r"(?:sentiment|mood|tone)(?: analysis)? (?:of|for|on|in|over) (?:(?P<each>each|every|all|any) )?(?:(?:of )?(?:the|our|my) )?(?:(?:new|incoming) )?(?P<thing>[^,;.]+?)"
    rf"(?P<model> (?:with|using|via|by|through) (?:the help of )?{_MODEL})?(?:,? and(?: then)?|, then|[,;.]| then) (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WHEN = Pattern(
    rf"(?P<deed>.+?),? (?:when|if|whenever|in case|as soon as|only if) (?:it|it's|they|this|that|one|the (?:sentiment|mood|tone|result|feedback|review|[a-z]+))?(?:'s|s)?(?: (?:is|are|looks|sounds|turns out|comes out))?(?: (?:to be|very|clearly))? ?(?P<mood>{_MOOD})[ .!]*",
    re.IGNORECASE | re.DOTALL,
)
_ONES = Pattern(
    rf"(?P<before>(?:only )?(?P<order>[a-z]+)(?: (?:me|us|to \S+))?(?P<for> [^,;.]*? (?:for|about|on|of))?) (?:only )?(?:all |the |each |every |any )?(?P<mood>{_MOOD}) (?:ones?|[a-z]+)(?P<behind>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SORTED = Pattern(
    rf"(?:if|when)\b|(?:the )?{_MOOD} (?:ones? |[a-z]+ )?(?:go|goes|are|is|should|get|become)\b",
    re.IGNORECASE,
)


def sentiment_first(whole: Words) -> Words | None:
    """What comes in, what its sentiment is, then what is done where it is the one that is named."""
    found = _LOOKED_AT.fullmatch(whole.masked)
    if found is None:
        return None
    thing, rest = whole.group(found, "thing"), whole.group(found, "rest").trimmed()
    done = _where_so(rest)
    if done is None:
        return None
    model = whole.group(found, "model") or (
        put_together("with", whole.group(found, "ahead")) if found["ahead"] else None
    )
    return put_together("When there is a new", thing, ", analyze its sentiment", model, ".", " ", done)


def _where_so(rest: Words) -> Words | None:
    """“warn #cx when it is negative”, “email me the negative ones”, “if it is negative, …”: as a condition and an order."""
    if _SORTED.match(rest.masked):
        return rest
    if (when := _WHEN.fullmatch(rest.masked)) is not None:
        return put_together("If it is", rest.group(when, "mood"), ", ", rest.group(when, "deed"))
    ones = _ONES.fullmatch(rest.masked)
    if ones is None:
        return None
    return put_together(
        "If it is",
        rest.group(ones, "mood").lowered(),
        ", ",
        rest.group(ones, "before"),
        "it",
        rest.group(ones, "behind"),
    )
