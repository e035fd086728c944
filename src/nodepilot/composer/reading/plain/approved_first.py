"""“Write a tweet and post it once I approved it in Slack”: I am asked in Slack, and what waits for the answer comes behind."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.orders import ordered, without_article
from nodepilot.composer.reading.plain.verbs import begins_order, is_order, participle_of
from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_PERSON = (
    r"(?:i|we|he|she|they|someone|somebody|\ue001+|(?:an?|the|my|our|his|her|their) (?:[a-z]+ )?"
    r"(?:boss|manager|supervisor|lead|leader|head|team|editor|editors|owner|admin|reviewer|colleague|cfo|ceo|cto|coo|director|accountant|lawyer|legal|hr|finance|marketing|sales|support|management|department|chief|client|customer|partner|assistant))"
)
_ASKED_IN = r"(?P<where> (?:in|on|via|by|through|over|with|at) (?:(?:our|the|my|a) )?(?:\ue000+|e-?mail|mail)(?: (?:channel )?[\ue001#][^\s,.;]*| channel| message| chat)*)?"
_AFTER = r",?(?: but)?(?: only)? (?:only )?(?:after|once|when|if|as soon as)"
_SAYS_YES = (
    rf"(?P<who>{_PERSON})(?:'ve|'s| have| has| had)? (?:(?:manually|finally|explicitly|first) )?(?:"
    r"(?P<yes>approve[sd]?|confirm(?:s|ed)?|ok(?:ay)?(?:s|ed|'d|'ed)?|accept(?:s|ed)?|agree[sd]?(?: to| with)?|sign(?:s|ed)? off(?: on)?)(?P<it> (?:it|them|that|this|(?:the|his|her|their) [a-z]+))?"
    r"|(?:give|gives|gave|given)(?: (?:it|them))?(?: (?:my|our|the|his|her|their|an|a))? (?:ok|okay|approval|go|go-ahead|green light|blessing)|(?:say|says|said) (?:yes|ok|okay))"
)
_WITH_APPROVAL = (
    r"(?:(?:(?P<whose>my|our|his|her|their)|the|an?|(?P<name>(?:the|my|our) [a-z]+)'s) )?(?:manual )?(?:approval|ok|okay|go-ahead|permission|sign-?off)"
    rf"(?: (?:by|from|of) (?P<by>{_PERSON}|me|us|him|her|them))?"
)
_ORDER_FIRST = Pattern(
    rf"(?P<said>.*[^,]){_AFTER} (?:{_SAYS_YES}|{_WITH_APPROVAL}){_ASKED_IN}(?P<rest>[.,;] .+)?",
    re.IGNORECASE | re.DOTALL,
)
_APPROVAL_FIRST = Pattern(
    rf"(?P<before>.*(?:[.;:]|->|,| and(?: then)?)) ?(?:only )?(?:after|once|when|if|as soon as) (?:{_SAYS_YES}|{_WITH_APPROVAL}){_ASKED_IN},? (?:then )?(?P<order>(?P<verb>[a-z]+)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_LAST_ORDER = Pattern(
    r"(?P<before>.+?)(?:,? (?:and|but)(?: then)?|, then|[,;.:]| ->) (?P<order>(?:(?:it|they|this|that) (?:is|are|gets?|should|must|will|shall|may|can)(?: only)?(?: be| get)?(?: only)? (?P<done>[a-z]+)|(?P<verb>[a-z]+))\b(?:(?!,? and ).)*)",
    re.IGNORECASE | re.DOTALL,
)
_ONLY = Pattern(r",?(?: but)?(?: only)?$", re.IGNORECASE)
_JOINT = Pattern(r"(?:[ ,;.:]|->|\b(?:and|then))+$", re.IGNORECASE)
_COMES_FROM = Pattern(
    r"(?!(?:when|whenever|if|once|for|every|each|new|as soon as|after)\b)[^,;:.]+? (?:from|in|on) (?:(?:our|the|my|a) )?\ue000+(?: [a-z]+)?",
    re.IGNORECASE,
)
_ASKED = {
    "i": "me",
    "we": "us",
    "he": "him",
    "she": "her",
    "they": "them",
    "my": "me",
    "our": "us",
    "his": "him",
    "their": "them",
}
_APPROVES = Pattern(r"approve|ok|sign|agree", re.IGNORECASE)
_MESSENGERS = re.compile(
    r"slack|telegram|teams|discord|whats ?app|g?mail|outlook|e-?mail|chat|mattermost", re.IGNORECASE
)


def approved_first(request: Words) -> Words | None:
    """The request with the approval in front of what waits for it; None where nothing does.

    What somebody else approves may be an event: there it has to be said what (“it”) or in which messenger.
    """
    bare = request.trimmed(" \n.!")
    found = _APPROVAL_FIRST.fullmatch(bare.masked)
    if found is not None and is_order(found["verb"]) and _is_asked(bare, found):
        return _asked(bare, found, bare.group(found, "before"), bare.group(found, "order"))
    found = _ORDER_FIRST.fullmatch(bare.masked)
    if found is None or not _is_asked(bare, found):
        return None
    parted = _parted(_without(bare.group(found, "said"), _ONLY))
    return None if parted is None else _asked(bare, found, *parted, bare.group(found, "rest"))


def _is_asked(bare: Words, found: re.Match[str]) -> bool:
    named = bare.group(found, "where")
    if named and _MESSENGERS.search(named.text) is None:
        return False
    if found["who"] is None:
        return bool(named) or found["whose"] is not None or found["by"] is not None
    if found["who"].lower() in {"i", "we"}:
        return True
    approves = not found["yes"] or _APPROVES.match(found["yes"]) is not None
    return approves and bool(found["it"] or named)


def _parted(said: Words) -> tuple[Words, Words] | None:
    """What comes before the approval, and what waits for it."""
    found = _LAST_ORDER.fullmatch(said.masked)
    if found is not None:
        before, order = said.group(found, "before"), said.group(found, "order")
        if found["verb"] and is_order(found["verb"]):
            return before, order
        if found["done"] and (verb := participle_of(found["done"])):
            return before, put_together(verb, "it", said[found.end("done") :])
    if (parts := ordered(said)) is None:
        return None
    begin, thing, place = parts
    event = put_together("When there is a new", without_article(thing))
    return event, put_together(begin.lowered(), "it", place)


def _without(words: Words, tail: Pattern) -> Words:
    """Without what joins them to what follows."""
    found = tail.search(words.masked)
    return words if found is None else words[: found.start()]


def _asked(
    bare: Words, found: re.Match[str], before: Words, order: Words, rest: Words | None = None
) -> Words:
    said = next((found[name] for name in ("by", "name", "who", "whose") if found[name]), "me")
    who = _ASKED.get(said.lower(), said)
    before = _without(before, _JOINT)
    if _COMES_FROM.fullmatch(before.masked) and not begins_order(before.masked):
        before = put_together("For new", without_article(before).lowered())
    where = bare.group(found, "where")
    return put_together(before, ", ask", who, "for approval", where, ", if approved", order.lowered(), rest)
