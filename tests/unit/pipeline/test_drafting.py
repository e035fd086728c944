"""Drafts that are begun before it is known who answers."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace

import pytest

from nodepilot.ai.model_facts import load_models
from nodepilot.catalog import load_catalog
from nodepilot.errors import UnknownVersion
from nodepilot.knowledge.house import SHIPPED_ALONE
from nodepilot.pipeline.builtin import run_builtin
from nodepilot.pipeline.drafting import Drafting
from nodepilot.pipeline.events import Done, StageFinished
from nodepilot.pipeline.hybrid import Hybrid
from nodepilot.pipeline.retrieval import retrieve
from tests.unit.pipeline.scripted import scripted

REQUEST = "every day at 9 post 'hello' to the Slack channel #team"


async def test_it_is_what_the_stages_make_of_the_message() -> None:
    stages, events = await Drafting(REQUEST, None, None).done()
    assert stages.result().workflow == run_builtin(REQUEST).workflow
    assert [event.stage for event in events if isinstance(event, StageFinished)] == [
        "intent",
        "plan",
        "compile",
        "validate",
    ]


async def test_what_a_model_will_be_asked_for_stays_a_plan_until_somebody_wants_it() -> None:
    stages, events = await Drafting(REQUEST, None, None, least=1.1).done()
    assert [event.stage for event in events if isinstance(event, StageFinished)] == ["intent", "plan"]
    assert stages.result().plan is not None
    assert stages.result().workflow is None
    assert stages.finish().workflow == run_builtin(REQUEST).workflow
    assert stages.finish() is stages.result()


async def test_without_a_model_an_unsure_draft_is_the_answer_and_has_its_workflow() -> None:
    router, _ = scripted({}, replace(load_models(), sure={}))
    hybrid = Hybrid(REQUEST, None, None, router)
    async for _ in hybrid.events():
        pass
    assert hybrid.result().workflow == run_builtin(REQUEST).workflow


async def test_the_time_of_an_answer_begins_with_its_draft() -> None:
    router, _ = scripted({})
    drafting = Drafting(REQUEST, None, None)
    drafting.began -= 60
    events = [event async for event in Hybrid(REQUEST, None, None, router, drafting=drafting).events()]
    assert isinstance(events[-1], Done)
    assert events[-1].milliseconds > 60_000


async def test_a_release_that_is_not_there_is_told_to_whoever_asks() -> None:
    with pytest.raises(UnknownVersion):
        await Drafting(REQUEST, "0.1", None).done()


async def test_nothing_is_heard_of_a_draft_that_nobody_asks_for() -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    for version in ("0.1", None):
        given_up = Drafting(REQUEST, version, None)
        await asyncio.sleep(0)
        given_up.give_up()
        del given_up
    failing = Drafting(REQUEST, "0.1", None)
    await asyncio.sleep(0.5)
    del failing
    gc.collect()
    assert complaints == []


async def test_what_a_model_is_shown_is_looked_for_with_a_plan_that_is_not_sure_enough() -> None:
    drafting = Drafting(REQUEST, None, None, least=1.1, house=SHIPPED_ALONE)
    stages, _ = await drafting.done()
    assert drafting.retrieved == retrieve(REQUEST, stages.result().plan, load_catalog(), SHIPPED_ALONE)
    assert "n8n-nodes-base.slack" in {pattern.node_type for pattern in drafting.retrieved.patterns}
    sure = Drafting(REQUEST, None, None, house=SHIPPED_ALONE)
    await sure.done()
    assert sure.retrieved is None
