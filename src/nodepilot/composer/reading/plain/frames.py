"""What is said around a wish: “can you make something that …”, “I need a workflow which …”, “I'd like … to be …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order, participle_of, third_person_of
from nodepilot.composer.reading.plain.words import Words, put_together

_POLITE = re.compile(
    r"(?:(?:please|pls|hi|hello|hey)[,!]? )*(?:(?:can|could|would|will) (?:you|we|i|u)|is it possible|is there a way|i would like you|i want you|i need you|i'd like you)"
    r"(?: (?:please|pls|maybe|perhaps))?(?: to)? (?P<rest>.+?)(?P<end>(?: for me| for us|,? please)*[?.!]*)",
    re.IGNORECASE | re.DOTALL,
)
_THING = re.compile(
    r"(?:(?:(?:make|build|create|set up|have|get|give|i need|we need|i want|we want|i'd like|we'd like|i would like|i'm looking for)(?: me| us)?|there should be) )"
    r"(?:something|smth|an? (?:simple |little |small |new )?(?:n8n )?(?:workflow|automation|flow|thing|tool|script|job|process))(?: in n8n)?(?:,? (?:that|which|to)|:) (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WISHED = re.compile(
    r"(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love|wish)(?: to have)?(?: for)? (?P<subject>[^;:]+?) to be (?P<rest>[a-z]+\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_HAD_DONE = re.compile(
    r"(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love)(?: to have)? (?=(?:every|each|all|new|the|my|our|any|incoming)\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?P<verb>[a-z]*(?:ed|sent|put|itten|ade|ept))(?= (?:by|with|to|into|in|on|and|using|from|via|as)\b)",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"(?:please|pls|just|simply|kindly)\b,? ", re.IGNORECASE)
_TOLD = re.compile(
    r"(?P<join>(?:,? and(?: then)?|, then|,|^))(?P<gap> ?)(?P<verb>[a-z]+s)(?= )", re.IGNORECASE
)


def unwrapped(sentence: Words) -> Words | None:
    """What is wished, without what is said around it; None where nothing is."""
    words, changed = sentence, False
    if (found := _POLITE.fullmatch(words.masked)) is not None and _begins_order(found["rest"]):
        words, changed = words.group(found, "rest"), True
    if (found := _THING.fullmatch(words.masked)) is not None:
        words, changed = _orders(words.group(found, "rest")), True
    if (found := _WISHED.fullmatch(words.masked)) is not None:
        words = put_together(words.group(found, "subject"), "should be", words.group(found, "rest"))
        changed = True
    if (done := _HAD_DONE.match(words.masked)) is not None:
        for verb in _DONE.finditer(words.masked, done.end()):
            if words.masked[: verb.start()].rstrip().endswith(","):
                break
            if (
                participle_of(verb["verb"]) is not None
                and participle_of(verb["verb"]) != verb["verb"].lower()
            ):
                words = put_together(words[done.end() : verb.start()], "should be", words[verb.start() :])
                changed = True
                break
    if (found := _PLEASE.match(words.masked)) is not None:
        words, changed = words[found.end() :], True
    return words if changed else None


def _begins_order(text: str) -> bool:
    first = re.match(r"[a-z-]+", text, re.IGNORECASE)
    return first is not None and (is_order(first.group()) or first.group().lower() in {"have", "get", "give"})


def _orders(words: Words) -> Words:
    """“writes a post and stores it” as “write a post and store it”; what happens in a clause of its own stays."""
    parts: list[Words] = []
    at = 0
    for found in _TOLD.finditer(words.masked):
        verb = third_person_of(found["verb"])
        if verb is None:
            continue
        parts += [words[at : found.start("verb")], words.group(found, "verb").said_as(verb)]
        at = found.end()
    return put_together(*parts, words[at:])
