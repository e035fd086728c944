"""Providers that are named for turning texts into vectors: “OpenAI embeddings”, “embeddings from Cohere”."""

from __future__ import annotations

from nodepilot.composer.language.model_names import EMBEDDING
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.language.utterance import Utterance

_WORDS = frozenset({"embedding", "embeddings", "vectors", "einbettungen", "incrustaciones"})
_BEFORE = 4


def embeds(u: Utterance, hit: ServiceHit) -> bool:
    """Whether the hit is named for that, and not for what a language model does."""
    if any(m.role == EMBEDDING and m.start <= u.tokens[hit.first].start < m.end for m in u.models):
        return True
    if any(i < len(u.tokens) and u.tokens[i].norm in _WORDS for i in (hit.last, hit.last + 1)) and not (
        hit.last < len(u.tokens) and u.has(hit.last, "words", "and")
    ):
        return True
    return any(
        u.tokens[i].norm in _WORDS
        and i + 1 < hit.first
        and all(u.has(k, "words", "from", "of", "with", "via", "to", "det") for k in range(i + 1, hit.first))
        for i in range(max(0, hit.first - _BEFORE), hit.first)
    )
