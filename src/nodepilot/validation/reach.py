"""Which nodes lie before which, for all nodes of a workflow at once."""

from __future__ import annotations

from collections import deque

from nodepilot.workflow.graph import Graph


class Reach:
    """Answers `is_before` for any pair in constant time.

    The nodes before each node are one integer with a bit per node, so that even thousands of nodes cost
    little more than their connections.
    """

    def __init__(self, graph: Graph) -> None:
        self._places = {name: place for place, name in enumerate(graph.names)}
        self._before = dict.fromkeys(graph.names, 0)
        # Counted along the outgoing side: a connection may arrive as another type than it left as.
        feeders = dict.fromkeys(graph.names, 0)
        for name in graph.names:
            for other in graph.successors(name):
                feeders[other] += 1
        ordered = deque(name for name, count in feeders.items() if not count)
        while ordered:
            name = ordered.popleft()
            del feeders[name]
            handed_on = self._before[name] | 1 << self._places[name]
            for other in graph.successors(name):
                self._before[other] |= handed_on
                feeders[other] -= 1
                if not feeders[other]:
                    ordered.append(other)
        self.maybe_looping = frozenset(feeders)
        """Nodes on a loop, and nodes that a loop leads to; mostly none."""
        self._follow_loops(graph, deque(feeders))

    def is_before(self, name: str, other: str) -> bool:
        """Items of `name` can get to `other`. A node is before itself only on a loop."""
        place = self._places.get(name)
        return place is not None and bool(self._before.get(other, 0) >> place & 1)

    def _follow_loops(self, graph: Graph, waiting: deque[str]) -> None:
        queued = set(waiting)
        while waiting:
            name = waiting.popleft()
            queued.discard(name)
            handed_on = self._before[name] | 1 << self._places[name]
            for other in graph.successors(name):
                known = self._before[other]
                if known | handed_on != known:
                    self._before[other] = known | handed_on
                    if other not in queued:
                        queued.add(other)
                        waiting.append(other)
