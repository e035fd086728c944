"""“A Slack alert for every failed payment” as “when there is a failed payment, send a Slack alert”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.language.lexicon import load_lexicon
from nodepilot.composer.reading.masks import ADDRESS
from nodepilot.composer.reading.plain.orders import SOURCE, ordered, without_article
from nodepilot.composer.reading.plain.verbs import is_order, participle_of
from nodepilot.composer.reading.plain.wishes import made
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_WISH = r"(?:(?:(?:i|we)(?: just)?(?:'d| would)? (?:want|need|like|love)(?: to (?:have|get|see|receive))?|there (?:should|must|has to|shall) be|(?:give|get|make) (?:me|us)|(?:please )?(?:can|could) (?:i|we) (?:have|get)) )?"
_EACH = r"(?:for|per|on|about|upon) (?P<each>each|every|any|all|(?=new\b))(?: (?:single|one))?(?: of)?"
_NOUN = Pattern(
    rf"{_WISH}(?:an?|one|the) (?P<thing>[^,;:.]+?) {_EACH} (?P<event>[^;.]+)",
    re.IGNORECASE | re.DOTALL,
)
_SHOULD_BE = Pattern(
    r"for (?P<event>(?:each|every|any|all)\b[^;:.]+?),? (?:there (?:should|must|has to|shall) be|(?:i|we)(?:'d| would)? (?:want|need|like)) (?P<thing>an? .+)",
    re.IGNORECASE | re.DOTALL,
)


def there_should_be(sentence: Words) -> Words | None:
    """“For every element there should be a task”: for every element create a task."""
    found = _SHOULD_BE.fullmatch(sentence.masked)
    if found is None:
        return None
    return put_together("For", sentence.group(found, "event"), ", ", made(sentence.group(found, "thing")))


_WISHED = Pattern(
    r"(?:(?:i|we)(?:'d| would)? (?:want|need|like)(?: to (?:have|get|see|receive))?|(?:give|get|make) (?:me|us)) (?P<thing>an? [^,;:.]+?) (?:for|per|on|upon) (?:each|every|any)(?: single)? (?P<n>(?:new )?[^,;:.]+?) (?:that|which) (?P<is>is|gets|was) (?P<done>[a-z]+) (?P<where>[^,;:.]*\ue000[^,;:.]*)",
    re.IGNORECASE | re.DOTALL,
)


def wished_for_each(request: Words) -> Words | None:
    """“I want a task for every page that is added to my database”: when a page is added there, a task is made."""
    found = _WISHED.fullmatch(request.masked.rstrip(" .!"))
    if found is None or not (participle_of(found["done"]) or found["done"].lower() in {"won", "lost"}):
        return None
    return put_together(
        "When a",
        request.group(found, "n"),
        request.group(found, "is"),
        request.group(found, "done"),
        request.group(found, "where"),
        ", ",
        made(request.group(found, "thing")),
    )


def for_each(sentence: Words) -> Iterator[Words]:
    """The sentence as an event and an order."""
    found = _NOUN.fullmatch(sentence.masked)
    if found is not None and not is_order(sentence.masked.split()[0]):
        event = sentence.group(found, "event")
        if found["each"] or re.match("new", event.masked, re.IGNORECASE):
            thing = made(sentence.group(found, "thing"))
            yield put_together("When there is a new", without_article(event), ", ", thing)


_BEHIND = Pattern(
    r"(?P<order>(?P<verb>[a-z-]+) [^;:,]+?)(?<!\band)(?<!\bthen),? (?:for|on|upon|after|about|with|from) (?P<event>(?:each|every|any) (?!(?:with|of|in|to|from|by|rows?|records?|lines?|entry|entries|items?|cells?|images?|photos?|files?|one)\b)[^;:,]+?)(?P<more>(?:,? and(?: then)?|, then|,) (?P<verb2>[a-z-]+) .+)?",
    re.IGNORECASE | re.DOTALL,
)
_FIXED = Pattern(
    r".*\b(?:when|whenever|(?:each|every) time|if|once|as soon as)\b|(?:(?:me|us|him|her|them|an?|one|the|all|these|those|my|our|today|tomorrow|yesterday|it|which|whether|what)\b|\d)|.*\b(?:for|on) (?:each|every|any)\b|.*,|.*\b(?:and (?:then )?(?:it|store|save|send|upload|put|post|write|add|email|mail|insert|load|import)|highest|lowest|duplicates?)\b|.*\brows? of (?:\ue001|\S+\.[a-z]{3,4}\b)",
    re.IGNORECASE,
)
_WHO = r"(?:i|we|you|they|people|customers?|clients?|users?|someone|somebody|visitors?|guests?|members?|colleagues|candidates?|applicants?|employees|suppliers?)"
_RELATIVE = Pattern(
    rf"(?P<order>(?P<verb>[a-z]+) .*?)(?P<prep> (?:from|in|of|on|for))? ?(?P<thing>(?:(?:the|all|every|each|any|new|incoming) )*(?:[\w-]+ ){{1,3}}?)(?:that |which )?"
    rf"(?P<who>{_WHO}) (?P<does>receive|receives|get|gets|send|sends|upload|uploads|submit|submits|post|posts|drop|drops|forward|forwards|enter|enters|add|adds|leave|leaves|write|writes|share|shares)\b"
    r"(?P<rest>[^,;]*?)(?P<more>(?:,? and(?: then)?|,| with| (?:in)?to| as) .*)?",
    re.IGNORECASE | re.DOTALL,
)


_BRINGING = ("send", "write", "post", "submit", "forward")
_TO_OURS = Pattern(r" to (?:my|our|the) \ue000+(?= with | and |,|$)", re.IGNORECASE)
_PASSIVE_RELATIVE = Pattern(
    r"(?P<order>(?P<verb>[a-z]+)(?: .*?)??)(?P<prep> (?:from|in|of|on|for))? (?P<thing>(?:(?:the|all|every|each|any|new|incoming) )*(?:[\w-]+ ){1,2})(?:that|which) (?P<does>(?:get|gets|are|is) (?:dropped|uploaded|added|sent|posted|submitted|put|created|placed|saved)|reach(?:es)?|(?:arrives?|comes?)(?: in)? (?:by|via|per|through|over|on|with)|arrives? in|lands? in|comes? into|comes? in|ends? up in|shows? up in)\b(?P<rest>[^,;]*?)(?P<more>(?:(?:,? and(?: then)?|, then|,| with| using) | to (?=[\ue001#])).*)?",
    re.IGNORECASE | re.DOTALL,
)


_ARRIVING = Pattern(
    r"(?P<verb>[a-z]+) (?P<thing>(?:(?:the|all|every|each|any|new|incoming|our|my) )*(?:[\w-]+ ){1,3})(?:that|which) (?P<does>(?:arrives?|comes?)(?: in)?) (?P<way>(?:by|via|per|through|over) (?:\ue000+|e-?mail|mail|post|sms))"
    r"(?P<to> (?:to|in|into|on|at|as) .+)",
    re.IGNORECASE | re.DOTALL,
)


def relative_event(sentence: Words) -> Iterator[Words]:
    """“Store the text of attachments I get in Gmail”: when I get attachments in Gmail …"""
    arriving = _ARRIVING.fullmatch(sentence.masked)
    if arriving is not None and is_order(arriving["verb"]):
        thing = without_article(sentence.group(arriving, "thing").trimmed())
        verb, does, way, to = (sentence.group(arriving, name) for name in ("verb", "does", "way", "to"))
        yield put_together("When new", thing, does, way, ", ", verb.lowered(), "them", to)
        return
    passive = _PASSIVE_RELATIVE.fullmatch(sentence.masked)
    if passive is not None and (is_order(passive["verb"]) or passive["verb"].lower() in {"have", "let"}):
        thing = without_article(sentence.group(passive, "thing").trimmed())
        does, rest, prep, more = (sentence.group(passive, name) for name in ("does", "rest", "prep", "more"))
        order = sentence.group(passive, "order").lowered()
        yield put_together("When new", thing, does, rest, ", ", order, prep, "them", more)
        return
    found = _RELATIVE.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return
    thing = sentence.group(found, "thing").trimmed()
    more = sentence.group(found, "more")
    rest = sentence.group(found, "rest")
    if found["does"].lower().startswith(_BRINGING) and (there := _TO_OURS.match(more.masked)) is not None:
        # "the voice notes people send to my bot with …": where they send them is what happens.
        rest, more = put_together(rest, more[: there.end()]), more[there.end() :]
    it = "them" if thing.text.endswith("s") else "it"
    order = sentence.group(found, "order").lowered()
    yield put_together(
        "When",
        sentence.group(found, "who"),
        sentence.group(found, "does"),
        without_article(thing),
        rest,
        ", ",
        order,
        sentence.group(found, "prep"),
        it,
        more,
    )


_OF_EACH = Pattern(
    r"(?P<verb>[a-z]+) (?P<the>the )?(?P<thing>[^,;:]+?) (?:of|from|in|on) (?:(?:each|every|any|all) )?(?P<new>new|incoming) (?P<event>[^,;:()]+?)(?P<rest>(?: (?:with|by|using|via|to|into|as|and)\b| \().*)?",
    re.IGNORECASE | re.DOTALL,
)


def of_each(sentence: Words) -> Iterator[Words]:
    """“Decide the urgency of new tickets”: for new tickets decide the urgency."""
    found = _OF_EACH.fullmatch(sentence.masked)
    if found is None or not is_order(found["verb"]):
        return
    verb, thing = sentence.group(found, "verb").lowered(), sentence.group(found, "thing")
    event, rest = sentence.group(found, "event"), sentence.group(found, "rest")
    yield put_together(
        "For",
        "new" if sentence.group(found, "new") else "each new",
        event,
        ", ",
        verb,
        sentence.group(found, "the") or "the",
        thing,
        rest,
    )


def behind(sentence: Words) -> Iterator[Words]:
    """“Write a post for each topic in my sheet and store it”: for each topic in my sheet …"""
    found = _BEHIND.fullmatch(sentence.masked)
    if found is None or not (is_order(found["verb"]) or found["verb"].lower() in {"let", "have"}):
        return
    if found["verb2"] and not is_order(found["verb2"]):
        return
    if _NAMED_FILE.search(sentence.text):
        # "parse users.json and create a row for each user": those in the file.
        return
    if ADDRESS in found["event"]:
        # "for each city in my sheet from https://…": where it is asked is no part of what happens.
        return
    event, order = sentence.group(found, "event"), sentence.group(found, "order").lowered()
    yield put_together("For", event, ", ", order, sentence.group(found, "more"))
    yield put_together(
        "When there is a new", without_article(event), ", ", order, sentence.group(found, "more")
    )


_NAMED_FILE = Pattern(r"[\w-]\.(?:csv|tsv|xlsx?|ods|json|xml|pdf|zip|txt|md|docx?|html?)\b", re.IGNORECASE)
_HANDING_ON = frozenset(
    "send post add copy forward upload subscribe move index publish tweet message notify email text upsert archive create".split()
)


def _hands_on(verb: str) -> bool:
    """Whether a verb brings something that comes in to where it belongs."""
    lexicon = load_lexicon("en")
    return any(
        category == "verbs" and concept in _HANDING_ON
        for category, concept in lexicon.senses(verb.split(maxsplit=1)[0].lower())
    )


def as_event(sentence: Words) -> Iterator[Words]:
    """“Save new leads from HubSpot in Notion”: what is handled is what happens."""
    parts = ordered(sentence)
    if parts is None:
        return
    verb, thing, rest = parts
    if _NAMED_FILE.search(thing.text):
        # "import customers.csv from Drive": that one file.
        return
    if verb.text.isupper() or ":" in thing.text:
        # "POST /signup: …": how a webhook is called.
        return
    if SOURCE.search(thing.masked) is None or _FIXED.match(thing.masked) or not _hands_on(verb.masked):
        return
    yield put_together("When there is a new", without_article(thing), ", ", verb.lowered(), "it", rest)
