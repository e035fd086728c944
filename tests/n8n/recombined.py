"""Requests put together from what the catalog says: how it starts, what lies between, and what each service can do."""

from __future__ import annotations

from collections.abc import Iterator

from nodepilot.catalog import Catalog
from nodepilot.knowledge.services import Services, load_services
from nodepilot.knowledge.type_facts import events_of_type, operations_of_type

ROUNDS = 3
"""How many operations of each service come up."""
_STARTS = (
    "Every weekday at 8:30, ",
    "Every 15 minutes ",
    "When a form with name, email and message is submitted, ",
    "When my webhook /in is called, ",
    "On the first of every month ",
)
_BETWEEN = (
    "",
    "",
    "",
    "if the amount is above 100, ",
    "summarize it with OpenAI, then ",
    "keep only those where the status is open, then ",
)


def recombined(catalog: Catalog) -> Iterator[str]:
    """The same requests each time: every service that does something, half of them started by another's event."""
    services = load_services(catalog)
    deeds, events = _deeds(services, catalog), _events(services, catalog)
    for turn in range(ROUNDS):
        for place, (service, actions) in enumerate(deeds):
            if (place + turn) % 2:
                other, labels = events[(place * 5 + turn * 11) % len(events)]
                start = f"When there is a new {labels[(turn + place) % len(labels)]} in {other}, "
            else:
                start = _STARTS[(place + turn) % len(_STARTS)]
            between = _BETWEEN[(place * 3 + turn) % len(_BETWEEN)]
            yield f"{start}{between}{actions[(turn * 7 + place) % len(actions)]} in {service}"


def _deeds(services: Services, catalog: Catalog) -> list[tuple[str, list[str]]]:
    """Each service with what its nodes can do, in n8n's short phrases ("send a message")."""
    found: list[tuple[str, list[str]]] = []
    for service in services:
        types = [
            each
            for each in (service.action_types if service.has_node else ())
            if not catalog.get(each).latest.hidden
        ]
        said = [fact.action for each in types for fact in operations_of_type(catalog, each) if fact.action]
        if said:
            found.append((service.name, [f"{each[0].lower()}{each[1:]}" for each in said]))
    return found


def _events(services: Services, catalog: Catalog) -> list[tuple[str, list[str]]]:
    """Each service with what its trigger waits for."""
    found: list[tuple[str, list[str]]] = []
    for service in services:
        for each in service.trigger_types[:1] if service.has_node else ():
            labels = [fact.labels[-1].lower() for fact in events_of_type(catalog, each) if fact.labels]
            found.append((service.name, labels or ["entry"]))
    return found
