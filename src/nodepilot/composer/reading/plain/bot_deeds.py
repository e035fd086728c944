"""What bots and models are told to do, said from their side: “a bot where I can ask about …”, “get a text from Twilio when …”."""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern

_BOT = r"(?:\ue000+|\bbot|\bchatbot|\bassistant|\bagent)"
_ASKING = r"(?:i|we|people|users|customers|clients|guests|you|members|employees|students|anyone)"
_MODEL = r"(?:(?:an? |the )?(?:ai|llm)\b|\ue000+)"
_MESSAGES = r"(?:messages?|photos?|pictures?|images?|files?|documents?|videos?|voice (?:notes|messages))"
_WHEN = r"(?:when(?:ever)?|if|once|as soon as|every time|each time)"
BOT_DEEDS: tuple[tuple[Pattern, str], ...] = (
    (
        Pattern(
            rf"(?P<b>{_BOT}) (?:that|which) (?:answers|replies|responds) (?=(?:from|using|out of|based on) )",
            re.IGNORECASE,
        ),
        "{b} that answers questions ",
    ),
    (
        Pattern(
            rf"(?P<b>{_BOT}) (?:where|that|which|so)(?: that)? {_ASKING}(?: can| could| may)? ask(?: it)?(?: (?:any )?questions?)? (?=(?:about|on) )",
            re.IGNORECASE,
        ),
        "{b} that answers questions ",
    ),
    (
        Pattern(
            rf"(?P<b>{_BOT}) (?:that|which) (?:gives|tells|sends|shows|returns|(?:replies|answers|responds) with)(?: (?:me|you|us|back|people|users))? (?P<x>(?:the|an?) [^,;.:]+?) {_WHEN} (?P<w>i|you|we|someone|somebody|people|they|users?) (?P<d>sends?|types?|writes?|enters?|texts?)(?: it| in)? (?P<t>(?:an?|the|my|some) [^,;.:]+)",
            re.IGNORECASE,
        ),
        "{b}: when {w} {d} {t} reply with {x}",
    ),
    (
        Pattern(
            r"^(?:receive|listen (?:to|for)|catch|handle|consume|collect|capture|take) (?:(?:all|every|each|any|new|incoming|the|our|my) )*(?P<e>\ue000+ (?:events?|notifications?))(?:,? and(?: then)?|,| then) (?=[a-z])",
            re.IGNORECASE,
        ),
        "When there are {e}, ",
    ),
    (
        Pattern(
            rf"\b(?P<a>an? (?:text|sms|text message|message)) from (?P<s>\ue000+) (?={_WHEN}\b)",
            re.IGNORECASE,
        ),
        "{a} via {s} ",
    ),
    (
        Pattern(
            rf"^(?P<v>save|store|log|record|copy|forward|post|put|add|write) (?:(?:all|every|each|any|the|new) )*(?P<m>{_MESSAGES}) (?:that |which )?(?P<w>(?:my|our|the|an?) (?:[a-z]+ )?\ue000+(?: (?:group|channel|chat|bot|number|account))?) (?:sends?|gets?|receives?|posts?)(?: (?:me|us|it))? (?=(?:to|in|into|on) )",
            re.IGNORECASE,
        ),
        "When {w} gets new {m}, {v} them ",
    ),
    (
        Pattern(
            rf"^(?:please )?(?:use|let|have|make) (?P<m>{_MODEL}) (?:to )?(?:answer|reply to|respond to) (?:(?:all|my|every|each|any|new|incoming|the|our) )*(?:e-?mails?|mails?|messages?) (?P<w>(?:in|from|at|of|on) (?:my |our )?\ue000+(?: inbox)?) (?:with|as|by|in) (?:(?:an?|writing|the) )*drafts?",
            re.IGNORECASE,
        ),
        "For each new email {w}, use {m} to draft a reply",
    ),
    (
        Pattern(
            r"\b(?:e-?mail|mail|send)(?: (?:them|him|her|the (?:applicant|candidate|person|customer|sender)))? an? (?:polite |friendly |kind |nice |short )+(?:no|rejection|refusal|decline)(?: (?:e-?mail|mail|message|letter))?\b",
            re.IGNORECASE,
        ),
        "send them a rejection email",
    ),
)
"""A deed, and the order that it is read as."""
