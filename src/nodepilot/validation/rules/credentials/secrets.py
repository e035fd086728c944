"""Keys and tokens written into parameters, where everyone who sees the workflow can read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.places import Place, spelled
from nodepilot.validation.rule import Rule

_KEYS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-(?:proj-|ant-(?:api03-)?|or-v1-)?[A-Za-z0-9_-]{24,}"
    r"|AKIA[0-9A-Z]{16}"
    r"|AIza[0-9A-Za-z_-]{35}"
    r"|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50,}"
    r"|xox[abprs]-[0-9A-Za-z-]{20,}"
    r"|glpat-[A-Za-z0-9_-]{20}"
    r"|(?:sk|rk)_live_[A-Za-z0-9]{20,}"
    r"|SG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}"
    r"|[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
    r"|eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}"
    r")"
)
_MARKS = tuple(
    re.compile(mark)
    for mark in (
        *(r"sk-[A-Za-z0-9_-]{24}", r"A(?:KIA|Iza)", r"gh(?:[pousr]|ithub_pat)_", r"xox[abprs]-", r"glpat-"),
        *(
            r"k_live_",
            r"SG\.[A-Za-z0-9_-]{20}",
            r":AA[A-Za-z0-9_-]{33}",
            r"-----BEGIN",
            r"eyJ[A-Za-z0-9_-]{15}",
        ),
        r"B(?:earer|asic)\s",
    )
)
"""Every secret of a known form has one of these in it. Each begins with plain letters, which are searched for fast."""
_PASSWORD_IN_URL = re.compile(r"://[^\s/:@{}$'\"]+:(?P<password>[^\s/:@{}$'\"]{4,})@")
_BEARER = re.compile(r"^=?\s*(?:Bearer|Basic)\s+(?P<token>[A-Za-z0-9._~+/=-]{20,})\s*$")
PLACEHOLDER = re.compile(
    r"your|example|placeholder|xxx|\*\*\*|<|redact|censor|dummy|password|changeme|here", re.IGNORECASE
)


def check(context: ValidationContext) -> Iterator[Issue]:
    """One finding per place; the secret itself is never repeated."""
    # One look at everything first: most marks are nowhere in a workflow, and hardly any node has one.
    marks = [mark for mark in _MARKS if mark.search(context.text)]
    if _PASSWORD_IN_URL.search(context.text):
        marks.append(_PASSWORD_IN_URL)
    if not marks:
        return
    for node in context.nodes:
        if node.is_sticky_note or not any(mark.search(node.text) for mark in marks):
            continue
        for place, text in context.strings(node):
            if len(text) >= _SHORTEST and holds_secret(text):
                yield _issue(node, place)


_SHORTEST = 16


def holds_secret(text: str) -> bool:
    """Whether a text holds a key of a known form, a bearer token or a password in an address."""
    if "://" in text and "@" in text:
        found = _PASSWORD_IN_URL.search(text)
        if found is not None and not PLACEHOLDER.search(found["password"]):
            return True
    if not any(mark.search(text) for mark in _MARKS):
        return False
    match = _KEYS.search(text)
    if match is not None and not PLACEHOLDER.search(match[0]):
        return True
    bearer = _BEARER.match(text)
    return (
        bearer is not None
        and not PLACEHOLDER.search(bearer["token"])
        and any(map(str.isdigit, bearer["token"]))
    )


def _issue(node: CheckedNode, place: Place) -> Issue:
    path = spelled(place)
    found = warning(
        "HARDCODED_SECRET",
        say(
            "`{path}` of `{node}` seems to hold a secret; whoever gets the workflow gets it, too. "
            "Keep it in a credential.",
            path=path,
            node=node.name,
        ),
        node.name,
    )
    return Issue(found.code, found.severity, found.source, found.message, None, node.name, path)


RULE = Rule("secrets", ("HARDCODED_SECRET",), Source.NODEPILOT, check)
