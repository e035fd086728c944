"""Things that something happens to, told as what is handled: “log every order that gets cancelled”."""

from __future__ import annotations

import re

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.reading.plain.orders import without_article
from nodepilot.composer.reading.plain.verbs import begins_order, is_order, participle_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_THING = r"(?P<thing>(?:each|every|any|all)(?: (?:the|my|our|new))? [^,;:.]+?) (?:that|which) (?:gets?|got|becomes?) (?P<state>[a-z]+)"
_ORDERED = Pattern(
    rf"(?P<verb>[a-z]+) {_THING}(?P<where> (?:in|on) \ue000+| (?:to|into) (?:(?:my|our|the) )?\ue000+(?= (?:to|into|in|on)\b))?(?P<to> (?:to|into|in|on|as|with|via|by)\b .+)?",
    re.IGNORECASE | re.DOTALL,
)
_SHOULD = Pattern(
    rf"{_THING}(?P<where> (?:in|on) \ue000+)?,? (?:should|shall|must|has to|have to|needs to|need to) (?:be (?P<done>[a-z]+)|(?P<go>go))(?P<to> .+)?",
    re.IGNORECASE | re.DOTALL,
)
_ARRIVES = Pattern(
    r"(?P<thing>(?:[a-z-]+ ){0,3}[a-z-]+s) (?P<does>land|arrive|come(?: in)?|show up|pop up|end up|(?:are|get) (?:dropped|uploaded|sent|added|posted|submitted))(?P<where> [^,;]*?[\ue000\ue001][^,;]*?)(?:,|;| -)(?: and| then| so| please)* (?P<order>[a-z].+)",
    re.IGNORECASE | re.DOTALL,
)
_HEADED = Pattern(
    r"(?:all |any |every |incoming )?(?P<thing>(?:e-?mails?|mails?|messages|tickets|orders|files|documents|photos|images) (?:with|from|in|on|that|which|to) [^,;:.]+): (?P<order>[a-z].+)",
    re.IGNORECASE | re.DOTALL,
)
_PEOPLE_DO = Pattern(
    r"(?:.{0,80}\b(?:and|where|so|,) )?(?:people|customers|clients|guests|they|applicants|members|parents|students|visitors) (?:order|apply|register|sign up|book|subscribe|contact (?:me|us)|ask|write (?:to )?(?:me|us)) (?:(?:by|through|via|with) (?:filling(?: in| out)?|answering|submitting|using|completing)|through|via|with|using|in|on) (?:a|an|my|our|the|this) (?P<form>(?:[a-z]+ )?\ue000+(?: form)?)(?:,|\.|;| and| -)(?P<rest> .+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = Pattern(
    r"^ *(?:and |so |then )*(?:(?:could|can|would|will) you (?:please )?(?:make (?:it so(?: that)?|sure(?: that)?) ?|set (?:it|this) up so(?: that)? ?|do it so(?: that)? ?)?|i(?:'d| would)? (?:want|need|like)(?: it so)? (?=that |i )|make (?:it so(?: that)?|sure(?: that)?) |please )(?:that )?",
    re.IGNORECASE,
)
_LET = Pattern(r"(?:let|have|\ue000+ (?:should|shall|must)|i (?:want|need))\b", re.IGNORECASE)


def becoming(sentence: Words) -> Words | None:
    """“Write every order that gets cancelled into Excel”: when an order is cancelled, write it into Excel."""
    found = _ORDERED.fullmatch(sentence.masked)
    if found is not None and is_order(found["verb"]):
        verb: Words | str = sentence.group(found, "verb").lowered()
    else:
        found = _SHOULD.fullmatch(sentence.masked)
        if found is None:
            return None
        told = participle_of(found["done"]) if found["done"] else "send"
        if told is None:
            return None
        verb = sentence.group(found, "done" if found["done"] else "go").said_as(told)
    if not _happens(found["state"]):
        return None
    thing, state, where, to = (sentence.group(found, name) for name in ("thing", "state", "where", "to"))
    return put_together("When a", without_article(thing), "is", state, where, ", ", verb, "it", to)


def arriving(sentence: Words) -> Words | None:
    """“Receipts land as photos in Drive, let AI read them”: when they do, let AI read them."""
    found = _ARRIVES.fullmatch(sentence.masked)
    if found is None or not (begins_order(found["order"]) or _LET.match(found["order"])):
        return None
    if begins_order(found["thing"]) and len(found["thing"].split()) > 1:
        return None
    thing, does, where, order = (sentence.group(found, name) for name in ("thing", "does", "where", "order"))
    if " " not in does.text.replace(" up", ""):
        # "they end up in a folder": they come there, none of them is changed.
        does = does.said_as("arrive")
    return put_together("When", thing.lowered(), does, where, ", ", order.lowered())


def headed(sentence: Words) -> Words | None:
    """“Emails with a PDF attached: save the PDF”: when there are such emails, save it."""
    found = _HEADED.fullmatch(sentence.masked)
    if found is None or not begins_order(found["order"]):
        return None
    thing, order = sentence.group(found, "thing").lowered(), sentence.group(found, "order").lowered()
    return put_together("When there are new", thing, ", ", order)


def people_do(sentence: Words) -> Words | None:
    """“people order by filling in a Jotform”: when there is a new answer."""
    found = _PEOPLE_DO.fullmatch(sentence.masked)
    if found is None:
        return None
    form, rest = sentence.group(found, "form"), sentence.group(found, "rest")
    asked = _ASKED.match(rest.masked)
    order = rest if asked is None else rest[asked.end() :]
    if not order:
        return None
    return put_together("When there is a new", form, "submission, ", order)


def _happens(word: str) -> bool:
    """Whether a word names what can happen to a thing: `cancelled`, `closed`, `won`."""
    return any(category == "events" for category, _ in load_lexicon("en").senses(word.lower()))


def told_event(sentence: Words) -> Words | None:
    """What happens first, and then what is done about it; None where it stands so, or nothing happens."""
    return becoming(sentence) or arriving(sentence) or headed(sentence) or people_do(sentence)
