"""Who decides, told as what he does: “my manager approves or declines in Slack”, “for approval before it goes out”."""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern

BY = r"(?: (?:on|in|via|by|over|through) (?:(?:the|our|my) )?[^,;. ]+(?: [#\ue001]+)?)"
"""In which chat, or by what."""
_BOSS = (
    r"(?:my|our|the|an?|his|her|their) (?:[a-z]+ )?(?:boss|manager|supervisor|lead|leader|head|team|editor|owner|admin|colleague|cfo|ceo|cto|coo|director|accountant|lawyer|principal|hr|finance|"
    r"marketing|sales|support|management|department|office)"
)
_DECIDES = r"(?:approves?|accepts?|confirms?)(?: or |/| and )(?:declines?|rejects?|den(?:y|ies)|refuses?)(?: (?:it|them|that|(?:the|each|every) [a-z]+))?"
_TO_DECIDE = rf"(?:,? (?:to|for|and (?:can|should|must|has to)|where (?:he|she|they) can|so (?:he|she|they) can) )?(?:{_DECIDES}|approve(?: (?:it|them|that))?|approval)"
DECIDED: tuple[tuple[Pattern, str], ...] = (
    (
        Pattern(
            rf"\b(?:send|post|forward|give|show) (?:it|them|this|(?:each|the|every) [a-z]+) to (?P<w>[#\ue001]+|{_BOSS})(?P<p>{BY})? for (?:(?:a |an |my |his |her |their )?(?:final )?)(?:approval|review|sign-?off)\b",
            re.IGNORECASE,
        ),
        "ask {w} for approval{p}",
    ),
    (
        Pattern(
            rf"\b(?P<w>{_BOSS}) (?:(?:has to|must|needs to|should|can|will|then) )?{_DECIDES}(?P<p>{BY})",
            re.IGNORECASE,
        ),
        "ask {w} for approval{p}",
    ),
    (
        Pattern(
            rf"\b(?P<w>{_BOSS}) (?:gets?|receives?) an? (?P<s>\ue000+|e-?mail|mail)(?: message| dm| notification)?{_TO_DECIDE}",
            re.IGNORECASE,
        ),
        "ask {w} for approval by {s}",
    ),
    (
        Pattern(
            rf"\b(?P<w>{_BOSS}) (?:gets?|receives?) (?:it|them|this|that|(?:the|a|each|every) [a-z]+)(?P<p>{BY}){_TO_DECIDE}",
            re.IGNORECASE,
        ),
        "ask {w} for approval{p}",
    ),
    (
        Pattern(
            rf"\bi (?:get|receive) (?:it|them|this|that|(?:the|a|each|every) [a-z]+)(?P<p>{BY}){_TO_DECIDE}",
            re.IGNORECASE,
        ),
        "ask me for approval{p}",
    ),
    (
        Pattern(
            rf"(?P<a>->|→|=>|,) (?P<w>manager|boss|supervisor|team lead) approval(?P<p>{BY})", re.IGNORECASE
        ),
        "{a} ask the {w} for approval{p}",
    ),
    (
        Pattern(
            rf"(?P<a>\bask (?:me|us|him|her|them) for approval{BY}),? (?:and |but )?only (?:when|if|once|after) (?:i|we|he|she|they) (?:approve|confirm|accept|ok|agree)s?(?: it(?! (?:is|gets|will|goes)))?,? ",
            re.IGNORECASE,
        ),
        "{a}. If approved, ",
    ),
    (
        Pattern(
            rf"(?P<a>\bfor (?:approval|review){BY}?),? before (?:it|they|that|the [a-z]+) (?:goes out|go out|is sent|are sent|gets sent|is sent out)(?: to (?:the )?(?:sender|customer|client)s?)?(?=[.;,]|$)",
            re.IGNORECASE,
        ),
        "{a}. If approved, send it to the sender",
    ),
    (
        Pattern(
            rf"(?P<a>\bfor (?:approval|review){BY}?),? before (?:it|they|that|the [a-z]+) (?:goes live|go live|(?:is|are|gets) (?:posted|published))(?P<p> (?:on|to|in) [^,.;]+)?(?=[.;,]|$)",
            re.IGNORECASE,
        ),
        "{a}. If approved, post it{p}",
    ),
)
"""Who decides, told as what he does: asked is what brings his answer."""
