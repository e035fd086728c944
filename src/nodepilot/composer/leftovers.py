"""What the request gives and no step uses: said, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.plan.model import Code, Locator, Ref, Text
from nodepilot.sentences import say

_TELLING = frozenset({Kind.EMAIL, Kind.URL, Kind.CHANNEL, Kind.REPO})
"""Kinds of tokens that nobody writes without wanting them used."""


def name_leftovers(draft: Draft) -> None:
    """An assumption for each address, channel and repository of the request that stands in no step."""
    used = "\n".join(
        text.casefold() for step in draft.steps.values() for text in (step.name, *_texts(step.parameters))
    )
    u = draft.utterance
    for index, token in enumerate(u.tokens):
        if token.kind in _TELLING and not u.is_scheduled(index) and not _is_used(token, used):
            draft.assume(
                say("“{text}” is not used by any step: say what it is for.", text=token.text),
                span=(token.start, token.end),
            )


def _is_used(token: Token, used: str) -> bool:
    text = token.text.casefold().strip("\"'`#@")
    parts = [text.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")]
    if token.kind is Kind.REPO:
        parts = text.split("/")
    return all(part in used for part in parts)


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value of a plan."""
    match value:
        case str():
            yield value
        case Code():
            yield value.source
        case Ref():
            yield value.path
        case Text():
            for part in value.parts:
                yield from _texts(part)
        case Locator():
            yield from _texts(value.value)
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case Sequence():
            for each in value:
                yield from _texts(each)
