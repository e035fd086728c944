"""Values that a request names by the parameter's own word: "job build-main", "question 12", "queue `mails`"."""

from __future__ import annotations

import re

from nodepilot.catalog import Property
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.language.utterance import Utterance

_EMPTY = frozenset(
    {"id", "name", "or", "the", "of", "a", "url", "key", "slug", "value", "by", "to", "in", "for", "and"}
)
"""Words of a parameter's label that say nothing about what it holds."""

_CALLED = frozenset(
    {
        "called",
        "named",
        "name",
        "number",
        "no",
        "id",
        "llamada",
        "llamado",
        "nommee",
        "nomme",
        "namens",
        "chamada",
        "chamado",
        ":",
        "=",
        "is",
        "ist",
        "lautet",
    }
)
_VALUE_KINDS = frozenset(
    {Kind.QUOTED, Kind.SLUG, Kind.HANDLE, Kind.NUMBER, Kind.CHANNEL, Kind.DOTTED, Kind.PATH}
)


def named_value(
    prop: Property, utterance: Utterance, first: int, last: int
) -> tuple[str, tuple[int, int]] | None:
    """The value and its span when tokens `first` to `last` name one for the parameter."""
    words = _words_of(prop)
    for place in range(first, last):
        if _stem(utterance.tokens[place].norm) not in words:
            continue
        value_at = place + 1
        called = False
        while value_at < last and utterance.tokens[value_at].norm in _CALLED:
            called, value_at = True, value_at + 1
        if value_at >= last or utterance.is_scheduled(value_at):
            continue
        token = utterance.tokens[value_at]
        plain = token.kind is Kind.WORD and not utterance.has(value_at, "events")
        if _is_value(token) or (called and plain):
            return _bare(token), utterance.span(value_at, value_at + 1)
    return None


def _words_of(prop: Property) -> frozenset[str]:
    label = re.sub(r"([a-z])([A-Z])", r"\1 \2", f"{prop.display_name} {prop.name}")
    return frozenset(_stem(word) for word in re.findall(r"[a-z]+", label.lower())) - _EMPTY


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _is_value(token: Token) -> bool:
    """A word counts only when it looks like an identifier (`sales_2024`, `INC4`)."""
    return token.kind in _VALUE_KINDS or bool(
        re.search(r"[_\d]|\w-\w", token.text) and token.kind is Kind.WORD
    )


def _bare(token: Token) -> str:
    return token.text.strip("\"'`“”‘’«»")
