"""What a server loads ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from nodepilot.application import warming
from nodepilot.application.warming import keep_warm
from nodepilot.catalog import load_catalog
from nodepilot.knowledge.templates import load_templates
from nodepilot.pipeline.builtin import run_builtin


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The requests that were loaded for."""
    found: list[str] = []
    monkeypatch.setattr(warming, "_load_for", found.append)
    monkeypatch.setattr(warming, "FIRST_PAUSE", 0)
    monkeypatch.setattr(warming, "PAUSE", 0)
    warming._usual_requests.cache_clear()
    yield found
    warming._usual_requests.cache_clear()


async def test_each_process_loads_once(loaded: list[str]) -> None:
    engine_is_free = asyncio.Semaphore(1)
    await asyncio.gather(keep_warm(engine_is_free), keep_warm(engine_is_free))
    await keep_warm(engine_is_free)
    assert sorted(loaded) == sorted(template.description for template in load_templates())


async def test_it_waits_for_an_engine_that_works(loaded: list[str]) -> None:
    engine_is_free = asyncio.Semaphore(1)
    async with engine_is_free:
        warm = asyncio.create_task(keep_warm(engine_is_free))
        await asyncio.sleep(0.5)
        assert loaded == []
    await warm
    assert loaded


def test_what_is_loaded_is_what_people_ask_for() -> None:
    made = [run_builtin(template.description).workflow for template in load_templates()]
    types = {node["type"] for workflow in made if workflow for node in workflow["nodes"]}
    assert len(types) > 60
    assert all(load_catalog().find(node_type) is not None for node_type in types)
