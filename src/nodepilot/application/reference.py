"""What the product knows, for people to look through: node types and templates. Nobody's own, the same for all."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from nodepilot.application.errors import NotFound
from nodepilot.application.meaning_search import MeaningSearch
from nodepilot.knowledge.house import fits
from nodepilot.knowledge.shelves import Entry, Shelf, entries_of, find_entry, merged, search_shelf
from nodepilot.reference.schemas import Held, OwnTemplate
from nodepilot.reference.service import KnowledgeTables
from nodepilot.sentences import language_now, say

Answer = TypeVar("Answer")

MOST_AT_ONCE = 2

MOST_FOUND = 100
"""Node types that fit words: those after them share hardly a word with what was asked."""

LONGEST_NAME = 200
"""Characters of a name for which the nearest ones are looked up."""

TRANSLATED = (Shelf.TEMPLATES, Shelf.TIPS)
"""Somebody who reads these in another language searches them in it, too."""

Kind = Literal["trigger", "action", "sub_node"]
"""What starts a workflow, what is a step of it, and what stands under a step."""


@dataclass(frozen=True, slots=True)
class NodeQuery:
    """Which node types to list; without words and filters all that n8n shows."""

    text: str = ""
    kind: Kind | None = None
    category: str = ""
    offset: int = 0
    limit: int = 20


class Reference:
    """Reads off the event loop, a few at a time. Raises `UnknownVersion` for a release without a catalog."""

    def __init__(self, knowledge: KnowledgeTables, meaning: MeaningSearch) -> None:
        self._knowledge = knowledge
        self._meaning = meaning
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    async def search_nodes(self, wanted: NodeQuery, n8n_version: str | None) -> dict[str, Any]:
        """A page of the node types that fit, best first (without words the most used ones in front), how many
        there are, and how many of each category."""
        near = await self._meaning.near(Shelf.NODES, wanted.text)

        def work() -> dict[str, Any]:
            from nodepilot.catalog import load_catalog
            from nodepilot.knowledge.node_reference import most_used, node_row
            from nodepilot.knowledge.search import search_node_types

            catalog = load_catalog(n8n_version)
            every = most_used(catalog)
            names: Sequence[str] = every
            if wanted.text.strip():
                shown = set(every)
                found = search_node_types(wanted.text, catalog, MOST_FOUND)
                names = [name for name in merged([each.type for each in found], near) if name in shown]
            rows = [node_row(name, catalog) for name in names]
            if names is every:
                # What n8n files nowhere does nothing in a workflow, as sticky notes.
                rows.sort(key=lambda row: not row["category"])
            rows = [row for row in rows if wanted.kind in {None, _kind_of(row)}]
            categories = Counter(row["category"] for row in rows if row["category"])
            rows = [row for row in rows if wanted.category in {"", row["category"]}]
            return {
                "nodes": rows[wanted.offset : wanted.offset + wanted.limit],
                "total": len(rows),
                "categories": [{"name": name, "count": categories[name]} for name in sorted(categories)],
                "n8n_version": catalog.n8n_version,
            }

        return await self._off_the_loop(work)

    async def node(self, type_name: str, n8n_version: str | None) -> dict[str, Any]:
        """All about one node type in its newest version. Raises `NotFound`, which names the nearest ones."""

        def work() -> dict[str, Any]:
            from nodepilot.catalog import load_catalog
            from nodepilot.knowledge.node_reference import node_detail

            catalog = load_catalog(n8n_version)
            if catalog.find(type_name) is None:
                raise NotFound("node type", _instead(catalog.nearest(type_name[:LONGEST_NAME])))
            return node_detail(type_name, catalog)

        return await self._off_the_loop(work)

    async def templates(self, text: str, category: str, n8n_version: str | None) -> list[dict[str, Any]]:
        """Templates without their workflows: those that fit the words, best first, or all by category.

        Without those that were switched off, and with the operator's own at the end.
        """
        held = self._knowledge.held
        near = await self._meaning.near(Shelf.TEMPLATES, text)

        def work() -> list[dict[str, Any]]:
            from nodepilot.catalog import load_catalog
            from nodepilot.knowledge.node_reference import template_row
            from nodepilot.knowledge.templates import load_templates, search_templates

            catalog = load_catalog(n8n_version)
            every = {each.key: each for each in load_templates()}
            keys: Sequence[str] = list(every)
            if text.strip():
                found = search_templates(text, catalog, limit=len(every))
                # Somebody who reads them in another language searches them in it.
                said = [
                    each.key for each in every.values() if _says(text, say(each.name), say(each.description))
                ]
                keys = merged(list(dict.fromkeys((*(each.template.key for each in found), *said))), near)
            rows = [
                template_row(every[key], catalog)
                for key in keys
                if key in every and key not in held.house.hidden_templates
            ]
            rows += [_own_row(each) for each in held.own_templates if _fits(each, text)]
            return [row for row in rows if category in {"", row["category"]}]

        return await self._off_the_loop(work)

    async def search(
        self, text: str, shelves: Sequence[Shelf], limit: int, n8n_version: str | None
    ) -> list[dict[str, str]]:
        """What fits the words on each of the shelves, the operator's own first, then the best; without what was
        switched off."""
        held = self._knowledge.held
        near = {shelf: await self._meaning.near(shelf, text) for shelf in shelves}
        off = {
            Shelf.PATTERNS: held.house.hidden_patterns,
            Shelf.TEMPLATES: held.house.hidden_templates,
            Shelf.TIPS: held.hidden_tips,
        }
        own = _own_entries(held)

        def work() -> list[dict[str, str]]:
            from nodepilot.catalog import load_catalog

            catalog = load_catalog(n8n_version)
            rows: list[dict[str, str]] = []
            for shelf in shelves:
                found = {each.key: each for each in search_shelf(shelf, text, catalog, limit)}
                ranked = list(found)
                if shelf in TRANSLATED and language_now() != "en":
                    every = entries_of(shelf, catalog)
                    ranked = merged(
                        ranked, [each.key for each in every if _says(text, each.title, each.text)]
                    )
                keys = [key for key in merged(ranked, near[shelf]) if key not in off.get(shelf, ())]
                entries = (found.get(key) or find_entry(shelf, key, catalog) for key in keys)
                ours = (each for each in own.get(shelf, ()) if fits(text, each.title, each.text))
                here = [*ours, *(entry for entry in entries if entry is not None)][:limit]
                rows += [
                    {"kind": shelf, "key": each.key, "title": each.title, "text": each.text} for each in here
                ]
            return rows

        return await self._off_the_loop(work)

    async def template(self, key: str, n8n_version: str | None) -> dict[str, Any]:
        """A template with its workflow. Raises `NotFound`."""
        held = self._knowledge.held

        def work() -> dict[str, Any] | None:
            from nodepilot.catalog import load_catalog
            from nodepilot.knowledge.node_reference import template_row
            from nodepilot.knowledge.templates import load_templates

            catalog = load_catalog(n8n_version)
            own = next((each for each in held.own_templates if each.key == key), None)
            if own is not None:
                return {**_own_row(own), "workflow": own.workflow_json}
            found = next((each for each in load_templates() if each.key == key), None)
            if found is None or key in held.house.hidden_templates:
                return None
            return {**template_row(found, catalog), "workflow": found.document(catalog)}

        made = await self._off_the_loop(work)
        if made is None:
            raise NotFound("template", say("`GET /api/templates` lists all of them by their `key`."))
        return made

    async def _off_the_loop(self, work: Callable[[], Answer]) -> Answer:
        async with self._free:
            return await asyncio.to_thread(work)


def _kind_of(row: Mapping[str, Any]) -> Kind:
    if row["is_trigger"]:
        return "trigger"
    return "sub_node" if row["is_sub_node"] else "action"


def _instead(nearest: Sequence[str]) -> str:
    if not nearest:
        return say("`GET /api/nodes/search` finds node types in plain words.")
    return say("Did you mean {nearest}?", nearest=f" {say('or')} ".join(f"`{name}`" for name in nearest))


def _own_entries(held: Held) -> dict[Shelf, list[Entry]]:
    return {
        Shelf.PATTERNS: [Entry(each.id, each.name, each.use_case) for each in held.house.patterns],
        Shelf.TEMPLATES: [Entry(each.key, each.name, each.description) for each in held.own_templates],
        Shelf.TIPS: [Entry(each.key, each.tip_title, each.tip_content) for each in held.own_tips],
    }


def _own_row(own: OwnTemplate) -> dict[str, Any]:
    return {
        "key": own.key,
        "name": own.name,
        "description": own.description,
        "category": own.category,
        "complexity": own.complexity_level,
        "use_cases": own.use_cases,
        "integrations": own.integrations,
        "node_types": list(dict.fromkeys(_types_of(own.workflow_json))),
        "node_count": own.node_count,
    }


def _fits(own: OwnTemplate, text: str) -> bool:
    """Every word is said somewhere."""
    return _says(text, own.name, own.description, *own.use_cases, *own.integrations)


def _says(text: str, *parts: str) -> bool:
    said = " ".join(parts).casefold()
    return all(word in said for word in text.casefold().split())


def _types_of(workflow: dict[str, Any]) -> list[str]:
    """An operator may have written anything into the list of nodes."""
    return [str(node["type"]) for node in workflow["nodes"] if isinstance(node, dict) and "type" in node]
