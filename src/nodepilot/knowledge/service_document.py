"""The services as a JSON document, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nodepilot.knowledge.mentions import MentionFinder, Surface
from nodepilot.knowledge.model import How, Service
from nodepilot.knowledge.naming import Naming


def as_document(services: Iterable[Service], finder: MentionFinder) -> dict[str, Any]:
    """The services as one JSON value (see `from_document`)."""
    return {
        "services": [
            [
                each.key,
                each.name,
                list(each.action_types),
                list(each.trigger_types),
                list(each.tool_types),
                {role: list(names) for role, names in each.roles.items()},
                each.category,
                sorted(each.needs),
                each.api,
                each.has_node,
            ]
            for each in services
        ],
        "surfaces": {
            written: [[each.target, each.score, each.how.value, int(each.ordinary)] for each in found]
            for written, found in finder.surfaces.items()
        },
        "naming": {
            key: [
                sorted(each.cues),
                sorted(each.not_after),
                each.by_place,
                sorted(each.not_before),
                each.always_capital,
                sorted(each.not_with),
            ]
            for key, each in finder.naming.items()
            if each != Naming()
        },
        "needs": {need: list(keys) for need, keys in finder.needs.items()},
        "vocabulary": " ".join(sorted(finder.vocabulary)),
    }


def from_document(document: Mapping[str, Any]) -> tuple[list[Service], MentionFinder]:
    """What `as_document` wrote."""
    services = [
        Service(
            key,
            name,
            tuple(actions),
            tuple(triggers),
            tuple(tools),
            {role: tuple(names) for role, names in roles.items()},
            category,
            frozenset(needs),
            api,
            has_node,
        )
        for key, name, actions, triggers, tools, roles, category, needs, api, has_node in document["services"]
    ]
    finder = MentionFinder(
        surfaces={
            written: tuple(
                Surface(target, score, How(how), bool(ordinary)) for target, score, how, ordinary in found
            )
            for written, found in document["surfaces"].items()
        },
        naming={
            key: Naming(
                frozenset(cues),
                frozenset(not_after),
                by_place,
                frozenset(not_before),
                always_capital,
                frozenset(not_with),
            )
            for key, (cues, not_after, by_place, not_before, always_capital, not_with) in document[
                "naming"
            ].items()
        },
        needs={need: tuple(keys) for need, keys in document["needs"].items()},
        vocabulary=frozenset(document["vocabulary"].split()),
    )
    return services, finder
