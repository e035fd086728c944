"""Where in a vector store, and in pieces of which size: “the Qdrant collection manuals”, “chunks of 800 with an overlap of 80”."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nodepilot.composer.build.names import NAMED_BY, is_name
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.language.utterance import Utterance

_PLACES = frozenset(
    "collection index table namespace class indice indices coleccion colecao sammlung tabelle tabla tabela indexes".split()
)
_WRITTEN = frozenset({Kind.QUOTED, Kind.SLUG, Kind.DOTTED, Kind.CHANNEL, Kind.REPO})
_SAID_OF_NONE = frozenset(
    {"vector", "same", "new", "existing", "whole", "single", "separate", "own", "pgvector", "embeddings"}
)
_QUOTES = "\"'“”‘’„«» "


def place_in_store(u: Utterance, store: str) -> str | None:
    """The collection, index or table that the request names in the store."""
    for index, token in enumerate(u.tokens):
        hit = u.service_at(index)
        if (
            token.norm not in _PLACES
            or (hit is not None and hit.key != store)
            or _is_elsewhere(u, index, store)
        ):
            continue
        found = _behind(u, index + 1, store) or _before(u, index)
        if found is not None:
            return found
    for hit in u.services:
        after = hit.last + (hit.last < len(u.tokens) and u.tokens[hit.last].norm in {"(", ":"})
        if hit.key == store and after < len(u.tokens) and u.tokens[after].kind in {Kind.QUOTED, Kind.SLUG}:
            return u.tokens[after].text.strip(_QUOTES)
    return None


def _is_elsewhere(u: Utterance, index: int, store: str) -> bool:
    """“the rows of my Postgres | table docs … into Pinecone”: where the documents come from."""
    before = u.service_at(index - 1) if index else None
    if before is None:
        return False
    kept_later = any(
        hit.first > index and (hit.key == store or hit.key.startswith("vectorStore")) for hit in u.services
    )
    return before.key != store or kept_later


def _behind(u: Utterance, place: int, store: str) -> str | None:
    """“collection manuals”, “index in Pinecone called manuals”."""
    said = False
    while place < len(u.tokens):
        hit = u.service_at(place)
        if hit is not None and hit.key == store and u.tokens[place].kind is not Kind.QUOTED:
            place = hit.last
        elif u.tokens[place].norm in NAMED_BY | {"(", "is"}:
            said, place = True, place + 1
        elif u.has(place, "words", "in", "of", "from") and (
            (ahead := u.service_at(place + 1)) is not None and ahead.key == store
        ):
            place = ahead.last
        else:
            break
    if place >= len(u.tokens):
        return None
    token = u.tokens[place]
    if token.kind in _WRITTEN and u.service_at(place) is None:
        return token.text.strip(_QUOTES + "#")
    if token.kind is Kind.WORD and (said or is_name(u, place, len(u.tokens))):
        return token.text
    return None


def _before(u: Utterance, place: int) -> str | None:
    """“the handbook collection”, “our "manuals" index”."""
    before = place - 1
    if before < 0 or u.service_at(before) is not None:
        return None
    token = u.tokens[before]
    if token.kind in _WRITTEN or "-" in token.text:
        return token.text.strip(_QUOTES + "#")
    plain = (
        token.kind is Kind.WORD
        and before > 0
        and u.has(before - 1, "words", "det")
        and not u.has(before, "words")
        and token.norm not in _SAID_OF_NONE
    )
    return token.text if plain else None


_NUMBER = r"(\d[\d.,]*)"
_SIZES = (
    re.compile(
        rf"\b(?:chunk|chunks|chunk size|chunk-size|chunkgröße|fragmentos?|morceaux|pedaços|blöcke)(?: ?(?:size|length))?(?: of| de| von| with|=|:)* {_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NUMBER}(?:[- ](?:characters?|chars?|tokens?|zeichen|caracteres|caractères))?[- ](?:chunks|chunk|sized chunks|fragmentos)",
        re.IGNORECASE,
    ),
)
_OVERLAPS = (
    re.compile(
        rf"\b(?:overlap|overlapping|überlappung|solapamiento|chevauchement|sobreposição)(?: by| of| von| de|=|:)* {_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NUMBER}(?:[- ](?:characters?|chars?|tokens?|zeichen))?[- ](?:overlap|überlappung)", re.IGNORECASE
    ),
)


_CHUNK_WORDS = tuple(
    "chunk fragmento morceaux pedaços blöcke overlap überlappung solapamiento chevauchement sobreposição".split()
)
"""Without one of them nothing is said of pieces."""


def chunks_said(u: Utterance) -> Mapping[str, int]:
    """Size and overlap of the pieces that documents are cut into, as far as they are said."""
    if not any(map(u.text.lower().__contains__, _CHUNK_WORDS)):
        return {}
    found: dict[str, int] = {}
    for parameter, patterns in (("chunkSize", _SIZES), ("chunkOverlap", _OVERLAPS)):
        match = next((m for each in patterns if (m := each.search(u.text)) is not None), None)
        if match is not None:
            found[parameter] = int(re.sub(r"\D", "", match.group(1)))
    return found
