"""What patterns need, as `nodepilot knowledge build` wrote it down: reading it from hundreds of patterns takes longer than
answering a request. A pattern that is not written down, since it was changed or is made while running, is read when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b

from nodepilot.kit.packaged import packaged
from nodepilot.kit.sieve import Words, needs_of

BUILT = ("knowledge", "built", "needs.json")


def known_needs(source: str) -> tuple[Words, ...]:
    """What `needs_of` says of a pattern."""
    written = _written().get(_key(source))
    return needs_of(source) if written is None else tuple(map(tuple, written))


def is_written(source: str) -> bool:
    """Whether it was there when the needs were written down."""
    return _key(source) in _written()


def needs_document(sources: Iterable[str]) -> bytes:
    """The content of `needs.json`: a pattern a line, so that few lines change with a pattern."""
    needs = {_key(source): needs_of(source) for source in sources}
    lines = (f'"{key}":{_short(needs[key])}' for key in sorted(needs))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


@cache
def _written() -> Mapping[str, Sequence[Sequence[str]]]:
    try:
        found: Mapping[str, Sequence[Sequence[str]]] = json.loads(packaged(*BUILT).read_bytes())
    except FileNotFoundError:
        return {}
    return found


def _key(source: str) -> str:
    """A pattern in a few letters, which no two have in common."""
    return blake2b(source.encode(), digest_size=6).hexdigest()


def _short(needs: tuple[Words, ...]) -> str:
    return json.dumps(needs, separators=(",", ":"))
