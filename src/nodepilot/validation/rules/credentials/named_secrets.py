"""Keys and passwords that give themselves away by the name they stand under, not by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import At, warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.places import Place, spelled
from nodepilot.validation.rule import Rule
from nodepilot.validation.rules.credentials.secrets import PLACEHOLDER, holds_secret

_MARKS = tuple(
    map(re.compile, ("key", "secret", "token", "authorization", "pass(?:w(?:or)?d|phrase)", "pwd"))
)
"""What such names end in. Every text is searched for these: each begins with plain letters, which is fast."""
_ENDS_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")
_NAMES = (
    r"(?:api|access|private|auth|signing|subscription)[-_ ]?key|secret|authorization"
    r"|(?:(?<![A-Za-z])|(?:access|api|auth|bearer|bot|refresh|session|personal|security|profile|postman)[-_ ]?)token"
)
"""A token with another word in front may be anything: a coin, a page, a word of a text."""
_NAMED = re.compile(rf"(?:{_NAMES}|(?P<password>password|passwd|passphrase|pwd))\Z", re.IGNORECASE)
_ASSIGNED = re.compile(r"[\"']?\s{0,9}(?::|=(?!=))\s{0,9}[\"'](?P<value>[^\"'\s{}$<>]{8,200})[\"']")
_IN_ADDRESS = re.compile(r"=(?P<value>[A-Za-z0-9._~+/-]{16,200})(?=[&#\s\"']|\Z)")
_OF_ADDRESS = re.compile(r"[?&][\w-]{0,40}\Z")
_LONGEST_NAME = 40
_KEY = re.compile(r"(?:[A-Za-z-]+ )?(?=[^ ]*\d)(?=[^ ]*[A-Za-z])[A-Za-z0-9._~+/=-]{20,}\Z")
_PASSWORD = re.compile(r"(?=[^ ]*\d)(?=[^ ]*[A-Za-z])[^\s{}$<>/]{8,64}\Z")
_WORDS = re.compile(r"[A-Za-z]{2,}(?:[-_./ ]+[A-Za-z0-9]{1,12}){2,}\Z")
"""Names of things, such as `my-vault-entry-2`."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """One finding per place; the secret itself is never repeated. What has a known form is found elsewhere."""
    everything = _small(context.text)
    marks = [mark for mark in _MARKS if mark.search(everything)]
    if not marks:
        return
    for node in context.nodes:
        if node.is_sticky_note:
            continue
        # One look at everything first: hardly any node has a name with a secret behind it.
        small = _small(node.text)
        ends = [found.end() for mark in marks for found in mark.finditer(small)]
        if any(_is_followed_by_secret(node.text, end) for end in ends):
            for place, text in context.strings(node):
                if _is_written(text) and not holds_secret(text):
                    yield _issue(node, place)
        if any(_ENDS_LINE.match(small, end) for end in ends):
            for place, name, text in _pairs(node.given):
                named = _NAMED.search(name.strip())
                if named is not None and _is_secret(text, named["password"]) and not holds_secret(text):
                    yield _issue(node, place)


def _small(text: str) -> str:
    """The text in small letters, each at its place."""
    small = text.lower()
    if len(small) == len(text):
        return small
    # Some capitals become two letters.
    return "".join([one if len(one := each.lower()) == 1 else each for each in text])


def _is_written(text: str) -> bool:
    """A program, JSON text or address with a secret in it."""
    small = _small(text)
    return any(_is_followed_by_secret(text, found.end()) for mark in _MARKS for found in mark.finditer(small))


def _is_followed_by_secret(text: str, end: int) -> bool:
    """Whether a name that ends here gets a secret value."""
    assigned = _ASSIGNED.match(text, end)
    value = assigned or _IN_ADDRESS.match(text, end)
    if value is None:
        return False
    before = text[max(0, end - _LONGEST_NAME) : end]
    named = _NAMED.search(before)
    if named is None or (assigned is None and not _OF_ADDRESS.search(before)):
        return False
    return _is_secret(value["value"], named["password"])


def _is_secret(value: str, password: str | None) -> bool:
    form = _KEY if password is None else _PASSWORD
    return form.match(value) is not None and not PLACEHOLDER.search(value) and not _WORDS.match(value)


def _pairs(given: dict[str, Any]) -> list[tuple[Place, str, str]]:
    """Headers, query parameters, fields and the like: (place of the value, name, value)."""
    found: list[tuple[Place, str, str]] = []
    waiting: list[tuple[Any, Place | None]] = [(given, None)]
    while waiting:
        value, place = waiting.pop()
        if value.__class__ is not list:
            name, held = value.get("name"), value.get("value")
            if name.__class__ is str and held.__class__ is str and held[:1] != "=":
                found.append(((place, "value"), name, held))
        for key, inner in enumerate(value) if value.__class__ is list else value.items():
            if inner.__class__ is dict or inner.__class__ is list:
                waiting.append((inner, (place, key)))
    return found


def _issue(node: CheckedNode, place: Place) -> Issue:
    at = At(node, spelled(place))
    return warning_at(
        "HARDCODED_SECRET",
        at,
        say(
            "`{path}` of `{node}` seems to hold a secret; whoever gets the workflow gets it, too. "
            "Keep it in a credential.",
            path=at.path,
            node=node.name,
        ),
    )


RULE = Rule("named secrets", ("HARDCODED_SECRET",), Source.NODEPILOT, check)
