"""What workflows do when a real n8n runs them: a planted event, services that only seem to be there, and what has to
be sent to whom."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nodepilot.evaluation.rows import Effect, OutcomeRow
from nodepilot.n8n.play import NotPlayed, Played, RealN8n, Sent


def check_outcome(row: OutcomeRow, workflow: Mapping[str, Any] | None, n8n: RealN8n) -> list[str]:
    """What is wrong with what the workflow does; nothing when all is as it should be."""
    if workflow is None:
        return [f"{row.id}: no workflow"]
    trigger, event = _trigger(row, workflow)
    if trigger is None:
        return [f"{row.id}: no trigger that gets this event"]
    try:
        played = asyncio.run(n8n.play(workflow, event, trigger, row.answers))
    except NotPlayed as error:
        return [f"{row.id}: {error}"]
    return [f"{row.id}: {problem}" for problem in _problems(row, played)]


def _trigger(row: OutcomeRow, workflow: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any] | None]:
    """The first node that gets the event, and the event in that node's shape."""
    for types, event in row.events:
        for node in workflow["nodes"]:
            if node["type"] in types and not node.get("disabled"):
                return str(node["name"]), event
    return None, None


def _problems(row: OutcomeRow, played: Played) -> Iterator[str]:
    # What is merely stood in for may fail on the way; what it was for is asked below.
    yield from (f"{failure.node} failed: {failure.message}" for failure in played.failures if failure.certain)
    for effect in row.expect:
        found = sum(_is(effect, sent) for sent in played.sent)
        if found != effect.times and (effect.times is not None or not found):
            wanted = "once or more" if effect.times is None else f"{effect.times} times"
            yield f"{effect} {wanted}, was {found} times"


def _is(effect: Effect, sent: Sent) -> bool:
    return all(
        re.search(pattern, text, re.IGNORECASE)
        for pattern, text in ((effect.to, sent.to), *((each, sent.text) for each in effect.has))
    )
