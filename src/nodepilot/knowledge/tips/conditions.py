"""When a tip applies: conditions on a node and on the workflow, as data.

Node types are written short: those of n8n's base package by their name (`httpRequest`), those of its AI
package with `@` (`@agent`); `*` stands for any letters (`*Trigger`, `@lmChat*`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Node, Workflow

Chosen: TypeAlias = Callable[[Node], tuple[str, str]]

AI_PACKAGE, BASE_PACKAGE = "@n8n/n8n-nodes-langchain.", "n8n-nodes-base."


@dataclass(frozen=True, slots=True)
class NodeCondition:
    """What a node has to be like; everything that is given has to hold.

    `set`, `unset`: parameter paths (dotted; a list is looked through) with and without a value.
    `equals`, `matches`: parameter paths with a value or a pattern for it. `text`: a pattern for anything in
    the parameters. `key_set`, `key_unset`: keys of the node itself. `before`, `after`: a node of one
    of these types follows or precedes directly; with `not_` none does. `ends`: nothing follows (or
    something, when False). `loop`: stands on a loop. `lacks_sub_node`, `has_sub_node`: connection types.
    """

    types: tuple[str, ...]
    not_types: tuple[str, ...] = ()
    resource: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()
    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    equals: Mapping[str, Any] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    not_text: str = ""
    key_set: tuple[str, ...] = ()
    key_unset: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    ends: bool | None = None
    loop: bool | None = None
    lacks_sub_node: tuple[str, ...] = ()
    has_sub_node: tuple[str, ...] = ()

    def holds(self, node: Node, workflow: Workflow, chosen: Chosen) -> bool:
        """Whether the node is one that the tip is about. Disabled nodes never are.

        `chosen` tells resource and operation of a node, n8n's defaults included.
        """
        return (
            not node.disabled
            and is_of_type(node, self.types)
            and not is_of_type(node, self.not_types)
            and self._fits_choice(node, chosen)
            and self._fits_parameters(node)
            and self._fits_keys(node)
            and self._fits_place(node, workflow)
        )

    def _fits_choice(self, node: Node, chosen: Chosen) -> bool:
        if not self.resource and not self.operation:
            return True
        resource, operation = chosen(node)
        return (not self.resource or resource in self.resource) and (
            not self.operation or operation in self.operation
        )

    def _fits_parameters(self, node: Node) -> bool:
        parameters = node.parameters
        if not all(_has_value(parameters, path) for path in self.set):
            return False
        if any(_has_value(parameters, path) for path in self.unset):
            return False
        if not all(value in list(values_at(parameters, path)) for path, value in self.equals.items()):
            return False
        for path, pattern in self.matches.items():
            if not any(re.search(pattern, _text(value)) for value in values_at(parameters, path)):
                return False
        if self.text or self.not_text:
            everything = _text(parameters)
            if self.text and not re.search(self.text, everything):
                return False
            if self.not_text and re.search(self.not_text, everything):
                return False
        return True

    def _fits_keys(self, node: Node) -> bool:
        return all(node.raw.get(key) for key in self.key_set) and not any(
            node.raw.get(key) for key in self.key_unset
        )

    def _fits_place(self, node: Node, workflow: Workflow) -> bool:
        graph = workflow.graph
        following = [workflow.nodes_by_name.get(name) for name in graph.successors(node.name)]
        preceding = [workflow.nodes_by_name.get(name) for name in graph.predecessors(node.name)]
        if self.before and not any(is_of_type(each, self.before) for each in following):
            return False
        if self.after and not any(is_of_type(each, self.after) for each in preceding):
            return False
        if self.not_before and any(is_of_type(each, self.not_before) for each in following):
            return False
        if self.not_after and any(is_of_type(each, self.not_after) for each in preceding):
            return False
        if self.ends is not None and self.ends is bool(following):
            return False
        if self.loop is not None and self.loop is not graph.on_loop(node.name):
            return False
        if any(graph.sub_nodes(node.name, kind) for kind in self.lacks_sub_node):
            return False
        return all(graph.sub_nodes(node.name, kind) for kind in self.has_sub_node)


@dataclass(frozen=True, slots=True)
class WorkflowCondition:
    """What the workflow has to be like. `has`, `lacks`: node types; `settings_unset`: keys of its settings.

    Notes on the canvas do not count as nodes.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    min_nodes: int = 0
    max_nodes: int = 100_000
    settings_unset: tuple[str, ...] = ()

    def holds(self, workflow: Workflow) -> bool:
        """Whether the tip can apply to the workflow at all."""
        nodes = [node for node in workflow.nodes if not node.is_sticky_note]
        return (
            self.min_nodes <= len(nodes) <= self.max_nodes
            and all(any(is_of_type(node, (kind,)) for node in workflow.nodes) for kind in self.has)
            and not any(is_of_type(node, self.lacks) for node in workflow.nodes)
            and not any(workflow.settings.get(key) for key in self.settings_unset)
        )


def is_of_type(node: Node | None, patterns: tuple[str, ...]) -> bool:
    """Whether the node's type is one of those, written short."""
    if node is None:
        return False
    if node.type.startswith(AI_PACKAGE):
        short = "@" + node.type.removeprefix(AI_PACKAGE)
    else:
        short = node.type.removeprefix(BASE_PACKAGE)
    return any(short == pattern or ("*" in pattern and fnmatchcase(short, pattern)) for pattern in patterns)


def values_at(parameters: Any, path: str) -> Iterator[Any]:
    """All values at a dotted path; every entry of a list on the way is looked at."""
    head, _, rest = path.partition(".")
    if isinstance(parameters, list):
        for entry in parameters:
            yield from values_at(entry, path)
    elif isinstance(parameters, Mapping) and head in parameters:
        if rest:
            yield from values_at(parameters[head], rest)
        else:
            yield parameters[head]


def _has_value(parameters: Mapping[str, Any], path: str) -> bool:
    return any(value not in (None, "", [], {}, False) for value in values_at(parameters, path))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
