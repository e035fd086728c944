"""How often what is used in public workflows, learnt by `tools/learn_figures.py`.

    figures = load_figures("n8n-nodes-base.slack")
    figures.operations       # {"message|post": 612, …}: `resource|operation` -> nodes
    figures.following        # node types that come after it -> links

Facts and frequencies only. A node type that nobody uses has empty figures. The numbers belong to
no n8n release: what a release does not have is simply never asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache, lru_cache
from typing import Any

from nodepilot.catalog.shelf import Shelf
from nodepilot.kit.packaged import packaged
from nodepilot.kit.records import dataclass

VOCABULARY = "vocabulary"
"""The document that holds the everyday words."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted for one node type.

    `operations` and `parameters` are keyed by `resource|operation` (either side may be empty);
    `parameters` tells for which share of the nodes a parameter was set. `events` is keyed by the
    values joined with `|`. `sub_nodes` maps a connection type to the sub-nodes seen there. `words` and
    `operation_words` hold stems of words in node names with the logarithm of how much likelier
    they are here than elsewhere.
    """

    nodes: int = 0
    workflows: int = 0
    operations: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    following: Mapping[str, int] = field(default_factory=dict)
    sub_nodes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[str, float] = field(default_factory=dict)
    operation_words: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


NO_FIGURES = Figures()


@lru_cache(maxsize=512)
def load_figures(node_type: str) -> Figures:
    """The figures of a node type; `NO_FIGURES` when it was never seen."""
    shelf = _shelf()
    return Figures(**shelf.read(node_type)) if node_type in shelf else NO_FIGURES


def load_vocabulary() -> tuple[str, ...]:
    """Everyday words (folded), for telling a misspelt name from an ordinary word."""
    document: Any = _shelf().read(VOCABULARY)
    return tuple(str(document).split())


@cache
def _shelf() -> Shelf:
    return Shelf(packaged("knowledge", "figures", "figures.shelf").read_bytes())
