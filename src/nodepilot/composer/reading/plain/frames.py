"""What is said around a wish: “can you make something that …”, “I need a workflow which …”, “I'd like … to be …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.verbs import is_order, participle_of, third_person_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_POLITE = Pattern(
    r"(?:(?:please|pls|hi there|hello there|hey there|hi|hello|hey|hey so|so|yo)[,!]? )*(?:(?:can|could|would|will) (?:you|we|i|u)|is it possible|is there (?:a|any) way|i would like you|i want you|i need you|i'd like you|do you think you (?:can|could)|any chance (?:that )?(?:you|we) (?:can|could)"
    r"|(?:i|we)(?:'d| would) be (?:(?:ever so|so|very|really|most|extremely) )?(?:grateful|happy|glad|thankful|delighted) if you (?:can|could|would)|it would be (?:so |really |very )?(?:great|nice|awesome|cool|lovely|helpful|amazing|kind) if (?:you|we|i) (?:can|could)"
    r"|(?:would|could) you be so kind(?: as)?|would you mind)"
    r"(?: (?:please|pls|maybe|perhaps))?(?: to)? (?P<rest>.+?)(?P<end>(?: for me| for us|,? please)*[?.!]*)",
    re.IGNORECASE | re.DOTALL,
)
_THING = Pattern(
    r"(?:(?:(?:make|build|create|set up|set|whip up|cook up|have|get|give|need|want|i need|we need|i want|we want|i'd like|we'd like|i would like|(?:i'm |im )?looking for)(?: me| us)?|there should be) )?"
    r"(?:something|something up|smth|sth|somethin|smth up|sth up|some kind of automation|an? (?:simple |little |small |new )?(?:n8n )?(?:workflow|automation|flow|thing|tool|script|job|process))(?: in n8n)?(?:,? (?:that|which|to|so that|so|where)|:) (?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CAN_GET = Pattern(
    r"(?:(?:can|could|may) (?:i|we) )(?:please )?(?:get|have|receive) (?P<thing>(?:an?|the|all|my|our|some) .+? (?:by|via|on|in|as|to|over|through) .+?)[?.! ]*",
    re.IGNORECASE | re.DOTALL,
)
_SO = Pattern(
    r"(?:make it so|make sure|see to it|ensure|arrange it so|arrange|fix it so)(?: that)? (?P<rest>(?:when|whenever|every|each|everytime|any ?time|if|as soon as|all|new|i|we)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_GOT = Pattern(
    r"(?:so (?:that )?)?(?:(?:i|we) (?:get|receive|got)|get(?: me| us)?) (?P<thing>an? (?:[\w\ue000-]+ ){0,2}(?:e-?mail|mail|message|msg|dm|sms|text|text message|ping|notification|alert|push|reminder|summary|report|digest|heads up|heads-up)(?: message)?)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""“I get a text message each time …”: what is sent."""
_HAVE_DONE = Pattern(r"have (?=(?:every|each|all|any|the|my|our|incoming|new)\b)", re.IGNORECASE)
_WISHED = Pattern(
    r"(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love|wish)(?: to have)?(?: for)? (?P<subject>[^;:]+?) to be (?P<rest>[a-z]+\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_HAD_DONE = Pattern(
    r"(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love)(?: to have)? (?=(?:every|each|all|new|the|my|our|any|incoming)\b)",
    re.IGNORECASE,
)
_DONE = Pattern(
    r"\b(?P<verb>[a-z]*(?:ed|sent|put|itten|ade|ept))(?= (?:by|with|to|into|in|on|and|using|from|via|as)\b)",
    re.IGNORECASE,
)
_WHEN = Pattern(
    r"\b(?:when|whenever|if|every|each|as soon as|once|any ?time|on|at|daily|weekly|monthly|the moment)\b",
    re.IGNORECASE,
)
_PLEASE = Pattern(r"(?:please|pls|just|simply|kindly)\b,? ", re.IGNORECASE)
_TOLD = Pattern(r"(?P<join>(?:,? and(?: then)?|, then|,|^))(?P<gap> ?)(?P<verb>[a-z]+s)(?= )", re.IGNORECASE)


def asked_for(sentence: Words) -> Words:
    """“can I get a list … by email?” as an order; the sentence itself where it asks for nothing."""
    found = _CAN_GET.fullmatch(sentence.masked.strip())
    return sentence if found is None else put_together("send me", sentence.trimmed().group(found, "thing"))


def is_of_thing(sentence: Words) -> bool:
    """“something that watches the page and tells me …”: a wish for what does it, said as a thing."""
    found = _THING.fullmatch(sentence.masked)
    # "something that does this: …": what it does is told behind it.
    return found is not None and re.match(r"do(?:es)?\b", found["rest"]) is None


def unwrapped(sentence: Words) -> Words | None:
    """What is wished, without what is said around it; None where nothing is."""
    words, changed = sentence, False
    if (found := _POLITE.fullmatch(words.masked)) is not None and _begins_order(found["rest"]):
        words, changed = words.group(found, "rest"), True
    if (found := _THING.fullmatch(words.masked)) is not None:
        words, changed = _orders(words.group(found, "rest")), True
    if (found := _SO.fullmatch(_PLEASE.sub("", words.masked, count=1))) is not None:
        words, changed = words[len(words.masked) - len(found["rest"]) :], True
    if (found := _GOT.fullmatch(words.masked)) is not None and _WHEN.search(found["rest"]):
        words, changed = (
            put_together("send me", words.group(found, "thing"), words.group(found, "rest")),
            True,
        )
    if (found := _WISHED.fullmatch(words.masked)) is not None:
        words = put_together(words.group(found, "subject"), "should be", words.group(found, "rest"))
        changed = True
    if (done := _HAD_DONE.match(words.masked) or _HAVE_DONE.match(words.masked)) is not None:
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
