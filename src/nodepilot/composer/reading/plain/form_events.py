"""That a form is sent, told behind its fields or once more: “when a form with name and date is submitted, …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_SENT = r"(?:is|are|gets?|was|has been|'s) (?:(?:submitted|sent(?: in| off)?|filled(?: in| out)?|completed|answered)\b)"
_BEHIND_FIELDS = Pattern(
    rf"(?P<form>(?:when|whenever|if|once|after|as soon as|every time|each time) [^,.;:]*?(?:\b(?:form|survey|questionnaire)|\ue000))(?P<fields> (?:with|asking for|that asks for|which asks for|for) [^.;:]+?) (?P<sent>{_SENT})",
    re.IGNORECASE,
)
_ONCE_MORE = Pattern(
    rf"(?P<before>[.;,:]) (?:and )?(?:when|whenever|if|once|after|as soon as) (?:it|this|that|the form|one|somebody (?=submits)|someone (?=submits)) ?(?:{_SENT}|submits it),? (?P<and>and (?=the |if |its ))?",
    re.IGNORECASE,
)
_FORM = re.compile(r"[^.;]*\b(?:form|survey|questionnaire)\b", re.IGNORECASE)


def form_sent(whole: Words) -> Words:
    """The request with its form sent before the fields are listed, and sent but once."""
    if (found := _BEHIND_FIELDS.match(whole.masked)) is not None:
        form, fields, sent = (whole.group(found, name) for name in ("form", "fields", "sent"))
        return put_together(form, sent, fields, whole[found.end() :])
    told = _FORM.match(whole.text)
    again = _ONCE_MORE.search(whole.masked, told.end()) if told is not None else None
    if again is None or re.match("(?:when|if|once|after)", whole.masked, re.IGNORECASE):
        return whole
    case = "if " if again["and"] else ""
    return put_together(whole[: again.end("before")], case, whole[again.end() :])
