"""Names of lists inside the data that a caller sends."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.story import Start

LIST_WORDS = frozenset({"array", "list", "liste", "lista", "tableau", "arreglo"})


def list_sent(draft: Draft, start: Start) -> str:
    """The name of the list that the caller sends ("an array called items"), "" when none is named."""
    u = draft.utterance
    for index in range(start.first, start.last - 1):
        if u.tokens[index].norm not in LIST_WORDS:
            continue
        after = index + 1
        called = after + 1 < start.last and u.tokens[after].norm in {"called", "named", "of", ":"}
        if called:
            after += 1
        if u.tokens[after].kind is Kind.QUOTED or (called and not u.has(after, "words")):
            return u.tokens[after].text.strip("\"'`“”")
    return ""
