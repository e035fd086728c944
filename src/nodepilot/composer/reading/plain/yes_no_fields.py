"""Questions of a form that are answered with yes or no: “a yes/no field urgent”, “If yes …, if no …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_YES_NO = r"\(?yes ?(?:/|or|-) ?no\)?"
_KIND = r"(?:field|question|choice|answer|dropdown|select|option|toggle|checkbox)"
_NAME = r"(?P<name>[\"'“‘](?P<quoted>[^\"'“”‘’?. ]+(?: [^\"'“”‘’?. ]+){0,2})\??[\"'”’]|(?!called|named|with|and|that|if)[a-z]+(?: (?!and\b|with\b|that\b|yes\b)[a-z]+)?)"
_FIELDS = (
    Pattern(
        rf"(?:an? |the )?{_YES_NO} {_KIND} (?:called |named |for |about )?{_NAME}(?=[.,:;]| and\b|$)",
        re.IGNORECASE,
    ),
    Pattern(
        rf"\b(?:an? |the )(?P<quoted>)(?P<name>[a-z]+(?: [a-z]+)?) {_YES_NO} {_KIND}(?=[.,:;]| and\b|$)",
        re.IGNORECASE,
    ),
    Pattern(
        rf"(?:an? |the )?{_KIND} (?:called |named )?{_NAME},? {_YES_NO}(?=[.,:;]| and\b|$)", re.IGNORECASE
    ),
)
_IF_ANSWERED = Pattern(
    r"(?P<if>\bif (?:yes|no)) (?P<only>(?:only |just |simply )?)(?P<verb>[a-z]+) (?=(?:it|them|me|us|him|her|the|an?|to|in|with|nothing)\b)",
    re.IGNORECASE,
)


def yes_no_fields(whole: Words) -> Words:
    """The request with such a field as “urgent (yes or no)”."""
    for pattern in _FIELDS:
        found = pattern.search(whole.text)
        if found is not None:
            name = whole.group(found, "quoted") or whole.group(found, "name")
            whole = put_together(whole[: found.start()], name, "(yes or no)", whole[found.end() :])
    return whole


def with_answers_apart(whole: Words) -> Words:
    """“If yes write a draft, if no archive it” with a comma behind the answers."""
    parts: list[Words | str] = []
    at = 0
    for found in _IF_ANSWERED.finditer(whole.masked):
        if is_order(found["verb"]):
            parts += [whole[at : found.end("if")], ", ", whole[found.start("verb") : found.end()]]
            at = found.end()
    return put_together(*parts, whole[at:]) if parts else whole
