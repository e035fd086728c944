"""“Does the subject contain “offer”? Then save it, if not archive it” as “if the subject contains “offer”, save it, otherwise …”."""

from __future__ import annotations

import re

from nodepilot.composer.language.inflection import verb_forms
from nodepilot.composer.reading.plain.orders import without_article
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_ASKED = Pattern(
    r"(?P<aux>does|do|is|are|has|have|did|was) (?P<subject>(?:the|a|an|any|some|someone|somebody|it)\b[^?]*?) (?P<said>(?P<verb>contain|mention|include|have|start|end|say|match|come|cost|exceed|belong|live|need|fail|equal|ask|begin|ship|want)\b[^?]*|(?:over|above|below|under|more|less|greater|higher|lower|at least|at most|equal|not|from|in|on|older|longer|empty|urgent|negative|positive|missing|paid|unpaid)\b[^?]*)\?",
    re.IGNORECASE,
)
_STATED = Pattern(
    r"(?!(?:does|do|is|are|has|have|did|was|can|could|will|would|what|which|who|when|if|how|why|where)\b)(?P<thing>(?:an? |the )?(?:new |incoming )?[\w\ue000 ]{3,40}?) "
    r"(?P<said>(?:contains?|mentions?|says?|is|has|starts with|comes from|includes)\b[^?]+|(?P<state>(?:assigned|labelled|labeled|tagged|marked|over|above|under|below|older|longer|larger|bigger) [^?]+))\?",
    re.IGNORECASE,
)
_TO_NOBODY = re.compile(r"(?:is )?assigned to (?:nobody|no one|noone)", re.IGNORECASE)
_YES = re.compile(r"\s*(?:then|if so|if yes|yes:|in that case|so)?,?\s*", re.IGNORECASE)
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
    if (stated := _stated(words)) is not None:
        return stated
    found = _ASKED.match(words.masked)
    if found is None:
        return None
    rest = _behind(words[found.end() :])
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


def _behind(rest: Words) -> Words:
    """What is done if so, without “then” and the like."""
    yes = _YES.match(rest.masked)
    return rest[yes.end() :] if yes is not None else rest


def _stated(words: Words) -> Words | None:
    """“WhatsApp message contains “price”? Answer …”: what comes in, and what is asked of it."""
    found = _STATED.match(words.masked)
    rest = _behind(words[found.end() :]) if found is not None else None
    if found is None or not rest:
        return None
    said = words.group(found, "said")
    if _TO_NOBODY.fullmatch(said.masked) is not None:
        said = said.said_as("has no assignee")
    elif found["state"]:
        said = put_together("is", said)
    thing = without_article(words.group(found, "thing")).lowered()
    new = () if thing.masked.startswith("new ") else ("new",)
    return put_together("When there is a", *new, thing, ": if it", said, ", ", *_answers(rest))


def _answers(rest: Words) -> tuple[Words | str, ...]:
    no = _NO.search(rest.masked)
    if no is None:
        return (rest.lowered(),)
    return (rest[: no.start()].lowered(), ", otherwise", rest[no.end() :].lowered())
