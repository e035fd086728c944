"""In which order n8n fills the properties of one level.

A property comes after the ones its conditions name. n8n's way of postponing lets a postponed
property also through at once, so some appear more than once; the last time counts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from nodepilot.catalog.model import Property


@dataclass(frozen=True, slots=True)
class ResolveOrder:
    """`repeated` holds the names that several properties of the level share."""

    properties: tuple[Property, ...]
    repeated: frozenset[str]
    unresolvable: bool = False


_KNOWN: dict[int, tuple[tuple[Property, ...], ResolveOrder]] = {}
"""By identity of the properties' tuple, which is kept so that its identity stays its own."""


def resolve_order(properties: tuple[Property, ...]) -> ResolveOrder:
    """The order for one level; computed once for each tuple of a catalog."""
    known = _KNOWN.get(id(properties))
    if known is None:
        known = _KNOWN[id(properties)] = (properties, _compute(properties))
    return known[1]


def _compute(properties: tuple[Property, ...]) -> ResolveOrder:
    needs = _dependencies(properties)
    order: list[Property] = []
    resolved: set[str] = set()
    waiting = deque(range(len(properties)))
    last_length = len(waiting)
    last_progress = -1
    rounds = 0
    unresolvable = False
    while waiting:
        rounds += 1
        index = waiting.popleft()
        each = properties[index]
        order.append(each)
        if not needs[each.name]:
            resolved.add(each.name)
            continue
        missing = [name for name in needs[each.name] if name not in resolved and name in needs]
        waiting.extend([index] * len(missing))
        resolved.add(each.name)
        if len(waiting) < last_length:
            last_progress = rounds
        if rounds > last_progress + len(properties):
            unresolvable = True
            break
        last_length = len(waiting)
    names = [each.name for each in properties]
    repeated = frozenset(name for name in names if names.count(name) > 1)
    return ResolveOrder(tuple(order), repeated, unresolvable)


def _dependencies(properties: tuple[Property, ...]) -> dict[str, list[str]]:
    needs: dict[str, list[str]] = {}
    for each in properties:
        found = needs.setdefault(each.name, [])
        if each.display_options is None:
            continue
        for conditions in (each.display_options.show, each.display_options.hide):
            found.extend(name for name in conditions if not name.startswith("@") and name not in found)
    return needs
