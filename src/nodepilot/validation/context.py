"""What rules read: one workflow document against one catalog, everything computed once and on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from nodepilot.catalog import Catalog
from nodepilot.catalog.model import NodeTypeVersion
from nodepilot.validation.code import Code, collect_codes
from nodepilot.validation.given import Given, GivenValue, UnknownKey, collect_given
from nodepilot.validation.lazy import lazy
from nodepilot.validation.node import CheckedNode
from nodepilot.validation.parameters.checker import NodeChecker
from nodepilot.validation.parameters.types import checker_for, kept_checkers
from nodepilot.validation.places import Place
from nodepilot.validation.reach import Reach
from nodepilot.validation.starts import certain_nodes, running_nodes
from nodepilot.validation.suggestions import Suggestions
from nodepilot.validation.texts import Expression, PlainText, Texts, all_strings, collect_texts
from nodepilot.workflow.graph import Graph

if TYPE_CHECKING:
    from nodepilot.workflow.model import Connection

MAIN = "main"

_NUMBERS = frozenset({int, float})


class Link(NamedTuple):
    """One connection whose shape can be read. The ends may be missing nodes.

    `place` leads to it in the document (`connections.A.main[0][1]`).
    """

    source: str
    target: str
    source_type: str
    source_index: int
    target_type: Any
    target_index: Any
    place: tuple[str, str, int, int]


class ValidationContext:
    """One workflow under validation. Nothing in it may be changed."""

    def __init__(self, document: Mapping[str, Any], catalog: Catalog) -> None:
        """`document` has a list `nodes`; whatever is in it may have any shape."""
        self.document = document
        self.catalog = catalog
        self._checkers = kept_checkers(catalog)

    @lazy
    def nodes(self) -> tuple[CheckedNode, ...]:
        """All nodes that are objects, in the document's order."""
        return tuple(
            CheckedNode(raw, index, self.checker(raw.get("type"), raw.get("typeVersion")))
            for index, raw in enumerate(self.document["nodes"])
            if isinstance(raw, dict)
        )

    @lazy
    def by_name(self) -> Mapping[str, CheckedNode]:
        """Nodes by name; of two with one name the later counts, as in n8n."""
        return {node.name: node for node in self.nodes}

    @lazy
    def connections(self) -> Mapping[str, Any]:
        """The connections by source node; empty when they are no object."""
        found = self.document.get("connections")
        return found if isinstance(found, dict) else {}

    @lazy
    def links(self) -> tuple[Link, ...]:
        """All connections that can be read, in the document's order."""
        return tuple(_links(self.connections))

    @lazy
    def unreadable_connection(self) -> str | None:
        """Where n8n throws while it reads the connections, None when it can read them."""
        return _unreadable_place(self.connections)

    @lazy
    def joined(self) -> tuple[tuple[Link, CheckedNode, CheckedNode], ...]:
        """Connections between two nodes that exist; empty when n8n cannot read the connections."""
        if self.unreadable_connection is not None:
            return ()
        nodes = self.by_name
        return tuple(
            (link, nodes[link.source], nodes[link.target])
            for link in self.links
            if link.source in nodes and link.target in nodes
        )

    @lazy
    def incoming(self) -> Mapping[str, tuple[Link, ...]]:
        """Connections by target."""
        return _grouped((link.target, link) for link in self.links)

    @lazy
    def outgoing(self) -> Mapping[str, tuple[Link, ...]]:
        """Connections by source."""
        return _grouped((link.source, link) for link in self.links)

    @lazy
    def suggestions(self) -> Suggestions:
        """What may have been meant by names that do not exist."""
        names = tuple(node.name for node in self.nodes if not node.is_sticky_note)
        return Suggestions(names, self.catalog)

    @lazy
    def graph(self) -> Graph:
        """Questions about who feeds whom."""
        return Graph((node.name for node in self.nodes), cast("Iterable[Connection]", self.links))

    @lazy
    def reach(self) -> Reach:
        """Which nodes lie before which."""
        return Reach(self.graph)

    @lazy
    def running(self) -> frozenset[str]:
        """Names of the nodes that a trigger leads to, sub-nodes included; empty without a trigger."""
        return running_nodes(self.by_name, self.graph)

    @lazy
    def certain(self) -> frozenset[str]:
        """Names of the nodes that every run gets to."""
        return certain_nodes(self.by_name, self.graph)

    @lazy
    def _given(self) -> Given:
        return collect_given(self.nodes)

    def values(self, *property_types: str) -> Iterator[GivenValue]:
        """Parameter values that are given and shown, of these property types."""
        for each in property_types:
            yield from self._given.by_type.get(each, ())

    @property
    def unknown_keys(self) -> Sequence[UnknownKey]:
        """Parameter names that are given and that the node type does not have."""
        return self._given.unknown

    @lazy
    def _texts(self) -> Texts:
        return collect_texts(self.nodes)

    @property
    def expressions(self) -> Sequence[Expression]:
        """All expressions that n8n evaluates, as far as their parameters are shown."""
        return self._texts.expressions

    @property
    def templates(self) -> Sequence[PlainText]:
        """Texts with `{{` in them that are no expressions."""
        return self._texts.templates

    @lazy
    def text(self) -> str:
        """All texts in the parameters of all nodes, for a first look."""
        return "\n".join([node.text for node in self.nodes if not node.is_sticky_note])

    def strings(self, node: CheckedNode) -> Iterator[tuple[Place, str]]:
        """All texts in a node's parameters, shown or not."""
        return all_strings(node)

    @lazy
    def codes(self) -> tuple[Code, ...]:
        """The programs of Code nodes and their relatives."""
        return tuple(collect_codes(self.nodes))

    def checker(self, type_name: Any, type_version: Any) -> NodeChecker | None:
        """The compiled node type; None when the type or its typeVersion is unknown."""
        if type_name.__class__ is str and type_version.__class__ in _NUMBERS:
            found = self._checkers.get((type_name, type_version))
            if found is not None:
                return found
        return checker_for(self.catalog, type_name, type_version)

    def known_nodes(self) -> Iterator[tuple[CheckedNode, NodeTypeVersion]]:
        """Nodes whose type and typeVersion the catalog has, with that node type."""
        for node in self.nodes:
            if node.checker is not None:
                yield node, node.checker.version

    def nodes_of_type(self, *type_names: str) -> Iterator[CheckedNode]:
        """Nodes of any of these types."""
        for node in self.nodes:
            if node.type in type_names:
                yield node


