"""Search over node patterns: which ready node does what the words say."""

from __future__ import annotations

import math

from nodepilot.catalog import Catalog
from nodepilot.knowledge.operations import rank_operations
from nodepilot.knowledge.patterns import Pattern, load_patterns
from nodepilot.knowledge.search import load_search
from nodepilot.knowledge.triggers import rank_trigger_events
from nodepilot.knowledge.words import tokens

TYPES = 6
"""Node types that are looked into."""
CHOICE = 0.9
"""How much the fit of operation or event counts against that of the node type."""
_MOST = 12


def search_patterns(text: str, catalog: Catalog, limit: int = 5) -> tuple[Pattern, ...]:
    """The patterns that fit the text, best first: first the node type, then what it should do."""
    results = load_search(catalog).search(text, limit=TYPES)
    if not results:
        return ()
    patterns = load_patterns(catalog)
    words = tokens(text)
    rated: list[tuple[float, str, Pattern]] = []
    for result in results:
        worth = 10 * result.score / results[0].score
        if sum(rating > worth for rating, *_ in rated) >= limit:
            # What follows is worth less at best.
            break
        shares = _shares(result.type, words, catalog)
        for pattern in patterns.of_type(result.type):
            share = shares.get(pattern.choice, 1.0 if not (shares and pattern.choice) else 0.0)
            if share > 0:
                rated.append((worth + CHOICE * math.log(share), pattern.id, pattern))
    rated.sort(key=lambda each: (-each[0], each[1]))
    return tuple(pattern for *_, pattern in rated[:limit])


def _shares(node_type: str, words: list[str], catalog: Catalog) -> dict[tuple[str, ...], float]:
    operations = rank_operations(node_type, words, catalog=catalog, limit=_MOST)
    found = {
        tuple(part for part in (match.resource, match.operation) if part): match.score for match in operations
    }
    events = rank_trigger_events(node_type, words, catalog, limit=_MOST)
    found.update({match.values: match.score for match in events})
    return {choice: max(share, 1e-4) for choice, share in found.items()}
