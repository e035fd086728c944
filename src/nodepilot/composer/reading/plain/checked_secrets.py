"""Secrets that a webhook is called with: “webhook with a token in the query. If the token is wrong …, if it's right …”."""

from __future__ import annotations

import re

from nodepilot.composer.reading.plain.words import Words, put_together
from nodepilot.kit.patterns import Pattern

_NAME = r"(?:secret|token|key|api[- ]key|password|signature|pin|code|[a-z-]*(?:token|key|secret|signature))"
_SENT = Pattern(
    rf"(?P<hook>(?:an? |my |our |the )?(?:webhook|\ue000+)(?: (?:at |on )?/\S+)?) with an? (?:secret |api )?(?P<name>{_NAME})"
    rf"(?P<where> header| query parameter| in (?:the |its )?(?:headers?|query(?: string| parameters?)?|url))(?P<then>[.:;,]) ",
    re.IGNORECASE,
)
_CHECKED = Pattern(
    rf"\b(?:check|verify|validate|compare)s? [^.:;]*?\b(?:{_NAME}|header)\b[^.:;]*", re.IGNORECASE
)
_IT = rf"(?:it|this|the (?:secret |api )?{_NAME}|that)(?: is|'s| was)"
_WRONG = Pattern(
    rf"(?:if|when) {_IT} (?P<said>wrong|incorrect|invalid|not (?:valid|right|correct|ok)|bad),? ",
    re.IGNORECASE,
)
_RIGHT = Pattern(rf"(?:if|when) {_IT} (?P<said>right|correct|valid|ok|okay|fine|good),? ", re.IGNORECASE)


def checked_secrets(whole: Words) -> Words:
    """The request with the check as an order, and what came of it as “wrong key” and “right key”."""
    if _WRONG.search(whole.masked) is None and _RIGHT.search(whole.masked) is None:
        return whole
    if (sent := _SENT.match(whole.masked)) is not None:
        kind = " header" if "header" in sent["where"] else " query parameter"
        named = whole.group(sent, "name")
        check = put_together(". Check the", named, kind.strip(), "against my secret. ")
        whole = put_together(whole.group(sent, "hook"), check, whole[sent.end() :])
    if _CHECKED.search(whole.masked) is None:
        return whole
    for pattern, verdict in ((_WRONG, "Wrong key: "), (_RIGHT, "Right key: ")):
        found = pattern.search(whole.masked)
        if found is not None:
            before = whole[: found.start()].trimmed()
            ended = before.text.endswith((".", ":"))
            said = whole.group(found, "said").said_as(verdict)
            whole = put_together(before, " " if ended else ". ", said, whole[found.end() :])
    return whole
