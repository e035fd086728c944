"""Keys and passwords that give themselves away by the name they stand under, not by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import At, warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.places import Place, spelled
from nodepilot.validation.rule import Rule
from nodepilot.validation.rules.credentials.secrets import PLACEHOLDER, holds_secret
from nodepilot.validation.texts import all_text

_MARKS = ("key", "secret", "token", "passw", "pwd", "authorization")
_NAMES = (
    r"(?:api|access|private|auth|signing|subscription)[-_ ]?key|secret|authorization"
    r"|(?:(?<![A-Za-z])|(?:access|api|auth|bearer|bot|refresh|session|personal|security|profile|postman)[-_ ]?)token"
)
"""A token with another word in front may be anything: a coin, a page, a word of a text."""
_PASSWORDS = r"password|passwd|passphrase|pwd"
_NAMED = re.compile(rf"(?:{_NAMES}|(?P<password>{_PASSWORDS}))\Z", re.IGNORECASE)
_ASSIGNED = re.compile(
    rf"(?<![A-Za-z])[\w-]*(?:{_NAMES}|(?P<password>{_PASSWORDS}))[\"']?\s*(?::|=(?!=))\s*[\"'](?P<value>[^\"'\s{{}}$<>]{{8,}})[\"']",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"[?&][\w-]*(?:api[-_]?key|secret|token|password)=(?P<value>[A-Za-z0-9._~+/-]{16,})(?=[&#\s\"']|\Z)",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:[A-Za-z-]+ )?(?=[^ ]*\d)(?=[^ ]*[A-Za-z])[A-Za-z0-9._~+/=-]{20,}\Z")
_PASSWORD = re.compile(r"(?=[^ ]*\d)(?=[^ ]*[A-Za-z])[^\s{}$<>/]{8,64}\Z")
_WORDS = re.compile(r"[A-Za-z]{2,}(?:[-_./ ]+[A-Za-z0-9]{1,12}){2,}\Z")
"""Names of things, such as `my-vault-entry-2`."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """One finding per place; the secret itself is never repeated. What has a known form is found elsewhere."""
    for node in context.nodes:
        if node.is_sticky_note or not _has_mark(all_text(node)):
            continue
        for place, text in context.strings(node):
            if _has_mark(text) and _is_written(text) and not holds_secret(text):
                yield _issue(node, place)
        for place, name, text in _pairs(node.given, None):
            named = _NAMED.search(name.strip())
            if named is not None and _is_secret(text, named["password"]) and not holds_secret(text):
                yield _issue(node, place)


def _has_mark(text: str) -> bool:
    small = text.lower()
    return any(mark in small for mark in _MARKS)


def _is_written(text: str) -> bool:
    """A program, JSON text or address with a secret in it."""
    return any(_is_secret(found["value"], found["password"]) for found in _ASSIGNED.finditer(text)) or any(
        _is_secret(found["value"], None) for found in _IN_ADDRESS.finditer(text)
    )


def _is_secret(value: str, password: str | None) -> bool:
    form = _KEY if password is None else _PASSWORD
    return form.match(value) is not None and not PLACEHOLDER.search(value) and not _WORDS.match(value)


def _pairs(value: Any, place: Place | None) -> Iterator[tuple[Place, str, str]]:
    """Headers, query parameters, fields and the like: (place of the value, name, value)."""
    if isinstance(value, dict):
        name, held = value.get("name"), value.get("value")
        if isinstance(name, str) and isinstance(held, str) and held[:1] != "=":
            yield (place, "value"), name, held
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from _pairs(inner, (place, key))


def _issue(node: CheckedNode, place: Place) -> Issue:
    at = At(node, spelled(place))
    return warning_at(
        "HARDCODED_SECRET",
        at,
        f"`{at.path}` of `{node.name}` seems to hold a secret; whoever gets the workflow gets it, too. Keep it in a "
        "credential.",
    )


RULE = Rule("named secrets", ("HARDCODED_SECRET",), Source.NODEPILOT, check)
