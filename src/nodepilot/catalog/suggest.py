"""Which node type somebody meant who wrote a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from nodepilot.catalog.model import NodeTypeEntry

_LIMIT = 3
_CUTOFF = 0.7


def nearest_node_types(type_name: str, entries: Iterable[NodeTypeEntry]) -> tuple[str, ...]:
    """The names of the most similar node types, best first, at most three.

    Compares the part behind the package with names and labels, so a wrong package, a label
    ("Google Sheets") or wrong letter case still find the right one.
    """
    wanted = _plain(type_name.rpartition(".")[2])
    if not wanted:
        return ()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    ranked: list[tuple[float, bool, str]] = []
    for entry in entries:
        candidates = {_plain(entry.name.rpartition(".")[2]), _plain(entry.display_name)}
        score = max(_similarity(matcher, candidate) for candidate in candidates)
        if score >= _CUTOFF:
            ranked.append((-score, entry.hidden, entry.name))
    return tuple(name for *_, name in sorted(ranked)[:_LIMIT])


def _similarity(matcher: SequenceMatcher[str], candidate: str) -> float:
    matcher.set_seq1(candidate)
    if matcher.real_quick_ratio() < _CUTOFF or matcher.quick_ratio() < _CUTOFF:
        return 0.0
    return matcher.ratio()


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
