"""Everything that is made ahead of time, so that nothing has to be worked out when a request comes in.

built/lexicon.json.z               verbs, nouns and events of all languages, stemmed
built/<n8n version>/services.json.z  services and their names
built/<n8n version>/types.shelf      operations and events of each node type
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.catalog.shelf import dump_json, write_shelf
from nodepilot.knowledge.authored import load_data, phrases
from nodepilot.knowledge.built import pack
from nodepilot.knowledge.event_facts import events_of
from nodepilot.knowledge.figures import load_vocabulary
from nodepilot.knowledge.lexicon import KINDS, vocabulary_document
from nodepilot.knowledge.operation_facts import operations_of
from nodepilot.knowledge.patterns import parameters_of_type
from nodepilot.knowledge.search_index import build_search
from nodepilot.knowledge.service_document import as_document
from nodepilot.knowledge.service_index import build_finder, build_services
from nodepilot.knowledge.words import tokens


def build_lexicon() -> bytes:
    """The content of `lexicon.json.z`."""
    document: dict[str, Any] = {kind: vocabulary_document(load_data(kind)) for kind in KINDS}
    return pack({**document, "popular_events": load_data("popular_events")})


def build_release(catalog: Catalog) -> Mapping[str, bytes]:
    """What is built for one n8n release: file name to content."""
    services = build_services(catalog)
    finder = build_finder(catalog, services, everyday_words())
    return {
        "services.json.z": pack(as_document(services, finder)),
        "types.shelf": _types(catalog),
        "search.json.z": pack(build_search(catalog)),
        "patterns.shelf": _patterns(catalog),
    }


def everyday_words() -> frozenset[str]:
    """Words that are never taken for a misspelt service name, folded."""
    found = set(load_vocabulary())
    for kind in KINDS:
        for fact in load_data(kind).values():
            for listed in fact.values():
                if isinstance(listed, str):
                    found.update(word for phrase in phrases(listed) for word in tokens(phrase))
    common = load_data("common_words")
    for listed in (*common["function"].values(), *common["plain"].values()):
        found.update(phrases(listed))
    return frozenset(found)


def _types(catalog: Catalog) -> bytes:
    documents: dict[str, Any] = {}
    for entry in catalog.node_types(tool_variants=False):
        version = catalog.get(entry.name).latest
        operations = [
            [
                dict(fact.parameters),
                fact.resource,
                fact.operation,
                fact.resource_label,
                fact.operation_label,
                fact.action,
                int(fact.is_default),
            ]
            for fact in operations_of(version)
        ]
        events = [
            [
                dict(fact.parameters),
                fact.path,
                list(fact.values),
                list(fact.labels),
                int(fact.takes_many),
                int(fact.is_default),
            ]
            for fact in events_of(version)
        ]
        if operations or events:
            documents[entry.name] = {"operations": operations, "events": events}
    return _shelf(documents)


def _patterns(catalog: Catalog) -> bytes:
    return _shelf(
        {
            entry.name: parameters_of_type(catalog, entry.name)
            for entry in catalog.node_types(tool_variants=False)
        }
    )


def _shelf(documents: Mapping[str, Any]) -> bytes:
    longest = sorted(documents, key=lambda name: -len(dump_json(documents[name])))[8:40]
    dictionary = b"".join(dump_json(documents[name]) for name in reversed(longest))
    return write_shelf(documents, dictionary)
