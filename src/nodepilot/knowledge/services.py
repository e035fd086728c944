"""Services: what people name, and the node types that stand behind the name.

    services = load_services(load_catalog())
    for mention in services.find_mentions("When a row is added to my gsheet, ping me on tg"):
        mention.text, mention.best.service, mention.best.how
    # ("gsheet", "googleSheets", ALIAS), ("tg", "telegram", ALIAS)
    services.get("googleSheets").action_types     # ("n8n-nodes-base.googleSheets",)

Every node type of the catalog belongs to exactly one service, core nodes too (`httpRequest`, `if`).
Names come from the catalog; other spellings from `data/services.toml`; what a text asks for without
naming a service ("email", "spreadsheet") from `data/needs.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from nodepilot.catalog import Catalog
from nodepilot.knowledge.built import load_built
from nodepilot.knowledge.mentions import MentionFinder
from nodepilot.knowledge.model import Candidate, How, Mention, Service
from nodepilot.knowledge.service_document import from_document

__all__ = ["Candidate", "How", "Mention", "Service", "Services", "load_services"]

_LONGEST_KEPT = 4_000
"""Characters of a text whose mentions are kept: longer ones are rare, and would fill the memory."""


class Services:
    """All services of one n8n release, and the way from words to them."""

    def __init__(self, services: Iterable[Service], finder: MentionFinder) -> None:
        self._by_key = {service.key: service for service in services}
        self._by_type = {
            name: service
            for service in self._by_key.values()
            if service.has_node
            for name in service.all_types
        }
        self._finder = finder
        # On its way to a workflow the same text is looked through several times.
        self._found = lru_cache(maxsize=512)(finder.find)

    def __iter__(self) -> Iterator[Service]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def get(self, key: str) -> Service:
        """The service with that key; KeyError when there is none (keys come from this module)."""
        return self._by_key[key]

    def of_type(self, node_type: str) -> Service | None:
        """The service that a node type belongs to."""
        return self._by_type.get(node_type)

    def find_mentions(self, text: str, *, skip: Sequence[tuple[int, int]] = ()) -> tuple[Mention, ...]:
        """What `text` names, in order, without overlaps; the longest name wins.

        Whole words only, capitals and accents aside. Addresses (`https://…`, `a@b.c`) are passed over,
        and so are the spans in `skip` (quoted text, say). A name that is an ordinary word too
        ("Line", "Wait", "Linear") counts only where the text treats it as a name.
        """
        if skip or len(text) > _LONGEST_KEPT:
            return self._finder.find(text, skip)
        return self._found(text)

    def nearest(self, name: str, limit: int = 3) -> tuple[Candidate, ...]:
        """The services whose names look most like `name`, best first; `how` is always TYPO.

        For a name that nothing was found for ("Blorptagram"). Scores are similarities from 0 to 1;
        candidates under 0.45 are left out, so the answer may be empty.
        """
        return self._finder.nearest(name, limit)

    def squashed_names(self) -> Iterator[str]:
        """Every way to write a service's name, as letters and digits only."""
        return self._finder.names()

    def serving(self, need: str) -> tuple[Candidate, ...]:
        """The services that serve a generic need ("email"), the one to prefer first."""
        return self._finder.serving(need)


@cache
def load_services(catalog: Catalog) -> Services:
    """The services of the catalog's release; built once per catalog."""
    document = load_built(catalog.n8n_version, "services.json.z")
    if document is not None:
        return Services(*from_document(document))
    from nodepilot.knowledge.build import everyday_words
    from nodepilot.knowledge.service_index import build_finder, build_services

    services = build_services(catalog)
    return Services(services, build_finder(catalog, services, everyday_words()))
