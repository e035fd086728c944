"""“Does the subject contain “offer”? Then save it, if not archive it” as “if the subject contains “offer”, save it, otherwise …”."""

from __future__ import annotations

import re

from nodepilot.composer.language.inflection import verb_forms
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_ASKED = Pattern(
    r"(?P<aux>does|do|is|are|has|have|did|was) (?P<subject>(?:the|a|an|any|some|someone|somebody|it)\b[^?]*?) (?P<said>(?P<verb>contain|mention|include|have|start|end|say|match|come|cost|exceed|belong|live|need|fail|equal|ask|begin|ship|want)\b[^?]*|(?:over|above|below|under|more|less|greater|higher|lower|at least|at most|equal|not|from|in|on|older|longer|empty|urgent|negative|positive|missing|paid|unpaid)\b[^?]*)\?",
    re.IGNORECASE,
)
_YES = Pattern(r"\s*(?:then|if so|if yes|yes:|in that case|so)?,?\s*", re.IGNORECASE)
_NO = Pattern(
    r"(?:,|\.|;)? (?:and )?(?:if not|if it does not|if it doesn't|if it is not|if it isn't|otherwise|else|no:)(?:,| then)? ",
    re.IGNORECASE,
)
_OF_NEW = Pattern(
    r"(?P<field>the [a-z]+(?: [a-z]+)?) (?:of|in|on) (?P<thing>(?:an?|each|every|the) (?:new |incoming )?[^?]+)",
    re.IGNORECASE,
)
_NEW = Pattern(r"(?P<thing>(?:an?|each|every) (?:new |incoming )[^?]+)", re.IGNORECASE)


def answered(words: Words) -> Words | None:
    """A question that opens the request as a condition; None where none does."""
    found = _ASKED.match(words.masked)
    if found is None:
        return None
    rest = words[found.end() :]
    if (yes := _YES.match(rest.masked)) is not None:
        rest = rest[yes.end() :]
    if not rest:
        return None
    told = words.group(found, "said")
    if found["verb"]:
        verb = told[: len(found["verb"])]
        forms = verb_forms(verb.text.lower())
        told = put_together(
            verb.said_as(forms[1] if len(forms) > 1 else verb.text), told[len(found["verb"]) :]
        )
    else:
        told = put_together("is", told)
    subject = words.group(found, "subject")
    event: tuple[Words | str, ...] = ()
    if (of := _OF_NEW.fullmatch(subject.masked)) is not None:
        event = ("When there is", subject.group(of, "thing"), ": ")
        subject = subject.group(of, "field")
    elif _NEW.fullmatch(subject.masked) is not None:
        event, subject = ("When there is", subject, ": "), subject.said_as("it")
    return put_together(*event, "If", subject, told, ", ", *_answers(rest))


def _answers(rest: Words) -> tuple[Words | str, ...]:
    no = _NO.search(rest.masked)
    if no is None:
        return (rest.lowered(),)
    return (rest[: no.start()].lowered(), ", otherwise", rest[no.end() :].lowered())
