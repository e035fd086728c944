"""Which name was meant, of many: each is asked for once, and not endlessly."""

from __future__ import annotations

from nodepilot.catalog import Catalog
from nodepilot.validation.wording import nearest

_MOST = 100_000
"""Comparisons of two names in one workflow, somewhat below a second. After that nothing is suggested."""
_NODE_TYPES = 1_000
"""Comparisons that a search among the node types is counted as."""


class Suggestions:
    """Suggestions for one workflow. `nodes` are the names of its nodes that can be referred to."""

    def __init__(self, nodes: tuple[str, ...], catalog: Catalog) -> None:
        self._nodes = nodes
        self._catalog = catalog
        self._left = _MOST
        self._known_nodes: dict[str, str | None] = {}
        self._known_types: dict[str, tuple[str, ...]] = {}

    def node(self, name: str) -> str | None:
        """The node that is most likely meant."""
        if name not in self._known_nodes:
            self._known_nodes[name] = nearest(name, self._nodes) if self._may(len(self._nodes)) else None
        return self._known_nodes[name]

    def node_types(self, name: str) -> tuple[str, ...]:
        """The most similar node types, best first."""
        if name not in self._known_types:
            self._known_types[name] = self._catalog.nearest(name) if self._may(_NODE_TYPES) else ()
        return self._known_types[name]

    def _may(self, comparisons: int) -> bool:
        self._left -= comparisons
        return self._left >= 0
