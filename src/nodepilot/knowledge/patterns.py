"""Node patterns: one ready node for everything that n8n's node types can do or wait for.

    patterns = load_patterns(catalog)
    pattern = patterns.find("slack/message/post")
    pattern.use_case       # what it does and when one wants it
    pattern.parameters     # the least with which n8n accepts the node

A pattern stands for a resource and operation, a trigger's event, or a node type without such a choice. Its
text is composed from `data/pattern_texts.toml` and `data/node_uses.toml`, its figures come from `figures/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.built import load_shelf
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.pattern_parameters import minimal_parameters
from nodepilot.knowledge.pattern_text import Saying, Told, tell_event, tell_node, tell_operation
from nodepilot.knowledge.services import Service, Services, load_services
from nodepilot.knowledge.type_facts import events_of_type, operations_of_type
from nodepilot.sentences import language_now

AI_MARK = "ai:"
"""Marks node types of n8n's AI package in pattern ids: both packages have `code` and `openAi`."""
AI_PACKAGE, BASE_PACKAGE = "@n8n/n8n-nodes-langchain.", "n8n-nodes-base."
FEATURED_USES = 15
"""Uses in public workflows from which on a pattern is featured."""


class PatternKind(StrEnum):
    """What the pattern stands for."""

    OPERATION = "operation"
    EVENT = "event"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One ready node. `id` is stable: the node type's short name and what was chosen, with slashes.

    `choice` are the chosen values (resource, operation or event); `parameters` what n8n asks for at
    least, samples included; `uses` how often it occurs in the public workflows that were counted.
    """

    id: str
    kind: PatternKind
    node_type: str
    type_version: float
    service: str
    name: str
    use_case: str
    choice: tuple[str, ...]
    parameters: Mapping[str, Any]
    featured: bool
    uses: int
    saying: Saying | None = None

    def told(self) -> str:
        """The use case in the language of whoever asks; an operator's own as it was written."""
        if self.saying is None or language_now() == "en":
            return self.use_case
        return self.saying.tell()


class Patterns:
    """All patterns of one n8n release. Those of a node type are made when they are asked for."""

    def __init__(self, catalog: Catalog, services: Services) -> None:
        self._catalog = catalog
        self._services = services
        self._made: dict[str, tuple[Pattern, ...]] = {}

    def __iter__(self) -> Iterator[Pattern]:
        for entry in self._catalog.node_types(tool_variants=False):
            yield from self.of_type(entry.name)

    def of_type(self, node_type: str) -> tuple[Pattern, ...]:
        """The patterns of a node type, in n8n's order; raises UnknownNodeType."""
        if node_type not in self._made:
            self._made[node_type] = tuple(self._make(node_type))
        return self._made[node_type]

    def find(self, pattern_id: str) -> Pattern | None:
        """The pattern with that id, or None."""
        short = pattern_id.partition("/")[0]
        package = AI_PACKAGE if short.startswith(AI_MARK) else BASE_PACKAGE
        node_type = package + short.removeprefix(AI_MARK)
        if self._catalog.find_entry(node_type) is None:
            return None
        return next((each for each in self.of_type(node_type) if each.id == pattern_id), None)

    def _make(self, node_type: str) -> Iterator[Pattern]:
        version = self._catalog.get(node_type).latest
        service = self._services.of_type(node_type)
        stored = _stored(self._catalog, node_type)
        figures = load_figures(node_type)
        for number, (kind, choice, chosen, told) in enumerate(_choices(self._catalog, node_type, service)):
            counted = figures.events if kind is PatternKind.EVENT else figures.operations
            uses = figures.nodes if kind is PatternKind.NODE else counted.get("|".join(choice), 0)
            yield Pattern(
                id="/".join((pattern_prefix(node_type), *(part for part in choice if part))),
                kind=kind,
                node_type=node_type,
                type_version=version.version,
                service=service.key if service else _short(node_type),
                name=told.name,
                use_case=told.use_case,
                choice=tuple(part for part in choice if part),
                parameters=stored[number] if stored else minimal_parameters(version, chosen),
                featured=uses >= FEATURED_USES,
                uses=uses,
                saying=told.saying,
            )


def pattern_prefix(node_type: str) -> str:
    """How a node type is written in pattern ids."""
    mark = AI_MARK if node_type.startswith(AI_PACKAGE) else ""
    return mark + _short(node_type)


@cache
def load_patterns(catalog: Catalog) -> Patterns:
    """The patterns of the catalog's release; the same object every time."""
    return Patterns(catalog, load_services(catalog))


def _choices(
    catalog: Catalog, node_type: str, service: Service | None
) -> Iterator[tuple[PatternKind, tuple[str, ...], Mapping[str, Any], Told]]:
    """What can be chosen: the kind, its values, the parameters that choose it, and its text."""
    entry = catalog.get(node_type).entry
    name = service.name if service else entry.display_name
    operations = operations_of_type(catalog, node_type)
    for fact in operations:
        choice = (fact.resource or "", fact.operation or "")
        yield PatternKind.OPERATION, choice, fact.parameters, tell_operation(fact, name)
    events = events_of_type(catalog, node_type)
    for event in events:
        yield PatternKind.EVENT, event.values, event.parameters, tell_event(event, name)
    if not operations and not events:
        yield PatternKind.NODE, (), {}, tell_node(entry, catalog.get(node_type).latest, name)


def _stored(catalog: Catalog, node_type: str) -> list[Mapping[str, Any]] | None:
    shelf = load_shelf(catalog.n8n_version, "patterns.shelf")
    if shelf is None or node_type not in shelf:
        return None
    stored: list[Mapping[str, Any]] = shelf.read(node_type)
    return stored


def parameters_of_type(catalog: Catalog, node_type: str) -> list[dict[str, Any]]:
    """The minimal parameters of all patterns of a node type, for building."""
    version = catalog.get(node_type).latest
    return [minimal_parameters(version, chosen) for _, _, chosen, _ in _choices(catalog, node_type, None)]


def _short(node_type: str) -> str:
    return node_type.rpartition(".")[2]
