"""All that can be looked for in plain words, in one shape: node types, patterns, templates and tips.

They are told of in the language of whoever asks; node types, and what stands for n8n's labels, in n8n's words.

search_shelf(Shelf.TIPS, "retry when a service is down", catalog)[0].title
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from nodepilot.catalog import Catalog
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.node_reference import most_used, node_row
from nodepilot.knowledge.pattern_search import search_patterns
from nodepilot.knowledge.patterns import Pattern, Patterns, load_patterns
from nodepilot.knowledge.search import search_node_types
from nodepilot.knowledge.services import load_services
from nodepilot.knowledge.templates import Template, load_templates, search_templates
from nodepilot.knowledge.tips import Tip, load_tips, search_tips
from nodepilot.sentences import say

MOST_OPERATIONS = 12
"""Of a node type, in its text."""

WORDS_LEAD, MEANING_FOLLOWS, EVENNESS = 1.0, 0.5, 10
"""What a place in the ranking by words and by meaning counts, and how slowly both fall with the place."""


class Shelf(StrEnum):
    """What is looked for."""

    NODES = "nodes"
    PATTERNS = "patterns"
    TEMPLATES = "templates"
    TIPS = "tips"


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` is a node type, a pattern's id, or a template's or tip's key; `text` says what it is for."""

    key: str
    title: str
    text: str


def search_shelf(shelf: Shelf, text: str, catalog: Catalog, limit: int = 10) -> tuple[Entry, ...]:
    """What fits the words, best first; empty when nothing does."""
    match shelf:
        case Shelf.NODES:
            return tuple(_node(each.type, catalog) for each in search_node_types(text, catalog, limit))
        case Shelf.PATTERNS:
            return tuple(map(_pattern, search_patterns(text, catalog, limit)))
        case Shelf.TEMPLATES:
            return tuple(_template(each.template) for each in search_templates(text, catalog, limit))
        case Shelf.TIPS:
            return tuple(map(_tip, search_tips(text, limit)))


def entries_of(shelf: Shelf, catalog: Catalog) -> Iterator[Entry]:
    """Everything on it."""
    match shelf:
        case Shelf.NODES:
            yield from (_node(name, catalog) for name in most_used(catalog))
        case Shelf.PATTERNS:
            # Not the shared ones: they would stay in memory, all of them.
            yield from map(_pattern, Patterns(catalog, load_services(catalog)))
        case Shelf.TEMPLATES:
            yield from map(_template, load_templates())
        case Shelf.TIPS:
            yield from map(_tip, load_tips())


def find_entry(shelf: Shelf, key: str, catalog: Catalog) -> Entry | None:
    """The entry of that key, or None where this n8n release has none."""
    match shelf:
        case Shelf.NODES:
            return _node(key, catalog) if catalog.find(key) is not None else None
        case Shelf.PATTERNS:
            pattern = load_patterns(catalog).find(key)
            return _pattern(pattern) if pattern is not None else None
        case Shelf.TEMPLATES:
            return next((_template(each) for each in load_templates() if each.key == key), None)
        case Shelf.TIPS:
            return next((_tip(each) for each in load_tips() if each.key == key), None)


def merged(by_words: Sequence[str], by_meaning: Sequence[str]) -> list[str]:
    """Keys of two rankings as one, by the sum of what their places count (reciprocal rank fusion).

    Words lead, since they know names exactly: meaning moves up what both found, and alone decides where words
    find nothing.
    """
    worth: dict[str, float] = {}
    for weight, ranking in ((WORDS_LEAD, by_words), (MEANING_FOLLOWS, by_meaning)):
        for place, key in enumerate(ranking):
            worth[key] = worth.get(key, 0.0) + weight / (EVENNESS + place)
    return sorted(worth, key=lambda key: -worth[key])


def _node(name: str, catalog: Catalog) -> Entry:
    row = node_row(name, catalog)
    operations = "; ".join(row["operations"][:MOST_OPERATIONS])
    return Entry(name, row["name"], f"{row['category']}: {operations}".strip(": "))


def _pattern(pattern: Pattern) -> Entry:
    return Entry(pattern.id, pattern.name, pattern.told())


def _template(template: Template) -> Entry:
    return Entry(template.key, say(template.name), say(template.description))


def _tip(tip: Tip) -> Entry:
    return Entry(tip.key, say(tip.title), say(tip.text))
