"""Deeds that are told by what comes of them: “send it to me with approve and reject buttons”, “send an automatic reply”."""

from __future__ import annotations

import re

from nodepilot.kit.patterns import Pattern

_OK = r"(?:approve|approval|accept|yes|ok|confirm)"
_NO = r"(?:reject|rejection|decline|deny|no|cancel|refuse)"
_BY = r"(?: (?:on|in|via|by|over|through) (?:(?:the|our|my) )?[^,;. ]+(?: [#\ue001]+)?)"
DEEDS: tuple[tuple[Pattern, str], ...] = (
    (
        Pattern(
            rf"\b(?:send|post|forward|show|give) (?:(?:it|them|this|that|the [a-z]+) )?(?:to )?(?P<w>me|us|(?:the|my|our) [a-z]+|[#\ue001]+)(?P<p>{_BY})?(?: first)? with (?:an? )?{_OK}(?: and |/| or )(?:an? )?{_NO}(?: (?:buttons?|options?|links?|choices?))?(?P<q>{_BY})?",
            re.IGNORECASE,
        ),
        "ask {w} for approval{p}{q}",
    ),
    (
        Pattern(
            r"\b(?:send|sends|give|write)(?: (?P<w>(?:the )?(?:sender|customer|caller|visitor|guest|client|person|user)|them|him|her|back))? an? (?:(?:automatic|automated|auto|short|quick|standard|canned)[ -]?)+(?:reply|response|answer)\b",
            re.IGNORECASE,
        ),
        "reply to {w}",
    ),
    (
        Pattern(r"\b(?:goes|go|is moved|are moved|gets moved) (?:in)?to (?:the )?archive\b", re.IGNORECASE),
        "is archived",
    ),
    (Pattern(r"\b(?P<a>has|have) attachments\b", re.IGNORECASE), "{a} an attachment"),
    (
        Pattern(r"(?P<a>\b(?:others|rest|else|ones)) (?:lands?|ends? up) in(?:to)? ", re.IGNORECASE),
        "{a} go to ",
    ),
    (
        Pattern(
            r"\bcheck (?:if|whether) (?P<c>(?!there)[^,;.]+)[,.;] (?:and )?if (?:so|yes|there (?:are|is)(?: any)?|(?:it|that|this) (?:is|does|has)(?: the case)?|they (?:are|do|have)|true),? (?!.*\bif no)",
            re.IGNORECASE,
        ),
        "if {c}, ",
    ),
    (
        Pattern(
            r"(?P<c>\bcheck (?:if|whether) there [^,;.]+[,.;]) if there (?:are|is)(?: any)?,? ", re.IGNORECASE
        ),
        "{c} if so, ",
    ),
    (
        Pattern(
            r"(?<=: )(?P<c>(?:the |its )?[a-z]+(?: [a-z]+)? (?:contains?|starts? with|ends? with|equals|mentions|says) [^,;.]+?),? then ",
            re.IGNORECASE,
        ),
        "if {c}, ",
    ),
)
"""A deed, and the order that it is read as."""
