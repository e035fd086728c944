"""What a server loads before anybody waits for it: first what every request needs, then what most of them come to need."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator
from functools import cache

from nodepilot.application.fast_generation import run_builtin

log = logging.getLogger(__name__)

WARMING = "Every day at 9 read the rows of a Google Sheet, and if the status is open send a message to Slack"
"""Asks for a little of everything."""
COLLECT_AFTER = 20_000
"""New objects after which the collector looks through the youngest ones; a large answer alone makes thousands."""
FIRST_PAUSE, PAUSE = 1.5, 0.02
"""Seconds until people get at what they came for, and between two steps of what is loaded besides."""


async def keep_warm(engine_is_free: asyncio.Semaphore) -> None:
    """Loads all of it, step by step; whoever asks for something meanwhile waits for one step at most."""
    try:
        await asyncio.to_thread(warm_up)
        await asyncio.sleep(FIRST_PAUSE)
        for request in _usual_requests():
            async with engine_is_free:
                await asyncio.to_thread(_load_for, request)
            await asyncio.sleep(PAUSE)
    except Exception:
        log.exception("The engine could not be loaded ahead of requests.")


@cache
def warm_up() -> None:
    """Loads what the first request would otherwise wait for, once in each process."""
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.node_reference import node_detail
    from nodepilot.knowledge.search import search_node_types

    catalog = load_catalog()
    run_builtin(WARMING, None)
    for found in search_node_types(WARMING, catalog, limit=1):
        node_detail(found.type, catalog)
    _keep()
    # What requests make is gone when they end, mostly by itself: looking more rarely for what is not costs little memory.
    gc.set_threshold(COLLECT_AFTER, 20, 50)


@cache
def _usual_requests() -> Iterator[str]:
    """What people ask for most, each once in a process: with the node types in them comes what is known of these."""
    from nodepilot.knowledge.templates import load_templates

    return iter([template.description for template in load_templates()])


def _load_for(request: str) -> None:
    from nodepilot.catalog import load_catalog
    from nodepilot.knowledge.pattern_search import search_patterns
    from nodepilot.pipeline.closing import closed

    catalog = load_catalog()
    closed(run_builtin(request, None), None, catalog)
    search_patterns(request, catalog)
    _keep()


def _keep() -> None:
    """What was loaded stays for good. Every time that the collector looked through all of it, everything stood still for a
    tenth of a second."""
    gc.collect()
    gc.freeze()
