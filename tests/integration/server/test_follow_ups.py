"""Going on talking about a workflow, over HTTP, with the engine that the product has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from nodepilot.settings import Settings
from tests.integration.server.conftest import Person, RunningServer, StartServer, browser

REQUEST = "When a Typeform response comes in, create a HubSpot contact and notify #leads on Slack"


@pytest.fixture(scope="module")
def real(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    return start_server(settings, None)


@pytest.fixture
async def talking(real: RunningServer, person: Person) -> AsyncIterator[Person]:
    async with browser(real, person.token) as client:
        yield Person(person.id, person.token, client)


async def said(person: Person, message: str, conversation: str | None = None) -> dict[str, Any]:
    response = await person.say(message, conversation)
    assert response.status_code == 200, response.text
    return dict(response.json())


def types(answer: dict[str, Any]) -> set[str]:
    return {node["type"].rpartition(".")[2] for node in answer["metadata"]["workflow"]["nodes"]}


async def test_a_second_message_changes_the_workflow_and_undo_takes_it_back(talking: Person) -> None:
    first = await said(talking, REQUEST)
    here = first["conversation_id"]
    second = await said(talking, "use Discord instead of Slack", here)
    assert types(second) == {"typeformTrigger", "hubspot", "discord"}
    assert {change["kind"] for change in second["metadata"]["changes"]} >= {"node_added", "node_removed"}
    assert second["metadata"]["saved"]["version"] == 2
    third = await said(talking, "remove the hubspot step", here)
    assert types(third) == {"typeformTrigger", "discord"}

    back = await said(talking, "undo", here)
    assert back["metadata"]["workflow"]["nodes"] == second["metadata"]["workflow"]["nodes"]
    further = await said(talking, "undo that too please", here)
    assert types(further) == {"typeformTrigger", "hubspot", "slack"}
    nothing_left = await said(talking, "undo", here)
    assert "nothing to undo" in nothing_left["content"]


async def test_questions_are_answered_from_the_open_workflow(talking: Person) -> None:
    here = (await said(talking, REQUEST))["conversation_id"]
    answer = await said(talking, "which credentials do I need?", here)
    assert answer["metadata"]["outcome"] == "answer"
    assert "`slackApi`" in answer["content"]
    assert "workflow" not in answer["metadata"]


async def test_what_a_person_saved_is_what_is_changed(talking: Person) -> None:
    first = await said(talking, REQUEST)
    saved = first["metadata"]["saved"]["workflow_id"]
    own = first["metadata"]["workflow"] | {"name": "Leads"}
    own["nodes"] = [node | {"position": [x * 400, 40]} for x, node in enumerate(own["nodes"])]
    response = await talking.http.post(
        f"/api/workflows/{saved}/versions", json={"workflow": own, "message": "mine"}
    )
    assert response.status_code == 201, response.text
    second = await said(talking, "post it to #sales instead", first["conversation_id"])
    changed = second["metadata"]["workflow"]
    assert changed["name"] == "Leads"
    assert [node["position"] for node in changed["nodes"]] == [node["position"] for node in own["nodes"]]


async def test_a_workflow_brought_along_is_talked_about(talking: Person) -> None:
    template = (await talking.http.get("/api/templates", params={"q": "failed stripe payment"})).json()[
        "templates"
    ][0]
    workflow = (await talking.http.get(f"/api/templates/{template['key']}")).json()["workflow"]
    body = {"message": "disable the slack step", "workflow": workflow}
    answer = await talking.http.post("/api/chat/message", json=body)
    assert answer.status_code == 200, answer.text
    changed = answer.json()["metadata"]["workflow"]
    assert [node["name"] for node in changed["nodes"]] == [node["name"] for node in workflow["nodes"]]
    assert answer.json()["metadata"]["saved"]["version"] == 2

    back = await said(talking, "undo that", answer.json()["conversation_id"])
    assert back["metadata"]["workflow"]["nodes"] == workflow["nodes"]


async def test_what_is_brought_along_has_to_be_a_workflow(talking: Person) -> None:
    broken: tuple[Any, ...] = (5, [], {"nodes": 5}, "x")
    for rubbish in broken:
        answer = await talking.http.post(
            "/api/chat/message", json={"message": "explain it", "workflow": rubbish}
        )
        assert answer.status_code == 422, answer.text
