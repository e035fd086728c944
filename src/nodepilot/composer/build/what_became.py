"""What became of the thing that started a workflow: “Failed payment”, “Cancelled order”, “New contact”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nodepilot.knowledge.words import split_identifier
from nodepilot.plan.model import Step, Value

NEW = "New"
_BECAME = {
    "archived": "Archived",
    "cancel": "Cancelled",
    "canceled": "Cancelled",
    "cancelled": "Cancelled",
    "change": "Changed",
    "changed": "Changed",
    "closed": "Closed",
    "completed": "Completed",
    "delete": "Deleted",
    "deleted": "Deleted",
    "deletion": "Deleted",
    "expired": "Expired",
    "fail": "Failed",
    "failed": "Failed",
    "refund": "Refunded",
    "refunded": "Refunded",
    "removed": "Removed",
    "update": "Updated",
    "updated": "Updated",
}
"""By the words in the names that n8n's triggers give to events (`payment_intent.payment_failed`, `orders/cancelled`)."""


def what_became(steps: Mapping[str, Step], about: str) -> str:
    """The word for it; "New" where a trigger waits for several kinds of events, or its event tells nothing.

    `about` is the key of the step that gives the thing; one that fetches what the trigger only names stands for the trigger.
    """
    trigger = next(iter(steps.values()), None)
    if trigger is None or about not in list(steps)[:2] or not trigger.node_type.endswith("Trigger"):
        return NEW
    told = {_became(text) for text in _events(trigger.parameters)}
    return told.pop() if len(told) == 1 else NEW


def _events(parameters: Mapping[str, Value]) -> Iterator[str]:
    """The names of events among the parameters."""
    for name, value in parameters.items():
        if name.startswith(_NAMED_SO):
            yield from _names_in(value)


def _names_in(value: Value) -> Iterator[str]:
    """HubSpot's events are rows with a name and what else belongs to it; others' are lists, or one."""
    match value:
        case str():
            yield value
        case Mapping():
            for each in [value["name"]] if "name" in value else value.values():
                yield from _names_in(each)
        case Sequence():
            for each in value:
                yield from _names_in(each)


_NAMED_SO = ("event", "topic", "action", "trigger", "resource")


def _became(event: str) -> str:
    return next((_BECAME[word] for word in split_identifier(event) if word in _BECAME), NEW)
