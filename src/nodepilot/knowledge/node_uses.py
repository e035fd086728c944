"""What core and AI nodes are for, in a line (`data/node_uses.toml`)."""

from __future__ import annotations

from functools import cache

from nodepilot.knowledge.authored import load_data
from nodepilot.sentences import say

MOST_WAYS = 3
"""Of saying it, for people; search reads all of them."""


@cache
def short_uses() -> dict[str, str]:
    """In English, by the node type's name without its package."""
    uses = load_data("node_uses")["uses"]
    return {
        name: "; ".join(way.strip() for way in ways.split(";")[:MOST_WAYS]) for name, ways in uses.items()
    }


def tell_use(node_type: str) -> str:
    """What the node is for, in the language of whoever asks; empty where its operations say it."""
    use = short_uses().get(node_type.rpartition(".")[2])
    return say(use) if use else ""
