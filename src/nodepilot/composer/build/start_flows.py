"""What is at hand behind the first step, and the words that tell it."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.outputs import output_of
from nodepilot.composer.reading.arguments import Argument
from nodepilot.composer.reading.story import Act, Start


def flow_behind(draft: Draft, key: str, node_type: str, *, service: str = "", event: str = "") -> Flow:
    output = output_of(draft.catalog, key, node_type, service=service, event=event)
    flow = Flow(tails=[(key, 0)], columns=draft.columns)
    flow.give(output)
    if output.binary is not None:
        flow.binary = None
    return flow


def span_of(draft: Draft, start: Start) -> tuple[int, int]:
    return draft.utterance.span(start.first, start.last)


def act_of(draft: Draft, start: Start, verb: str = "") -> Act:
    """The start's words as an act, for slots that look at its literals."""
    tokens = [t for t in draft.utterance.tokens[start.first : start.last] if t.is_literal]
    return Act(
        verb,
        start.first,
        start.last,
        [Argument("object", start.first, start.last, literals=tokens)],
        verb_at=start.first,
    )
