"""Builds the search over node types: which words stand for which node type, and how much."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeEntry
from nodepilot.knowledge.authored import load_data, phrases
from nodepilot.knowledge.event_facts import events_of
from nodepilot.knowledge.figures import load_figures
from nodepilot.knowledge.language import is_function_word
from nodepilot.knowledge.model import Service
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.search import PRIOR
from nodepilot.knowledge.service_index import build_services
from nodepilot.knowledge.text_index import build_index, index_document
from nodepilot.knowledge.words import split_identifier, stem, tokens

NAME, ALIAS, CODEX, USE, NEED, OPERATION, CATEGORY, LEARNT = 8.0, 6.0, 2.0, 4.0, 2.0, 1.2, 0.5, 0.4
_COMMON = 1500.0
"""Number of workflows from which on a node type counts as common as any."""


def build_search(catalog: Catalog) -> dict[str, Any]:
    """The whole search as one JSON value (see `load_search`)."""
    services = {
        name: service for service in build_services(catalog) if service.has_node for name in service.all_types
    }
    entries = list(catalog.node_types(tool_variants=False))
    words = [_words(catalog, entry, services[entry.name]) for entry in entries]
    return {
        "documents": [_document(catalog, entry, services[entry.name]) for entry in entries],
        "words": index_document(build_index(words)),
    }


def _document(catalog: Catalog, entry: NodeTypeEntry, service: Service) -> list[Any]:
    workflows = load_figures(entry.name).workflows
    prior = PRIOR * min(math.log1p(workflows) / math.log1p(_COMMON), 1.0)
    return [
        entry.name,
        entry.display_name,
        service.key,
        entry.is_trigger,
        bool(service.action_types),
        catalog.get(entry.name).latest.is_sub_node,
        entry.hidden,
        round(prior, 2),
        sorted(
            {stem(word) for word in tokens(entry.display_name) if not is_function_word(word)} or {entry.name}
        ),
    ]


def _words(catalog: Catalog, entry: NodeTypeEntry, service: Service) -> Mapping[str, float]:
    found: dict[str, float] = defaultdict(float)
    for weight, texts in _fields(catalog, entry, service):
        best: dict[str, float] = defaultdict(float)
        for text in texts:
            for word in set(tokens(text)):
                if not is_function_word(word) or word == "if":
                    best[stem(word)] += weight
        for word, value in best.items():
            found[word] += min(value, 2 * weight)
    for word, odds in load_figures(entry.name).words.items():
        found[word] += LEARNT * odds
    return {word: round(value, 2) for word, value in found.items()}


def _fields(
    catalog: Catalog, entry: NodeTypeEntry, service: Service
) -> Iterator[tuple[float, Iterable[str]]]:
    short = entry.name.rpartition(".")[2]
    version = catalog.get(entry.name).latest
    yield NAME, [entry.display_name, service.name, " ".join(split_identifier(short))]
    yield ALIAS, phrases(load_data("services")["aliases"].get(service.key, ""))
    yield CODEX, entry.aliases
    yield USE, load_data("node_uses")["uses"].get(short, "").split(";")
    yield USE, phrases(load_data("node_uses")["words"].get(short, ""))
    for need, fact in load_data("needs").items():
        order = fact.get("trigger", fact["services"]) if entry.is_trigger else fact["services"]
        if service.key in order:
            yield (
                NEED / (1 + 0.4 * order.index(service.key)),
                [need.replace("_", " "), *phrases(fact["words"])],
            )
    if entry.is_trigger:
        yield OPERATION, [label for fact in events_of(version) for label in fact.labels]
    else:
        yield (
            OPERATION,
            [f"{fact.resource_label} {fact.operation_label}" for fact in operations_of(version)],
        )
    yield CATEGORY, entry.categories
