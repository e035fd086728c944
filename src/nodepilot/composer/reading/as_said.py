"""What was read in another wording, told of the request as it was said."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.composition import Composition, NotUnderstood
from nodepilot.composer.language.utterance import Utterance
from nodepilot.composer.reading.rewording import Rewording
from nodepilot.composer.sureness import said_words, sureness
from nodepilot.plan.model import Assumption, Origin, Step

_EXPRESSED = frozenset(
    {
        "use",
        "using",
        "let",
        "have",
        "route",
        "switch",
        "decide",
        "determine",
        "so",
        "only",
        "ones",
        "check",
        "real",
        "set",
        "something",
        "way",
        "make",
        "build",
        "possible",
        "grateful",
        "kind",
        "great",
        "automation",
        "workflow",
        "there",
        "sure",
        "too",
    }
)
"""Words that another wording stands for by its form: they are dropped and not lost."""


def as_said(read: Composition, wording: Rewording, request: Utterance) -> Composition:
    """Places are those of the request, and its words that the wording left out count as lost."""
    if read.plan is None or read.signs is None:
        return read
    dropped = sum(
        not wording.keeps(request.tokens[index].start) and request.tokens[index].norm not in _EXPRESSED
        for index in said_words(request)
    )
    said = max(1, len(said_words(request)))
    signs = replace(
        read.signs,
        lost=read.signs.lost + dropped,
        lost_share=min(1.0, read.signs.lost_share + dropped / said),
    )
    placed = in_place(read, wording, request)
    return replace(placed, confidence=sureness(signs), signs=signs)


def in_place(read: Composition, wording: Rewording, request: Utterance) -> Composition:
    """The composition of a wording with its places in the request."""
    if read.plan is None:
        return read
    assumptions = [
        *(Assumption(each) for each in wording.assumed),
        *(
            replace(each, span=wording.original(each.span) if each.span else None)
            for each in read.plan.assumptions
        ),
    ]
    plan = replace(
        read.plan,
        steps=tuple(_step(step, wording) for step in read.plan.steps),
        assumptions=tuple(assumptions),
    )
    missed = [(wording.original(each.span), each) for each in read.not_understood]
    return replace(
        read,
        plan=plan,
        not_understood=tuple(
            NotUnderstood(request.text[slice(*span)], span, each.nearest)
            for span, each in missed
            if span is not None
        ),
    )


def _step(step: Step, wording: Rewording) -> Step:
    return replace(step, origins={path: _origin(origin, wording) for path, origin in step.origins.items()})


def _origin(origin: Origin, wording: Rewording) -> Origin:
    return replace(origin, span=wording.original(origin.span) if origin.span else None)
