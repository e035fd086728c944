"""What is done when a step fails, said in one form: “on error …”, “should something go wrong …”, “errors go to …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_ERRORS = r"(?:an? |any |some |the )?(?:errors?|failures?|problems?|exceptions?)"
_BEFORE = r"(?<=[\w\ue000-\ue002)\"'])(?:[.;,]\s+|\s+)(?:and |but |also )*"
"""Something was told before: where errors come first, they start the workflow."""
_ON_ERROR = Pattern(
    rf"{_BEFORE}(?:on {_ERRORS}|in (?:the )?(?:case|event) of {_ERRORS}"
    rf"|(?:if|when|should) (?:there (?:is|are|be)|there's|it (?:has|gets|hits)|(?:i|we) get) {_ERRORS}(?! (?:in|message|field|code|column|flag)\b)"
    rf"|(?:if|when|should) {_ERRORS}(?: should)? (?:occurs?|happens?|arises?|comes? up|appears?|(?:is|are) thrown)"
    r"|should (?:something|anything|it) (?:fail|go wrong|break)|(?:if|when) (?:something|anything) (?:breaks|crashes|goes wrong|fails)),?\s+(?=[a-z])",
    re.IGNORECASE,
)
_ERRORS_GO = Pattern(
    rf"{_BEFORE}(?:(?:all|any) )?(?:errors|failures) (?:(?:should )?go|(?:are|get|should be) (?:sent|posted|reported)) (?=(?:to|into|in)\b)",
    re.IGNORECASE,
)
_NODE_ASKED = Pattern(r"\b(?P<the>the|an?|my|this|our) (?P<node>\ue000+) (?=to \ue002)", re.IGNORECASE)


def failing(whole: Words) -> Words:
    """The request with a sentence “If anything fails, …”; itself where nothing may fail."""
    if (asked := _NODE_ASKED.search(whole.masked)) is not None:
        node = whole.group(asked, "node")
        if node.text.lower() == "http request":
            # "the HTTP request to https://…": the call, not the node.
            whole = put_together(
                whole[: asked.start("node")], node.said_as("request"), whole[asked.end("node") :]
            )
    for pattern, instead in (
        (_ON_ERROR, ". If anything fails, "),
        (_ERRORS_GO, ". If anything fails, send a message "),
    ):
        if (found := pattern.search(whole.masked)) is not None:
            return put_together(whole[: found.start()], instead, whole[found.end() :])
    return whole
