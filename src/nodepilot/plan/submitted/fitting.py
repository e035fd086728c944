"""Invented choices: `archiveForever` can only be the one choice that the step's other parameters go with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.plan.codec import dump_value
from nodepilot.plan.model import Plan, Step
from nodepilot.repair.spelling import meant, same_meaning

LEAST_TELLING = 2
"""Parameters that are there because of the choice: one alone may be a chance."""


def mended_choices(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with the choices that the other parameters leave."""
    return replace(plan, steps=tuple(_mended(step, catalog, mends) for step in plan.steps))


def _mended(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    node_type = catalog.find(step.node_type)
    if node_type is None:
        return step
    version = node_type.latest
    for name, written in step.parameters.items():
        known = version.properties_named(name)
        if not isinstance(written, str) or written.startswith("=") or not known:
            continue
        labels = {str(choice.value): str(choice.name) for each in known for choice in each.choices}
        if not labels or any(each.type != "options" or each.choice(written) for each in known):
            continue
        if meant(written, labels) is not None or same_meaning(written, labels) is not None:
            # The compiler's own mending knows which one it is.
            continue
        fitting = _fitting(step, name, list(labels), version)
        if fitting is not None:
            mends.append(
                f"`{written}` of `{step.key}` can only be `{fitting}`, with the parameters that it has."
            )
            step = replace(step, parameters={**step.parameters, name: fitting})
    return step


def _fitting(step: Step, name: str, choices: list[str], version: NodeTypeVersion) -> str | None:
    """The one choice with which everything that is given is shown, and nothing that is required is missing."""
    given = {key: dump_value(value) for key, value in step.parameters.items()}
    shown = {choice: tuple(_shown(version, {**given, name: choice})) for choice in choices}
    others = given.keys() - {name}
    fitting = [
        choice
        for choice in choices
        if others <= {each.name for each in shown[choice]} and not _lacks(shown[choice], given)
    ]
    if len(fitting) != 1:
        return None
    telling = others - {each.name for each in _shown(version, given)}
    return fitting[0] if len(telling) >= LEAST_TELLING else None


def _shown(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> Iterator[Property]:
    try:
        filled = fill_defaults(version, parameters)
    except UnreadableParameters:
        return
    yield from (each for each in version.properties if is_shown(each.display_options, filled, version))


def _lacks(shown: Iterable[Property], given: Mapping[str, Any]) -> bool:
    return any(each.required and each.name not in given and each.default in ("", None) for each in shown)
