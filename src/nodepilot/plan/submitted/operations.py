"""Resources and operations in another language: `anlegen` is `create`, where just one choice says that."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.catalog import Catalog, NodeTypeVersion, Property
from nodepilot.catalog.defaults import UnreadableParameters, fill_defaults
from nodepilot.catalog.display import find_shown
from nodepilot.knowledge.lexicon import load_lexicon
from nodepilot.knowledge.words import tokens
from nodepilot.plan.model import Plan, Step
from nodepilot.repair.spelling import same_meaning

_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")


def mended_operations(plan: Plan, catalog: Catalog, mends: list[str]) -> Plan:
    """The plan with the choices that n8n has."""
    return replace(plan, steps=tuple(_mended(step, catalog, mends) for step in plan.steps))


def _mended(step: Step, catalog: Catalog, mends: list[str]) -> Step:
    node_type = catalog.find(step.node_type)
    written = step.parameters.get("operation")
    if node_type is None or not isinstance(written, str) or written.startswith("="):
        return step
    known = _operation(step, node_type.latest)
    if known is None or known.choice(written) is not None:
        return step
    meant = _meant(written, known)
    if meant is None:
        return step
    mends.append(f"`{written}` of `{step.key}` is `{meant}`.")
    return replace(step, parameters={**step.parameters, "operation": meant})


def _operation(step: Step, version: NodeTypeVersion) -> Property | None:
    """The one that is shown for the step's resource."""
    resource = step.parameters.get("resource")
    try:
        filled = fill_defaults(version, {"resource": resource} if isinstance(resource, str) else {})
    except UnreadableParameters:
        return None
    return find_shown(version, "operation", filled)


def _meant(written: str, known: Property) -> str | None:
    labels = {str(choice.value): str(choice.name) for choice in known.choices}
    words = tokens(_CAMEL.sub(" ", written))
    concepts = dict.fromkeys(hit.concept for hit in load_lexicon().verbs.find(words))
    found = {choice for concept in concepts if (choice := same_meaning(concept, labels)) is not None}
    return next(iter(found)) if len(found) == 1 else None
