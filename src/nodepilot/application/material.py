"""What files add to a message: words to what is wanted, fields to the data that the workflow handles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.outputs import Column
from nodepilot.files.schemas import KeptFile
from nodepilot.pipeline.events import Event, SetupListed, WorkflowReady

EXPLAIN = "explain this workflow"
"""What somebody wants who sends a workflow and says nothing."""


def request_of(message: str, files: Sequence[KeptFile]) -> str:
    """The message with the text of the files behind it."""
    texts = [str(file.reading["text"]) for file in files if file.reading.get("text")]
    said = "\n\n".join(part for part in (message, *texts) if part)
    return said or (EXPLAIN if any(file.kind == "workflow" for file in files) else "")


def columns_of(files: Iterable[KeptFile]) -> tuple[Column, ...]:
    """Fields of the data in the files, each once."""
    return tuple(dict.fromkeys(tuple(column) for file in files for column in file.reading.get("columns", ())))


def about_message(event: Event, length: int) -> Event:
    """Without the places in the request that lie behind the message, in a file's text."""
    if isinstance(event, WorkflowReady):
        provenance = {
            node: {path: _within(origin, length) for path, origin in origins.items()}
            for node, origins in event.provenance.items()
        }
        return replace(event, provenance=provenance)
    if isinstance(event, SetupListed):
        return replace(event, assumptions=tuple(_within(each, length) for each in event.assumptions))
    return event


def _within(origin: Mapping[str, Any], length: int) -> dict[str, Any]:
    span = origin.get("span")
    return {**origin, "span": None} if span and span[1] > length else dict(origin)
