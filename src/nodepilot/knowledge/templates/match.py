"""Which template answers a request."""

from __future__ import annotations

from functools import cache

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.search import document_words, query_words
from nodepilot.knowledge.services import load_services
from nodepilot.knowledge.templates.template import Template, load_templates
from nodepilot.knowledge.text_index import TextIndex, build_index
from nodepilot.knowledge.words import tokens

NAME, USE_CASE, DESCRIPTION, SERVICE = 5.0, 4.0, 2.0, 4.0
MISSING_SERVICE, EXTRA_SERVICE = 3.0, 0.7
"""What it costs when the request names a service that the template lacks, and the other way round."""


@dataclass(frozen=True, slots=True)
class TemplateMatch:
    """A template and how well it fits; scores are comparable within one request only.

    `covers` is True when the template has every service that the request names.
    """

    template: Template
    score: float
    covers: bool


def search_templates(text: str, catalog: Catalog, limit: int = 5) -> tuple[TemplateMatch, ...]:
    """The templates that fit the text, best first; empty when nothing fits."""
    templates = load_templates()
    scores = _index(catalog).search(query_words(tokens(text)))
    services = load_services(catalog)
    mentions = services.find_mentions(text)
    named = [{candidate.service for candidate in mention.candidates} for mention in mentions]
    explicit = [{mention.best.service} for mention in mentions if mention.need is None]
    found: list[TemplateMatch] = []
    for number, score in scores.items():
        outside, every = _services_of(number, catalog)
        lacking = sum(every.isdisjoint(group) for group in explicit)
        wanted = {key for group in named for key in group}
        extra = len(outside - wanted) if explicit else 0
        rated = score - MISSING_SERVICE * lacking - EXTRA_SERVICE * extra
        if rated > 0:
            found.append(TemplateMatch(templates[number], round(rated, 3), covers=not lacking))
    found.sort(key=lambda match: (-match.score, match.template.key))
    return tuple(found[:limit])


@cache
def _services_of(number: int, catalog: Catalog) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the services that are not n8n's own building blocks, and of all."""
    services = load_services(catalog)
    template = load_templates()[number]
    names = set(template.integrations(catalog))
    found = [each for name in template.node_types if (each := services.of_type(name)) is not None]
    outside = frozenset(each.key for each in found if each.name in names)
    return outside, frozenset(each.key for each in found)


@cache
def _index(catalog: Catalog) -> TextIndex:
    return build_index(
        document_words(
            (
                (NAME, template.name),
                (USE_CASE, " ".join(template.use_cases)),
                (DESCRIPTION, template.description),
                (SERVICE, " ".join(template.integrations(catalog))),
            )
        )
        for template in load_templates()
    )
