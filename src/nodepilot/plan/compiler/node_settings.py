"""What n8n keeps on a node beside its parameters: the settings tab and the note."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from nodepilot.errors import InvalidPlan
from nodepilot.plan.model import Step

_TYPES: dict[str, type] = {
    "disabled": bool,
    "notesInFlow": bool,
    "alwaysOutputData": bool,
    "executeOnce": bool,
    "retryOnFail": bool,
    "maxTries": int,
    "waitBetweenTries": int,
}
_ON_ERROR = ("stopWorkflow", "continueRegularOutput", "continueErrorOutput")


def node_settings(step: Step) -> dict[str, Any]:
    """Keys for the node's object. Raises `InvalidPlan` for a setting that n8n does not have."""
    made: dict[str, Any] = {}
    for name, value in step.settings.items():
        expected = _TYPES.get(name)
        if expected is None:
            nearest = get_close_matches(name, _TYPES, 1)
            raise InvalidPlan(
                f"Step `{step.key}`: n8n has no node setting `{name}`.",
                next_step=f"Did you mean `{nearest[0]}`?" if nearest else f"Allowed: {', '.join(_TYPES)}.",
            )
        if type(value) is not expected:
            kind = "true or false" if expected is bool else "a whole number"
            raise InvalidPlan(f"Step `{step.key}`: the node setting `{name}` has to be {kind}.")
        made[name] = value
    if step.on_error is not None:
        if step.on_error not in _ON_ERROR:
            raise InvalidPlan(
                f"Step `{step.key}`: `on_error` can't be `{step.on_error}`.",
                next_step=f"Allowed: {', '.join(_ON_ERROR)}.",
            )
        if step.on_error != "stopWorkflow":
            made["onError"] = step.on_error
    if step.notes:
        made["notes"] = step.notes
    return made
