"""Choosing the text that the documents of a shelf are compressed against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from nodepilot.catalog.shelf import dump_json

_SIZE = 32_768
_SHORTEST = 24
_LONGEST = 600


def shared_text(documents: Iterable[Any]) -> bytes:
    """Up to 32 kB of JSON pieces that occur in many documents, the most useful ones last.

    zlib reaches the end of its dictionary with the shortest references, hence the order.
    """
    counts: Counter[bytes] = Counter()
    for document in documents:
        counts.update({piece for piece in _pieces(document) if _SHORTEST <= len(piece) <= _LONGEST})
    ranked = sorted(
        (piece for piece, count in counts.items() if count > 1),
        key=lambda piece: (-(counts[piece] - 1) * len(piece), piece),
    )
    chosen: list[bytes] = []
    size = 0
    for piece in ranked:
        if size + len(piece) > _SIZE:
            break
        if not any(piece in longer for longer in chosen):
            chosen.append(piece)
            size += len(piece)
    return b"".join(reversed(chosen))


def _pieces(value: Any) -> Iterator[bytes]:
    if isinstance(value, dict):
        yield dump_json(value)
        for each in value.values():
            yield from _pieces(each)
    elif isinstance(value, list):
        for each in value:
            yield from _pieces(each)
