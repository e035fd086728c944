"""A workflow document as immutable values.

    workflow = load_workflow(text)                 # codec.py
    workflow.nodes[0].type                         # "n8n-nodes-base.slack"
    workflow.get("Slack").parameters["channelId"]
    workflow.graph.successors("Slack")             # names, over `main`

The document that was read is kept as it is (`Workflow.document`, `Node.raw`); everything else here is a
typed view on it. What has the wrong shape shows up as "not there" in the view (an empty name, no
position) and is found unchanged in the raw value, so nothing is lost and nothing raises.

Objects share their raw values: never change a list or dict that you find in one. `edits/` makes new
workflows from old ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import Any

from nodepilot.errors import UserError
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say
from nodepilot.workflow.graph import Graph

MAIN = "main"
"""The connection type that carries items; every other one attaches a sub-node to its root node."""

STICKY_NOTE = "n8n-nodes-base.stickyNote"
"""The node type of notes on the canvas: it has no ports and never runs."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a workflow; `raw` is its object in the document, `index` its place in `nodes`.

    `name` and `type` are "" when missing or no string; `type_version` and `position` are None then.
    `parameters` and `credentials` are empty when missing or no object.
    """

    raw: Mapping[str, Any]
    index: int = field(default=-1, compare=False)
    name: str = field(init=False, compare=False)
    type: str = field(init=False, compare=False)
    type_version: int | float | None = field(init=False, compare=False)
    position: tuple[float, float] | None = field(init=False, compare=False)
    parameters: Mapping[str, Any] = field(init=False, compare=False)
    credentials: Mapping[str, Any] = field(init=False, compare=False)
    disabled: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        raw = self.raw
        write = object.__setattr__
        write(self, "name", _string(raw.get("name")))
        write(self, "type", _string(raw.get("type")))
        write(self, "type_version", _number(raw.get("typeVersion")))
        write(self, "position", _position(raw.get("position")))
        write(self, "parameters", _object(raw.get("parameters")))
        write(self, "credentials", _object(raw.get("credentials")))
        write(self, "disabled", raw.get("disabled") is True)

    def __hash__(self) -> int:
        return hash((self.name, self.type))

    @property
    def id(self) -> str | None:
        """n8n's id of the node, when it is a string."""
        return _string(self.raw.get("id")) or None

    @property
    def on_error(self) -> str | None:
        """`stopWorkflow`, `continueRegularOutput` or `continueErrorOutput`, when set."""
        return _string(self.raw.get("onError")) or None

    @property
    def notes(self) -> str:
        """The note that a person wrote on the node."""
        return _string(self.raw.get("notes"))

    @property
    def is_sticky_note(self) -> bool:
        """A note on the canvas."""
        return self.type == STICKY_NOTE


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection: `source`'s output feeds `target`'s input.

    An index counts among the ports of the same connection type. For a sub-node `source` is the
    sub-node and `target` its root node, as in n8n's JSON. The ends may name nodes that don't exist.
    A missing target type is the source's, a missing index is 0.
    """

    source: str
    target: str
    source_type: str = MAIN
    source_index: int = 0
    target_type: str = MAIN
    target_index: int = 0


@dataclass(frozen=True)
class Workflow:
    """A workflow document. `document` is n8n's JSON as it was read or made."""

    document: Mapping[str, Any]

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes in the document's order; entries of `nodes` that are no objects are left out."""
        entries = self.document.get("nodes")
        if not isinstance(entries, list):
            return ()
        return tuple(Node(raw, index) for index, raw in enumerate(entries) if isinstance(raw, Mapping))

    @cached_property
    def nodes_by_name(self) -> Mapping[str, Node]:
        """Nodes by name. Of two with the same name the later one counts, as in n8n."""
        return {node.name: node for node in self.nodes}

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """All connections in the document's order; what has no readable shape is left out."""
        return tuple(_connections(self.document.get("connections")))

    @cached_property
    def graph(self) -> Graph:
        """Questions about who feeds whom."""
        return Graph([node.name for node in self.nodes], self.connections)

    @property
    def name(self) -> str:
        """The workflow's name, "" when it has none."""
        return _string(self.document.get("name"))

    @property
    def settings(self) -> Mapping[str, Any]:
        """The workflow's settings, empty when missing."""
        return _object(self.document.get("settings"))

    @property
    def pin_data(self) -> Mapping[str, Any]:
        """Pinned items by node name, empty when missing."""
        return _object(self.document.get("pinData"))

    def find(self, name: str) -> Node | None:
        """The node with that name."""
        return self.nodes_by_name.get(name)

    def get(self, name: str) -> Node:
        """The node with that name, or `UserError` that lists what there is."""
        node = self.nodes_by_name.get(name)
        if node is None:
            raise UserError(
                say("The workflow has no node `{name}`.", name=name),
                next_step=say("Its nodes are {names}.", names=_listed(list(self.nodes_by_name))),
            )
        return node


_NOTHING: Mapping[str, Any] = {}


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _NOTHING


def _position(value: Any) -> tuple[float, float] | None:
    if isinstance(value, list) and len(value) == 2:
        x, y = _number(value[0]), _number(value[1])
        if x is not None and y is not None:
            return x, y
    return None


def _connections(by_source: Any) -> Iterator[Connection]:
    if not isinstance(by_source, Mapping):
        return
    for source, by_type in by_source.items():
        if not isinstance(by_type, Mapping):
            continue
        for source_type, outputs in by_type.items():
            if not isinstance(outputs, list):
                continue
            for source_index, targets in enumerate(outputs):
                if not isinstance(targets, list):
                    continue
                for end in targets:
                    if not isinstance(end, Mapping) or not isinstance(end.get("node"), str):
                        continue
                    target_type, target_index = end.get("type"), end.get("index")
                    yield Connection(
                        source,
                        end["node"],
                        source_type,
                        source_index,
                        target_type if isinstance(target_type, str) else source_type,
                        target_index if type(target_index) is int else 0,
                    )


def _listed(names: list[str], most: int = 10) -> str:
    if not names:
        return say("none at all")
    shown = ", ".join(f"`{name}`" for name in names[:most])
    return (
        shown if len(names) <= most else say("{shown} and {count} more", shown=shown, count=len(names) - most)
    )
