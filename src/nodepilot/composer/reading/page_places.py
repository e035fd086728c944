"""Where a request tells of further pages of a form: “…, second page the budget”."""

from __future__ import annotations

from nodepilot.composer.language.utterance import Utterance

ORDINALS = frozenset(
    "second third fourth zweite zweiten dritte segunda tercera deuxieme troisieme next".split()
)
_PAGES = frozenset({"step", "seite", "pagina"})


def page_places(u: Utterance) -> list[tuple[int, int, int]]:
    """Of each further page the token of its ordinal, where what it asks for begins, and where that ends."""
    found: list[tuple[int, int, int]] = []
    for index in range(len(u.tokens) - 2):
        named = u.has(index + 1, "nouns", "page") or u.tokens[index + 1].norm in _PAGES
        if u.tokens[index].norm not in ORDINALS or not named:
            continue
        end = index + 2
        while (
            end < len(u.tokens)
            and u.tokens[end].norm not in {".", ";", "\n"}
            and u.tokens[end].norm not in ORDINALS
        ):
            end += 1
        found.append((index, index + 2, end))
    return found


def asks_for_page(u: Utterance, first: int, last: int) -> bool:
    """Whether the words list what the pages of a form ask for, and order nothing."""
    return any(first <= place < last for place, _, _ in page_places(u))
