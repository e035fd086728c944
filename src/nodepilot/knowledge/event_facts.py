"""Which events a trigger node can wait for, read from its properties.

n8n has no single convention: the event stands in an `options` or a `multiOptions` property, at the top or
inside a fixedCollection, sometimes split in two ("action" and "entity"). All of them bear one of a few
names. An event here is one value for each such property that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.catalog.model import Choice, NodeTypeVersion, Property
from nodepilot.kit.records import dataclass
from nodepilot.knowledge.operation_facts import may_show

EVENT_PARAMETERS = (
    "triggerOn",
    "triggerMode",
    "type",
    "objectType",
    "object",
    "resource",
    "resources",
    "entity",
    "topic",
    "event",
    "events",
    "updates",
    "trigger",
    "action",
    "actions",
    "operations",
    "firesOn",
    "watch",
)
"""Names of parameters that say what a trigger waits for."""

NOT_EVENTS = frozenset(
    {
        "n8n-nodes-base.scheduleTrigger",
        "n8n-nodes-base.cron",
        "n8n-nodes-base.interval",
        "n8n-nodes-base.webhook",
        "n8n-nodes-base.emailReadImap",
        "n8n-nodes-base.zendeskTrigger",
    }
)
"""Triggers whose parameters of these names mean something else."""

MOST = 400
_KINDS = ("options", "multiOptions")


@dataclass(frozen=True, slots=True)
class EventFact:
    """One event of a trigger node.

    `parameters` hold it in n8n's own shape (a list for multiOptions, nested for fixedCollections);
    `path` is the dotted path of the parameter that names the event, `values` what was chosen there
    and at the properties before it; `labels` are n8n's labels of them. `takes_many`: the parameter
    takes several events at once.
    """

    parameters: Mapping[str, Any]
    path: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    takes_many: bool
    is_default: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a property stands: the fixedCollection and group around it, if any."""

    name: str
    collection: str | None = None
    group: str | None = None
    many_groups: bool = False

    @property
    def path(self) -> str:
        return ".".join(part for part in (self.collection, self.group, self.name) if part)


@dataclass(frozen=True, slots=True)
class _Pick:
    place: _Place
    holder: Property
    choice: Choice


def events_of(version: NodeTypeVersion) -> tuple[EventFact, ...]:
    """All events of a trigger node at this typeVersion; empty when it offers no choice."""
    if not version.is_trigger or version.type_name in NOT_EVENTS:
        return ()
    places = list(_places(version))
    found: list[EventFact] = []
    for picks in _combinations(version, places, {"@version": version.version}):
        found.append(_fact(picks))
        if len(found) >= MOST:
            break
    return tuple(found)


def _places(version: NodeTypeVersion) -> Iterator[_Place]:
    """Where events are chosen, in n8n's order, each place once."""
    seen: set[_Place] = set()
    for each in version.properties:
        for place in _places_in(each):
            if place not in seen:
                seen.add(place)
                yield place


def _places_in(each: Property) -> Iterator[_Place]:
    if each.name in EVENT_PARAMETERS and each.type in _KINDS:
        yield _Place(each.name)
    if each.type == "fixedCollection" and "event" in each.name.lower():
        for group in each.groups:
            for value in group.values:
                if value.type in _KINDS and value.name in ("name", "event", "type") and value.choices:
                    many = each.type_options.multiple_values is True
                    yield _Place(value.name, each.name, group.name, many)


def _combinations(
    version: NodeTypeVersion, places: list[_Place], known: Mapping[str, Any]
) -> Iterator[list[_Pick]]:
    if not places:
        return
    place, rest = places[0], places[1:]
    picks = list(_picks(version, place, known))
    if not picks:
        yield from _combinations(version, rest, known)
        return
    for pick in picks:
        under = dict(known)
        if place.collection is None:
            under[place.name] = pick.choice.value
        deeper = False
        for following in _combinations(version, rest, under):
            deeper = True
            yield [pick, *following]
        if not deeper:
            yield [pick]


def _picks(version: NodeTypeVersion, place: _Place, known: Mapping[str, Any]) -> Iterator[_Pick]:
    seen: set[Any] = set()
    for holder in _holders(version, place):
        if not may_show(holder.display_options, known):
            continue
        for choice in holder.choices:
            if choice.value not in seen and may_show(choice.display_options, known):
                seen.add(choice.value)
                yield _Pick(place, holder, choice)


def _holders(version: NodeTypeVersion, place: _Place) -> Iterator[Property]:
    if place.collection is None:
        yield from (each for each in version.properties_named(place.name) if each.type in _KINDS)
        return
    for collection in version.properties_named(place.collection):
        group = collection.group(place.group or "")
        if group is not None:
            yield from (each for each in group.values if each.name == place.name)


def _fact(picks: list[_Pick]) -> EventFact:
    parameters: dict[str, Any] = {}
    for pick in picks:
        value: Any = pick.choice.value
        if pick.holder.type == "multiOptions":
            value = [value]
        place = pick.place
        if place.collection is None:
            parameters[place.name] = value
        else:
            inside: Any = {place.name: value}
            parameters[place.collection] = {place.group: [inside] if place.many_groups else inside}
    last = picks[-1]
    return EventFact(
        parameters=parameters,
        path=last.place.path,
        values=tuple(str(pick.choice.value) for pick in picks),
        labels=tuple(pick.choice.name for pick in picks),
        takes_many=last.holder.type == "multiOptions" or last.place.many_groups,
        is_default=all(pick.holder.default in (pick.choice.value, [pick.choice.value]) for pick in picks),
    )
