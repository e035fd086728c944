"""Questions about who feeds whom in a workflow.

Node names are the vertices. `main` connections carry items; all other connection types attach a
sub-node to its root node and are asked for by the `sub_node…` and `root…` questions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nodepilot.workflow.model import Connection


class Graph:
    """The connections of a workflow, ready to be asked.

    Names that only occur in connections (nodes that don't exist) are ignored by every question except
    `dangling`. Answers keep the order of the document, so they are the same each time.
    """

    def __init__(self, names: Iterable[str], connections: Iterable[Connection]) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys(names))
        known = frozenset(self.names)
        self.connections: tuple[Connection, ...] = ()
        self.dangling: tuple[Connection, ...] = ()
        whole: list[Connection] = []
        torn: list[Connection] = []
        for each in connections:
            (whole if each.source in known and each.target in known else torn).append(each)
        self.connections = tuple(whole)
        self.dangling = tuple(torn)

    @cached_property
    def _outgoing(self) -> Mapping[str, Sequence[Connection]]:
        found: dict[str, list[Connection]] = {name: [] for name in self.names}
        for each in self.connections:
            found[each.source].append(each)
        return found

    @cached_property
    def _incoming(self) -> Mapping[str, Sequence[Connection]]:
        found: dict[str, list[Connection]] = {name: [] for name in self.names}
        for each in self.connections:
            found[each.target].append(each)
        return found

    @cached_property
    def _successors(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for each in self.connections:
            if each.source_type == "main":
                found.setdefault(each.source, {})[each.target] = None
        return {name: tuple(targets) for name, targets in found.items()}

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for each in self.connections:
            if each.target_type == "main":
                found.setdefault(each.target, {})[each.source] = None
        return {name: tuple(sources) for name, sources in found.items()}

    def outgoing(self, name: str, connection_type: str | None = None) -> tuple[Connection, ...]:
        """Connections that leave `name`, all or of one type."""
        return tuple(
            each
            for each in self._outgoing.get(name, ())
            if connection_type is None or each.source_type == connection_type
        )

    def incoming(self, name: str, connection_type: str | None = None) -> tuple[Connection, ...]:
        """Connections that arrive at `name`, all or of one type."""
        return tuple(
            each
            for each in self._incoming.get(name, ())
            if connection_type is None or each.target_type == connection_type
        )

    def successors(self, name: str, output: int | None = None) -> tuple[str, ...]:
        """Nodes that items of `name` go to next, of all outputs or of one."""
        if output is None:
            return self._successors.get(name, ())
        return _each_once(each.target for each in self.outgoing(name, "main") if each.source_index == output)

    def predecessors(self, name: str, input_index: int | None = None) -> tuple[str, ...]:
        """Nodes whose items arrive at `name` directly, at all inputs or at one."""
        if input_index is None:
            return self._predecessors.get(name, ())
        return _each_once(
            each.source for each in self.incoming(name, "main") if each.target_index == input_index
        )

    def reachable(self, name: str) -> frozenset[str]:
        """Nodes that items of `name` can get to. `name` itself is in it only when it lies on a loop."""
        return frozenset(self._walk([name], self.successors))

    def ancestors(self, name: str) -> frozenset[str]:
        """Nodes whose items can get to `name`. `name` itself is in it only when it lies on a loop."""
        return frozenset(self._walk([name], self.predecessors))

    def reaches(self, source: str, target: str) -> bool:
        """Items of `source` can get to `target` (over `main`)."""
        return target in self.reachable(source)

    def on_loop(self, name: str) -> bool:
        """Items that leave `name` can come back to it."""
        return name in self.reachable(name)

    def is_sub_node(self, name: str) -> bool:
        """It is attached to a root node, and no items leave it over `main`."""
        leaving = self._outgoing.get(name, ())
        return bool(leaving) and all(each.source_type != "main" for each in leaving)

    def sub_nodes(self, root: str, connection_type: str | None = None) -> tuple[str, ...]:
        """Nodes attached to `root` directly, of all connection types or of one."""
        return _each_once(
            each.source
            for each in self._incoming.get(root, ())
            if each.source_type != "main" and connection_type in {None, each.source_type}
        )

    def parents_of_sub_node(self, name: str) -> tuple[str, ...]:
        """Nodes that `name` is attached to directly (a tool can serve several agents)."""
        return _each_once(each.target for each in self._outgoing.get(name, ()) if each.source_type != "main")

    def roots_of(self, name: str) -> tuple[str, ...]:
        """The root nodes at the end of the chain of sub-nodes; `(name,)` for a node that is no sub-node."""
        if not self.is_sub_node(name):
            return (name,)
        above = self._walk([name], self.parents_of_sub_node)
        return tuple(each for each in above if not self.is_sub_node(each))

    def root_of(self, name: str) -> str:
        """The first of `roots_of`; `name` itself when sub-nodes only feed each other in a circle."""
        return next(iter(self.roots_of(name)), name)

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Nodes without incoming items that are no sub-nodes: triggers, and nodes left loose."""
        return tuple(
            name for name in self.names if not self.is_sub_node(name) and not self.incoming(name, "main")
        )

    def isolated(self, name: str) -> bool:
        """Nothing is connected to it at all."""
        return not self._outgoing.get(name) and not self._incoming.get(name)

    @staticmethod
    def _walk(start: Iterable[str], step: _Step) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting = deque(start)
        while waiting:
            for name in step(waiting.popleft()):
                if name not in found:
                    found[name] = None
                    waiting.append(name)
        return tuple(found)


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    _Step: TypeAlias = Callable[[str], tuple[str, ...]]


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
