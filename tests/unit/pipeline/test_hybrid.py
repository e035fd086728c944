"""Which stage is asked when, and what becomes of what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nodepilot.ai.model_facts import load_models
from nodepilot.ai.ports import Call, Kind, ModelFailure, Picture, Task
from nodepilot.ai.router import Providers, Router
from nodepilot.pipeline.context import Context, Said
from nodepilot.pipeline.events import Event
from nodepilot.pipeline.hybrid import Hybrid
from nodepilot.pipeline.open_workflow import OpenWorkflow
from nodepilot.pipeline.result import Result
from nodepilot.pipeline.seeing import PicturesNotSeen
from tests.hosted import PLAN, UNSURE
from tests.unit.pipeline.scripted import Script, ScriptedModel, scripted

SURE = "Every Monday at 9 send an email to anna@example.com with Gmail saying Good morning"
WANTS_ONE = {"label": "workflow_request", "confidence": 0.95, "complexity": 3}
OPEN = OpenWorkflow(
    {
        "name": "Weekly",
        "nodes": [
            {
                "id": "1",
                "name": "Start",
                "type": "n8n-nodes-base.manualTrigger",
                "typeVersion": 1,
                "position": [0, 0],
                "parameters": {},
            },
            {
                "id": "2",
                "name": "Pause",
                "type": "n8n-nodes-base.wait",
                "typeVersion": 1.1,
                "position": [200, 0],
                "parameters": {"amount": 5},
                "webhookId": "w",
            },
        ],
        "connections": {"Start": {"main": [[{"node": "Pause", "type": "main", "index": 0}]]}},
        "settings": {},
    }
)


async def run(
    message: str, script: Script, opened: OpenWorkflow | None = None, context: Context | None = None
) -> tuple[Result, list[Event], ScriptedModel]:
    router, model = scripted(script)
    hybrid = Hybrid(message, None, opened, router, context or Context())
    events = [event async for event in hybrid.events()]
    return hybrid.result(), events, model


def tasks(model: ScriptedModel) -> list[Task]:
    return [ask.task for ask in model.asked]


def text_of(events: list[Event]) -> str:
    """What a person reads in the end."""
    text = ""
    for event in events:
        if event.type == "text":
            text += event.delta  # type: ignore[union-attr]
        elif event.type == "text_withdrawn":
            text = ""
    return text


async def test_what_the_engine_is_sure_of_asks_nobody() -> None:
    result, _, model = await run(SURE, {})
    assert (result.outcome, result.answered_by, tasks(model)) == ("workflow", "built-in engine", [])


async def test_two_calls_make_a_workflow() -> None:
    result, events, model = await run(UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: [PLAN]})
    assert tasks(model) == [Task.INTENT, Task.GENERATION]
    assert result.workflow is not None
    assert [node["name"] for node in result.workflow["nodes"]][1] == "Tell the team"
    done = events[-1]
    assert done.type == "done"
    usage = done.usage  # type: ignore[union-attr]
    assert (usage["calls"], usage["retries"], usage["input_tokens"]) == (2, 0, 2000)
    assert [row["stage"] for row in usage["by_call"]] == ["intent", "generation"]


async def test_a_model_looks_something_up() -> None:
    search = Call("1", "search_nodes", {"words": "slack message"})
    read = Call("2", "read_node_type", {"node_type": "n8n-nodes-base.slack"})
    result, _, model = await run(UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: [search, read, PLAN]})
    assert result.workflow is not None
    last = model.asked[-1]
    assert [exchange.calls for exchange in last.exchanges] == [(search,), (read,)]
    assert "n8n-nodes-base.slack" in last.exchanges[0].results[0]


async def test_looking_up_without_end() -> None:
    endless: list[Any] = [Call(str(n), "search_nodes", {"words": "slack"}) for n in range(20)]
    result, _, model = await run(UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: endless})
    assert result.answered_by == "built-in engine"
    assert len(model.asked) <= load_models().limits.calls
    assert model.asked[-1].must == "submit_plan"


async def test_a_fault_goes_back_and_is_mended() -> None:
    wrong = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.zzyzx"}]}
    result, _, model = await run(
        UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: [wrong], Task.REPAIR: [PLAN]}
    )
    assert tasks(model)[-1] is Task.REPAIR
    assert "zzyzx" in model.asked[-1].prompt
    assert result.answered_by == "claude-sonnet-5-5"
    assert not [issue for issue in result.issues if issue.severity.value == "error"]


async def test_who_stays_wrong_is_followed_by_another_provider() -> None:
    wrong = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.zzyzx"}]}
    result, _, model = await run(
        UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: [wrong, PLAN], Task.REPAIR: [wrong, wrong]}
    )
    assert tasks(model)[1:] == [Task.GENERATION, Task.REPAIR, Task.REPAIR, Task.GENERATION]
    assert result.answered_by == "gpt-6.1-sol"
    # It begins afresh, without what the other one made up.
    assert "zzyzx" not in model.asked[-1].prompt


async def test_a_budget_without_repairs() -> None:
    wrong = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.zzyzx"}]}
    table = load_models()
    table = replace(table, limits=replace(table.limits, repairs=0))
    router, model = scripted({Task.INTENT: [WANTS_ONE], Task.GENERATION: [wrong, PLAN]}, table)
    hybrid = Hybrid(UNSURE, None, None, router)
    _ = [event async for event in hybrid.events()]
    assert tasks(model)[1:] == [Task.GENERATION, Task.GENERATION]
    assert hybrid.result().answered_by == "gpt-6.1-sol"


async def test_without_another_provider_the_engine_answers_for_who_stays_wrong() -> None:
    wrong = {**PLAN, "steps": [PLAN["steps"][0], {**PLAN["steps"][1], "node_type": "n8n-nodes-base.zzyzx"}]}
    script: Script = {Task.INTENT: [WANTS_ONE], Task.GENERATION: [wrong, PLAN], Task.REPAIR: [wrong, wrong]}
    table = load_models()
    alone = {name: facts for name, facts in table.models.items() if facts.provider == "anthropic"}
    _, model = scripted(script)
    hybrid = Hybrid(UNSURE, None, None, Router(table, dict.fromkeys(alone, model), Providers(), "me"))
    events = [event async for event in hybrid.events()]
    assert hybrid.result().answered_by == "built-in engine"
    assert tasks(model)[1:] == [Task.GENERATION, Task.REPAIR, Task.REPAIR]
    told = [event.detail for event in events if event.type == "stage_finished" and event.stage == "generate"]  # type: ignore[union-attr]
    assert told == ["the built-in engine's own is better"]


async def test_only_what_is_faulty_is_shown_and_comes_back() -> None:
    start, slack = PLAN["steps"]
    kept = {"mode": "raw", "jsonOutput": '{"order": "SOUND-4711"}'}
    sound = {"key": "kept", "node_type": "n8n-nodes-base.set", "parameters": kept}
    links = [{"source": start["key"], "target": "kept"}, {"source": "kept", "target": slack["key"]}]
    wrong = {**PLAN, "steps": [start, sound, {**slack, "node_type": "n8n-nodes-base.zzyzx"}], "links": links}
    right = {
        **wrong,
        "steps": [*({"key": s["key"], "node_type": s["node_type"]} for s in (start, sound)), slack],
    }
    result, _, model = await run(
        UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: [wrong], Task.REPAIR: [right]}
    )
    assert "SOUND-4711" not in model.asked[-1].prompt
    assert result.answered_by == "claude-sonnet-5-5"
    assert "SOUND-4711" in str(result.workflow)


async def test_the_conversation_fills_in_what_it_said() -> None:
    context = Context(
        (Said(by_person=True, text="Our alerts go to the Slack channel #ops"),), ("name: the sheet is Leads",)
    )
    optimised = {"request": SURE, "filled": ["Mail goes out by Gmail, as before."]}
    result, _, model = await run(
        UNSURE, {Task.INTENT: [WANTS_ONE], Task.REQUEST: [optimised], Task.GENERATION: [PLAN]}, None, context
    )
    assert tasks(model) == [Task.INTENT, Task.REQUEST, Task.GENERATION]
    assert "#ops" in model.asked[1].prompt
    assert "the sheet is Leads" in model.asked[1].prompt
    assert SURE in model.asked[2].prompt
    assert result.setup.assumptions[0].text == "Mail goes out by Gmail, as before."


PICTURE = Picture("image/png", b"a drawing of a flow")


async def test_a_picture_becomes_a_request_that_the_engine_is_sure_of() -> None:
    context = Context(pictures=(PICTURE,))
    result, events, model = await run("", {Task.REQUEST: [{"request": SURE}]}, None, context)
    assert tasks(model) == [Task.REQUEST]
    assert model.asked[0].pictures == (PICTURE,)
    assert result.outcome == "workflow"
    assert "request" in [event.stage for event in events if event.type == "stage_finished"]  # type: ignore[union-attr]


async def test_what_a_picture_leaves_open_is_asked_and_nothing_is_asked_twice() -> None:
    context = Context((Said(by_person=True, text="We use Slack"),), pictures=(PICTURE,))
    seen = {"request": UNSURE, "filled": ["The channel is the one in the picture."]}
    script: Script = {Task.REQUEST: [seen], Task.INTENT: [WANTS_ONE], Task.GENERATION: [PLAN]}
    result, _, model = await run("like this", script, None, context)
    assert tasks(model) == [Task.REQUEST, Task.INTENT, Task.GENERATION]
    assert [bool(ask.pictures) for ask in model.asked] == [True, False, False]
    assert result.setup.assumptions[0].text == "The channel is the one in the picture."


async def test_a_picture_that_nobody_looks_at() -> None:
    with pytest.raises(PicturesNotSeen) as refused:
        await run(
            "like this", {Task.REQUEST: [ModelFailure(Kind.BAD_REQUEST)]}, None, Context(pictures=(PICTURE,))
        )
    assert "in words" in str(refused.value)


async def test_talk_is_told_piece_by_piece() -> None:
    result, events, model = await run("hello there, how are you?", {Task.CONVERSATION: ["Fine, thank you."]})
    assert tasks(model) == [Task.CONVERSATION]
    assert result.text == "Fine, thank you."
    assert text_of(events).strip() == "Fine, thank you."
    assert sum(event.type == "text" for event in events) == 3
    assert "Execute workflow" in model.asked[0].system


async def test_a_text_that_breaks_off_is_withdrawn() -> None:
    broken = ModelFailure(Kind.UNREACHABLE)
    _, events, _ = await run("hello there, how are you?", {Task.CONVERSATION: [broken, "Fine."]})
    assert [event.type for event in events].count("text_withdrawn") == 1
    assert text_of(events).strip() == "Fine."


async def test_talk_without_a_model_is_answered_by_the_engine() -> None:
    result, events, _ = await run("hello there, how are you?", {})
    assert result.answered_by == "built-in engine"
    assert text_of(events) == result.text != ""


async def test_an_edit_that_the_engine_does_not_understand() -> None:
    edit = {"operations": [{"edit": "set_parameter", "node": "Pause", "path": "amount", "value": 9}]}
    result, _, model = await run(
        "zorble the pause so that it fits",
        {Task.INTENT: [{**WANTS_ONE, "label": "workflow_edit"}], Task.EDITING: [edit]},
        OPEN,
    )
    assert tasks(model)[-1] is Task.EDITING
    assert result.workflow is not None
    assert result.workflow["nodes"][1]["parameters"]["amount"] == 9
    assert result.workflow["nodes"][0] == OPEN.document["nodes"][0]
    assert result.changes
    assert result.answered_by == "claude-sonnet-5-5"


async def test_new_nodes_of_an_edit() -> None:
    edit = {
        "operations": [
            {"edit": "disconnect", "connection": {"source": "Start", "target": "Pause"}},
        ],
        "plan": {
            "steps": [PLAN["steps"][1]],
            "links": [{"source": "Start", "target": "tell"}, {"source": "tell", "target": "Pause"}],
        },
    }
    result, _, _ = await run(
        "zorble it before the pause",
        {Task.INTENT: [{**WANTS_ONE, "label": "workflow_edit"}], Task.EDITING: [edit]},
        OPEN,
    )
    assert result.workflow is not None
    assert [node["name"] for node in result.workflow["nodes"]] == ["Start", "Pause", "Tell the team"]
    assert result.workflow["connections"]["Tell the team"]["main"][0][0]["node"] == "Pause"
    assert result.workflow["nodes"][2]["position"] != [0, 0]


async def test_an_edit_that_does_not_fit_goes_back() -> None:
    wrong = {"operations": [{"edit": "remove_node", "name": "No such node"}]}
    right = {"operations": [], "question": "Which pause do you mean?"}
    result, _, model = await run(
        "zorble the pause so that it fits",
        {Task.INTENT: [{**WANTS_ONE, "label": "workflow_edit"}], Task.EDITING: [wrong, right]},
        OPEN,
    )
    assert "No such node" in model.asked[-1].prompt
    assert (result.outcome, result.text) == ("answer", "Which pause do you mean?")


async def test_an_edit_that_never_fits_is_asked_of_another_provider() -> None:
    wrong: dict[str, Any] = {"operations": [{"edit": "remove_node", "name": "No such node"}]}
    right: dict[str, Any] = {"operations": [{"edit": "remove_node", "name": "Pause"}]}
    result, _, _ = await run(
        "zorble the pause so that it fits",
        {Task.INTENT: [{**WANTS_ONE, "label": "workflow_edit"}], Task.EDITING: [wrong, wrong, wrong, right]},
        OPEN,
    )
    assert result.answered_by == "gpt-6.1-sol"
    assert result.workflow is not None
    assert [node["name"] for node in result.workflow["nodes"]] == ["Start"]


async def test_a_question_about_the_workflow_rests_on_what_is_known() -> None:
    message = "why does it fail? Error: frobnication overflow in Pause"
    result, _, model = await run(message, {Task.EXPLANATION: ["Because **Pause** waits."]}, OPEN)
    assert tasks(model) == [Task.EXPLANATION]
    assert result.text == "Because **Pause** waits."
    assert "Pause" in model.asked[0].prompt.partition("<facts>")[2]


@pytest.mark.parametrize("kind", [Kind.OVER_BUDGET, Kind.QUEUE_FULL, Kind.NO_QUOTA, Kind.TRUNCATED])
async def test_when_no_model_answers_the_engine_does(kind: Kind) -> None:
    failures: list[Any] = [ModelFailure(kind) for _ in range(9)]
    result, events, _ = await run(UNSURE, {Task.INTENT: [WANTS_ONE], Task.GENERATION: failures})
    assert result.answered_by == "built-in engine"
    told = [event for event in events if event.type == "stage_finished"]
    assert kind.value in told[-1].detail  # type: ignore[union-attr]
