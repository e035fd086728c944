"""A request for two workflows: each wish is read by itself, and both are put side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from nodepilot.composer.composition import Composition, together
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.as_said import in_place
from nodepilot.composer.reading.rewording import joined
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.reading.two_wishes import Span, wishes
from nodepilot.knowledge.services import Services
from nodepilot.plan.model import Assumption, Plan, Step
from nodepilot.sentences import say

LEAST = 0.3
"""How sure the engine has to be of each wish."""
_FROM = {"de": "aus", "es": "de", "fr": "de", "pt": "do"}
_TRIGGERS = ("Trigger", ".webhook", ".emailReadImap", ".rssFeedReadTrigger")

Read = Callable[[str, Collection[str]], Composition]
"""The surest reading of a text, whose steps get none of the keys that are taken."""


def two_wishes(u: Utterance, services: Services, read: Read) -> Composition | None:
    """What a request for two workflows makes; None where it asks for one."""
    for spans in wishes(u):
        first = _wish(u, read, spans[0], ())
        if first.plan is None or not _begins(first):
            continue
        taken = [step.key for step in first.plan.steps]
        second = _wish(u, read, spans[1], taken)
        if not _begins(second):
            continue
        place = _place_of(first, services)
        if place is not None and _is_unfed(second, services):
            # "…, and every Friday mail me the open issues": those of the service that was spoken of.
            fed = _wish(u, read, spans[1], taken, f" {_FROM.get(u.language, 'from')} {place}")
            second = fed if _begins(fed) and not _is_unfed(fed, services) else second
        both = together([first, second])
        assert both.plan is not None  # noqa: S101
        note = Assumption(
            say("The request asks for two workflows: both are in one here, each with a trigger of its own.")
        )
        return replace(both, plan=replace(both.plan, assumptions=(note, *both.plan.assumptions)))
    return None


def _wish(u: Utterance, read: Read, span: Span, taken: Collection[str], addition: str = "") -> Composition:
    """A part of the request as one of its own, with its places in the whole."""
    part = joined(u.text, [span, addition])
    return in_place(read(part.text, taken), part, u)


def _begins(made: Composition) -> bool:
    """Whether a wish tells what starts it, and does something."""
    if made.plan is None or made.confidence < LEAST:
        return False
    return any(_starts(step) and not step.node_type.endswith(".manualTrigger") for step in made.plan.steps)


def _starts(step: Step) -> bool:
    return step.node_type.endswith(_TRIGGERS)


def _place_of(made: Composition, services: Services) -> str | None:
    """The name of the service whose event starts a wish."""
    plan: Plan | None = made.plan
    for step in plan.steps if plan is not None else ():
        service = services.of_type(step.node_type)
        if _starts(step) and service is not None and service.action_types and service.trigger_types:
            return service.name
    return None


def _is_unfed(made: Composition, services: Services) -> bool:
    """Whether a wish only tells people something, and reads nothing."""
    acting = [step for step in (made.plan.steps if made.plan is not None else ()) if not _starts(step)]
    told = [services.of_type(step.node_type) for step in acting]
    return all(service is not None and service.needs & MESSAGING for service in told)
