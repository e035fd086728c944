"""Resources and operations under a misspelt name, or in another language: `anlegen` is `create`, where just one choice says
that."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import find_shown
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.words import tokens
from nodepilot.plan.model import Plan, Step
from nodepilot.repair.spelling import meant, same_meaning

GOVERNING = ("resource", "operation")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")


def mended_operations(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with the choices that n8n has."""
    steps = tuple(_mended(_spelt(step, catalog, mends), catalog, mends) for step in plan.steps)
    return replace(plan, steps=steps)


def _spelt(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    """With the names of the two choices on which everything else depends: misspelt, they hide the rest."""
    node_type = catalog.find(step.node_type)
    if node_type is None:
        return step
    version = node_type.latest
    for name in [name for name in step.parameters if not version.properties_named(name)]:
        known = meant(name, [each for each in GOVERNING if version.properties_named(each)])
        if known is not None and known not in step.parameters:
            mends.append(f"`{name}` of `{step.key}` is `{known}`.")
            parameters = {known if each == name else each: value for each, value in step.parameters.items()}
            step = replace(step, parameters=parameters)
    return step


def _mended(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    node_type = catalog.find(step.node_type)
    written = step.parameters.get("operation")
    if node_type is None or not isinstance(written, str) or written.startswith("="):
        return step
    known = _operation(step, node_type.latest)
    if known is None or known.choice(written) is not None:
        return step
    if same_meaning(written, _labels(known)) is not None:
        # The compiler's own mending knows which one it is: what is the label of one has words of others, too.
        return step
    choice = _meant(written, known)
    if choice is None:
        return step
    mends.append(f"`{written}` of `{step.key}` is `{choice}`.")
    return replace(step, parameters={**step.parameters, "operation": choice})


def _operation(step: Step, version: NodeTypeVersion) -> Property | None:
    """The one that is shown for the step's resource."""
    resource = step.parameters.get("resource")
    try:
        filled = fill_defaults(version, {"resource": resource} if isinstance(resource, str) else {})
    except UnreadableParameters:
        return None
    return find_shown(version, "operation", filled)


def _meant(written: str, known: Property) -> str | None:
    labels = _labels(known)
    words = tokens(_CAMEL.sub(" ", written))
    concepts = dict.fromkeys(hit.concept for hit in load_lexicon().verbs.find(words))
    found = {choice for concept in concepts if (choice := same_meaning(concept, labels)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def _labels(known: Property) -> dict[str, str]:
    return {str(choice.value): str(choice.name) for choice in known.choices}
