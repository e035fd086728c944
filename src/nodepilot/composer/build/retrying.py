"""Steps that n8n tries again when they fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nodepilot.catalog import Catalog
from nodepilot.composer.language.retries import Retries
from nodepilot.plan.model import Assumption, Plan, Step, Value
from nodepilot.sentences import say

MOST_TRIES = 5
LONGEST_PAUSE = 5000
"""Milliseconds that n8n waits between tries at most."""
_HTTP = "n8n-nodes-base.httpRequest"


def retrying(plan: Plan, retries: Retries, catalog: Catalog) -> Plan:
    """The plan with its calls tried again: those of addresses, or else of every service."""
    calls = [step for step in plan.steps if step.node_type == _HTTP] or [
        step for step in plan.steps if calls_service(step, catalog)
    ]
    if not calls:
        return plan
    again = {step.key: _tried_again(step, retries) for step in calls}
    steps = tuple(again.get(step.key, step) for step in plan.steps)
    if retries.tries <= MOST_TRIES:
        return replace(plan, steps=steps)
    most = Assumption(say("n8n tries a step {count} times at most.", count=MOST_TRIES))
    return replace(plan, steps=steps, assumptions=(*plan.assumptions, most))


def calls_service(step: Step, catalog: Catalog) -> bool:
    """Whether it asks something outside, which may fail; what starts the workflow does not."""
    if step.node_type == _HTTP:
        return True
    entry = catalog.find_entry(step.node_type)
    return entry is not None and bool(entry.credential_types) and not entry.is_trigger


def _tried_again(step: Step, retries: Retries) -> Step:
    settings = {**step.settings, "retryOnFail": True, "maxTries": max(2, min(retries.tries, MOST_TRIES))}
    if retries.pause is not None:
        settings["waitBetweenTries"] = min(retries.pause, LONGEST_PAUSE)
    return replace(step, settings=settings, parameters=_failing(step.parameters))


def _failing(parameters: Mapping[str, Value]) -> Mapping[str, Value]:
    """A call whose status is looked at never fails by it; one that is tried again has to."""
    options = parameters.get("options")
    response = options.get("response") if isinstance(options, Mapping) else None
    told = response.get("response") if isinstance(response, Mapping) else None
    if not isinstance(options, Mapping) or not isinstance(response, Mapping) or not isinstance(told, Mapping):
        return parameters
    kept = {name: value for name, value in told.items() if name != "neverError"}
    return {**parameters, "options": {**options, "response": {**response, "response": kept}}}
