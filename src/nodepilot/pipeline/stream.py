"""The pipeline as an asynchronous stream of typed events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.closing import closed
from nodepilot.pipeline.context import NO_CONTEXT, Context
from nodepilot.pipeline.events import Done, Event
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result


async def run(
    message: str,
    n8n_version: str | None = None,
    opened: OpenWorkflow | None = None,
    context: Context = NO_CONTEXT,
) -> AsyncIterator[Event]:
    """All events of one message, the last of them `Done`.

    The engine computes in a thread, so that the event loop stays free.
    Raises `UnknownVersion` for an n8n release that the catalog does not have.
    """
    started = time.perf_counter()

    def worked() -> tuple[list[Event], Catalog, Result]:
        catalog = load_catalog(n8n_version)
        stages = Stages(message, catalog, opened, columns=context.columns)
        return list(stages.work()), catalog, stages.result()

    events, catalog, result = await asyncio.to_thread(worked)
    for event in events:
        yield event
    _, shown = await asyncio.to_thread(closed, result, opened, catalog)
    for event in shown:
        yield event
    milliseconds = round((time.perf_counter() - started) * 1000, 2)
    yield Done(result.outcome, result.answered_by, milliseconds, result.confidence)