def _links(connections: Mapping[str, Any]) -> Iterator[Link]:
    for source, by_type in connections.items():
        if not isinstance(by_type, dict):
            continue
        for output_type, buckets in by_type.items():
            if not isinstance(buckets, list):
                continue
            for output_index, bucket in enumerate(buckets):
                if not isinstance(bucket, list):
                    continue
                for place, end in enumerate(bucket):
                    if isinstance(end, dict) and isinstance(end.get("node"), str):
                        yield Link(
                            source,
                            end["node"],
                            output_type,
                            output_index,
                            end.get("type"),
                            end.get("index"),
                            (source, output_type, output_index, place),
                        )


def _unreadable_place(connections: Any) -> str | None:
    """Where n8n throws while it turns the connections around."""
    for source, by_type in connections.items():
        if by_type is None:
            return f"connections.{source}"
        if not isinstance(by_type, dict):
            continue
        for output_type, buckets in by_type.items():
            if isinstance(buckets, list):
                pairs: Any = enumerate(buckets)
            elif isinstance(buckets, dict):
                pairs = buckets.items()
            else:
                continue
            for key, bucket in pairs:
                if (
                    bucket is None
                    or isinstance(bucket, str)
                    or (isinstance(bucket, list) and None not in bucket)
                ):
                    continue
                return f"connections.{source}.{output_type}[{key}]"
    return None


def _grouped(pairs: Iterable[tuple[str, Link]]) -> Mapping[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for name, link in pairs:
        found.setdefault(name, []).append(link)
    return {name: tuple(group) for name, group in found.items()}
