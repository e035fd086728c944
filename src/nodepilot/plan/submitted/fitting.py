"""Invented choices: `archiveForever` can only be the one choice that the step's other parameters go with, or the one of
several that the step's own name tells ("Download the file")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import is_shown
from nodepilot.plan.codec import dump_value
from nodepilot.plan.model import Plan, Step
from nodepilot.repair.spelling import meant, plain, same_meaning, words_of

_WITHOUT_BODY = frozenset({"GET", "HEAD"})
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
        shown = [choice for choice, label in labels.items() if plain(label) == plain(written)]
        if len(shown) == 1:
            mends.append(f"`{written}` of `{step.key}` is what people read for `{shown[0]}`.")
            step = replace(step, parameters={**step.parameters, name: shown[0]})
            continue
        if meant(written, labels) is not None or same_meaning(written, labels) is not None:
            # The compiler's own mending knows which one it is.
            continue
        fitting = _fitting(step, name, labels, version)
        if fitting is not None:
            mends.append(
                f"`{written}` of `{step.key}` can only be `{fitting}`, with the parameters that it has."
            )
            step = replace(step, parameters={**step.parameters, name: fitting})
    return step


def takes(version: NodeTypeVersion, given: Mapping[str, Any], of: str = "") -> bool:
    """Whether all parameters that are given are there to be set, with choices that there are, and nothing that is
    required is missing. `of`: the choice in question, which itself is not asked about."""
    shown = tuple(_shown(version, given))
    return (
        given.keys() - {of} <= {each.name for each in shown}
        and all(_is_choice(each, given.get(each.name)) for each in shown)
        and not _lacks(shown, given)
    )


def _is_choice(known: Property, value: Any) -> bool:
    if known.type != "options" or not known.choices or not isinstance(value, str) or value.startswith("="):
        return True
    return known.choice(value) is not None


def _fitting(step: Step, name: str, labels: Mapping[str, str], version: NodeTypeVersion) -> str | None:
    """The one choice with which all that is given fits, if much depends on it or the step's name tells it; of several
    the one that the name tells."""
    given = {key: dump_value(value) for key, value in step.parameters.items()}
    fitting = [choice for choice in labels if takes(version, {**given, name: choice}, name)]
    if given.get("sendBody") is True:
        # n8n shows a body for every method of HTTP, but "Get the report" is no reason to send one with GET.
        fitting = [choice for choice in fitting if choice not in _WITHOUT_BODY]
    telling = given.keys() - {name} - {each.name for each in _shown(version, given)}
    if len(fitting) == 1 and len(telling) >= LEAST_TELLING:
        return fitting[0]
    return _told(step.name or step.key, {choice: labels[choice] for choice in fitting})


def _told(name: str, labels: Mapping[str, str]) -> str | None:
    """The choice whose label, or else whose value, stands in a name word by word; of several the one with the most words
    ("Get many charges")."""
    words = _words(name)
    for said in (labels, {choice: choice for choice in labels}):
        counts = {choice: len(each) for choice, text in said.items() if (each := _words(text)) <= words}
        best = [choice for choice, count in counts.items() if count == max(counts.values()) > 0]
        if best:
            return best[0] if len(best) == 1 else None
    return None


def _words(text: str) -> frozenset[str]:
    """In lower case and the singular, as far as an `s` makes the plural."""
    spaced = " ".join(words_of(re.sub(r"\(s\)|['’]", "", text)))
    return frozenset(word.removesuffix("s") for word in spaced.split())


def _shown(version: NodeTypeVersion, parameters: Mapping[str, Any]) -> Iterator[Property]:
    try:
        filled = fill_defaults(version, parameters)
    except UnreadableParameters:
        return
    yield from (each for each in version.properties if is_shown(each.display_options, filled, version))


def _lacks(shown: Iterable[Property], given: Mapping[str, Any]) -> bool:
    return any(each.required and each.name not in given and each.default in ("", None) for each in shown)
