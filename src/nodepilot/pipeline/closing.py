"""The end of an answer: what there is beside a workflow, all that is shown of it, and what one could say next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from nodepilot.catalog import Catalog
from nodepilot.pipeline.duties import duties_of
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.wire import result_events


def closed(result: Result, opened: OpenWorkflow | None, catalog: Catalog) -> tuple[Result, Sequence[Event]]:
    """The result with its duties, and its events: all but the last one of the stream.

    It computes for some milliseconds. In one go: each change of threads costs as much on a busy machine.
    """
    # What can be edited is only looked up in a chat: a workflow alone is made in less time than it takes to load.
    from nodepilot.pipeline.suggesting import suggested

    result = with_duties(result, catalog)
    next_words = suggested(result, opened, catalog)
    return result, [*result_events(result), *([next_words] if next_words is not None else [])]


def with_duties(result: Result, catalog: Catalog) -> Result:
    """With what its steps touch, when it runs, and how to get the credentials."""
    if result.workflow is None:
        return result
    return replace(result, duties=duties_of(result.workflow, result.setup, catalog, datetime.now(UTC)))
