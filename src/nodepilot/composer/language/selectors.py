"""CSS selectors that a request gives for the values of a web page.

find_selectors("get https://x.example and take every h2.title, the prices have the class price")
# [(33, 41, "h2.title"), (66, 77, ".price")]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.kit.patterns import Pattern

_TAGS = "div|span|h[1-6]|p|a|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|img|section|article|main|header|footer|nav|button|time|strong|em|figure|label|input|form|body|title|meta|small|cite|blockquote|pre|code|picture"
_MARK = r"(?:[.#][A-Za-z_][\w-]*|\[[^\]\n]{1,60}\]|::?[a-z-]+(?:\([^)\n]{1,30}\))?)"
_PART = rf"(?:(?:{_TAGS})\b{_MARK}*|{_MARK}+)"
_CHAIN = rf"{_PART}(?:\s*[>+~]\s*{_PART}|\s+(?:(?!a\b|em\b|time\b|form\b|label\b|title\b|body\b)(?:{_TAGS})\b{_MARK}*|[.#][A-Za-z_][\w-]*))*"
_QUOTE = r"[\"'`“„‘]?"
_SAID = Pattern(
    rf"\b(?:css[- ])?(?:selectors?|selektor|sélecteur|matching|elements?|css)\s*[:=]?\s*{_QUOTE}(?P<css>{_CHAIN})(?![\w-]){_QUOTE}",
    re.IGNORECASE,
)
_BARE = Pattern(
    rf"(?<![\w./@#-])(?![ap]\.m\b)(?:{_TAGS})[.#][A-Za-z_][\w-]*(?:\s*[>+~]\s*{_PART})*(?![\w./@-])"
)
_BY_NAME = Pattern(
    r"\b(?:css |html )?(?P<kind>class|klasse|clase|classe|id)(?: name)?(?: called| named|:)? [\"'`“„]?(?P<name>[A-Za-z_][\w-]*)[\"'`”“]?(?=\s*(?:[).,;]|and\b|und\b|y\b|et\b|on\b|from\b|in\b|into\b|to\b|$))",
    re.IGNORECASE,
)
_CHEAP = Pattern(
    r"(?i)selektor|s[eé]lect[oe]u?r|matching|element|\bcss|\bclass|\bklasse|\bclase|[a-z1-6(][.#][a-z_]"
)
_ADDRESS = Pattern(r"(?i)https?://|\bwww\.")
_PAGE_ID = Pattern(r"(?i)\b(?:element|div|span|tag|html|css)\b")


def find_selectors(text: str) -> list[tuple[int, int, str]]:
    """Where each stands in a request that names an address, and what it is as CSS; in order, none inside another."""
    if _ADDRESS.search(text) is None or _CHEAP.search(text) is None:
        return []
    free = re.sub(r"(?i)(?:https?://|www\.)\S*", lambda m: "\x00" * len(m.group()), text)
    found: list[tuple[int, int, str]] = []
    for start, end, css in sorted(_all(free)):
        if not found or start >= found[-1][1]:
            found.append((start, end, css))
    return found


_IN_BRACKETS = Pattern(rf"\((?P<css>{_CHAIN})\)")


def _all(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SAID.finditer(text):
        yield *_with_quotes(text, *match.span("css")), " ".join(match.group("css").split())
    for match in _IN_BRACKETS.finditer(text):
        if set(".#[") & set(match.group("css")):
            yield *match.span("css"), " ".join(match.group("css").split())
    for match in _BARE.finditer(text):
        yield *_with_quotes(text, *match.span()), " ".join(match.group().split())
    for match in _BY_NAME.finditer(text):
        by_id = match.group("kind").lower() == "id"
        if not by_id or _PAGE_ID.search(text):
            yield match.start(), match.end(), ("#" if by_id else ".") + match.group("name")


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotes around it, which name nothing more."""
    quoted = (
        start > 0 and text[start - 1] in "\"'`“„‘" and text[end : end + 1] in {'"', "'", "`", "”", "“", "’"}
    )
    return (start - 1, end + 1) if quoted else (start, end)
