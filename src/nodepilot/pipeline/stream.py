"""The pipeline as an asynchronous stream of typed events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from nodepilot.catalog import load_catalog
from nodepilot.pipeline.builtin import Stages
from nodepilot.pipeline.context import NO_CONTEXT, Context
from nodepilot.pipeline.events import Done, Event
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.suggesting import suggested


async def run(
    message: str,
    n8n_version: str | None = None,
    opened: OpenWorkflow | None = None,
    context: Context = NO_CONTEXT,
) -> AsyncIterator[Event]:
    """All events of one message, the last of them `Done`.

    The stages work in a thread, one step at a time, so that the event loop stays free.
    Raises `UnknownVersion` for an n8n release that the catalog does not have.
    """
    catalog = await asyncio.to_thread(load_catalog, n8n_version)
    stages = Stages(message, catalog, opened, columns=context.columns)
    events = stages.events()
    while (event := await asyncio.to_thread(next, events, None)) is not None:
        if isinstance(event, Done):
            next_words = await suggested(stages.result(), opened, catalog)
            if next_words is not None:
                yield next_words
        yield event
