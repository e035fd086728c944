"""What the request gives and no step uses: said, never dropped in silence."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind, Token
from nodepilot.composer.texts import texts_in
from nodepilot.sentences import say

_TELLING = frozenset({Kind.EMAIL, Kind.URL, Kind.CHANNEL, Kind.REPO})
"""Kinds of tokens that nobody writes without wanting them used."""


def name_leftovers(draft: Draft) -> None:
    """An assumption for each address, channel and repository of the request that stands in no step."""
    used = "\n".join(
        text.casefold() for step in draft.steps.values() for text in (step.name, *texts_in(step.parameters))
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
