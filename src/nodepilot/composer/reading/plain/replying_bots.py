"""Bots that say one thing: “a bot that answers every message with "Closed"”, “a bot that repeats what people write”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_BOT = (
    r"(?:(?:make|build|create|set up|i (?:want|need)|i(?:'d| would) like)(?: me)? )?(?:an? |my |our |the )?(?:simple |little |basic |small )?"
    r"(?P<bot>\ue000+(?: (?:chat ?)?bot)?|(?:chat ?)?bot (?:on|in|for) \ue000+)"
)
_EVERYTHING = r"(?:whatever|everything|anything|what(?! (?:is|are)\b)|all|(?:every|each|any) (?:message|text)|(?:the |all )?messages|the (?:same|very) .+)"
_REPEATS = Pattern(
    rf"{_BOT},? (?:that |which |to )(?:repeats?|echo(?:es)?|mirrors?|parrots?|(?:sends?|says?|writes?) back|(?:repl(?:y|ies)|answers?|responds?) with) (?:back )?"
    rf"(?:{_EVERYTHING})(?: (?:that )?(?:i|you|people|users?|someone|somebody|one|anyone|they|is|are) .*)?",
    re.IGNORECASE,
)
_ECHO = Pattern(r"(?:an? |my |the )?(?:simple |basic )?(?P<bot>\ue000+) echo[- ]?bot", re.IGNORECASE)
_ANSWERS = Pattern(
    rf"{_BOT},? (?:that|which|to) (?:answers?|repl(?:y|ies)|responds?)(?: to)?"
    r"(?P<when> (?:every|each|any|all|incoming)(?: (?:new|incoming))? (?:messages?|mentions?|dms?|texts?)| everyone| everybody| people| anyone| whoever writes| anyone who writes)?"
    r" (?:with|by saying|saying) (?P<what>(?:[\ue001\"“]|(?:our|the|my|an?) (?!help|model|ai|llm)).+)",
    re.IGNORECASE | re.DOTALL,
)
_THINKS = Pattern(
    r"\b(?:ai|llm|model|gpt|claude|gemini|knowledge|documents?|docs|answers?)\b|\ue000", re.IGNORECASE
)
"""What it says is found by a model, or fetched somewhere."""


def replying_bot(whole: Words) -> Words | None:
    """The message that it gets, then the answer."""
    wish = whole.trimmed(" .!")
    if "bot" not in whole.text.lower():
        return None
    if (repeats := _REPEATS.fullmatch(wish.masked) or _ECHO.fullmatch(wish.masked)) is not None:
        return put_together("When", wish.group(repeats, "bot"), "gets a message, reply with the same text")
    found = _ANSWERS.fullmatch(wish.masked)
    if found is None or _THINKS.search(found["what"]) is not None:
        return None
    gets = "is mentioned" if "mention" in (found["when"] or "") else "gets a message"
    return put_together(
        "When", wish.group(found, "bot"), f"{gets}, reply with", wish.group(found, "what").trimmed()
    )
