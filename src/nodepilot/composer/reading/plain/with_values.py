"""One event with several values: “when a lead arrives with plan A do this, with plan B do that”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.case_heads import NAMED_FIELDS
from nodepilot.composer.reading.plain.case_orders import case_order, thing_given
from nodepilot.composer.reading.plain.verbs import is_order
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_FIELD = rf"(?:{NAMED_FIELDS}|rating|ticket|age|score|amount|budget|price|label|tag)"
_BOUND = r"(?:(?:below|above|over|under|at least|at most|more than|less than) )?"
_VALUE = rf"{_BOUND}(?:\ue001+|[\w.-]+)(?: or (?:over|above|more|older|less|below|under|higher|lower))?"
_TWICE = Pattern(
    rf"(?P<event>(?:when|whenever|if|on|each time|every time) [^,;:]+?) with (?:the |an? )?(?P<field>{_FIELD}) (?P<one>{_VALUE})(?P<comes> (?:arrives|comes in|is (?:received|created|added|submitted|opened|closed)))?,? (?P<first>(?P<verb>[a-z]+) [^;]+?)"
    rf"[,;.] (?:and |but )?with (?:the |an? )?(?:(?P=field) )?(?P<two>{_VALUE}),? (?P<second>[a-z].+)",
    re.IGNORECASE | re.DOTALL,
)


def with_values(request: Words) -> Words | None:
    """The request with a condition for each value; None where it names none twice."""
    if request.masked.lower().count(" with ") < _LEAST:
        return None
    found = _TWICE.fullmatch(request.masked.rstrip(".! "))
    if found is None or not is_order(found["verb"]):
        return None
    second = request.group(found, "second")
    other = case_order(second) or thing_given(second)
    if other is None:
        return None
    field = request.group(found, "field")
    return put_together(
        request.group(found, "event"),
        request.group(found, "comes"),
        ". If the",
        field,
        "is",
        _as_value(request.group(found, "one")),
        ", ",
        request.group(found, "first"),
        ". If the",
        field.again(),
        "is",
        _as_value(request.group(found, "two")),
        ", ",
        other,
    )


def _as_value(words: Words) -> Words:
    """A single word in quotation marks: “monthly” is no time here."""
    return words.quoted() if re.fullmatch(r"[A-Za-z][\w-]*", words.text) else words


_LEAST = 2
