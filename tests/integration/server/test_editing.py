"""Saved workflows edited by hand: edits, fixes, undo and redo, each a version."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.integration.server.conftest import Person
from tests.integration.server.test_workflows import add

SLACK: dict[str, Any] = {
    "name": "Tell",
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
            "name": "Slack",
            "type": "n8n-nodes-base.slack",
            "typeVersion": 2.3,
            "position": [220, 0],
            "parameters": {
                "resource": "message",
                "operation": "pots",
                "select": "channel",
                "channelId": {"__rl": True, "mode": "name", "value": "#sales"},
                "text": "Hello",
            },
        },
    ],
    "connections": {"Start": {"main": [[{"node": "Slack", "type": "main", "index": 0}]]}},
    "settings": {},
}


def text_edit(value: Any) -> dict[str, Any]:
    return {"edit": "set_parameter", "node": "Slack", "path": "text", "value": value}


def parameter(answer: dict[str, Any], name: str = "text") -> Any:
    return answer["version"]["workflow"]["nodes"][1]["parameters"][name]


async def opened(person: Person) -> str:
    return f"/api/workflows/{(await add(person, SLACK))['id']}"


async def test_an_edit_makes_a_version_and_says_what_changed(person: Person) -> None:
    path = await opened(person)
    answer = await person.http.post(f"{path}/edits", json={"edits": [text_edit("Bye")], "base": 1})
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert (made["version_count"], made["version"]["author"], parameter(made)) == (2, "user", "Bye")
    assert [change["path"] for change in made["changes"]] == ["text"]
    assert made["version"]["message"] == made["changes"][0]["text"]
    assert made["undo"]["number"] == 2
    assert made["redo"] is None
    assert (await person.http.get(path)).json()["version"] == made["version"]


@pytest.mark.parametrize(
    "edit",
    [
        {},
        {"edit": "nope"},
        {"edit": "set_parameter", "node": "Slack"},
        {"edit": "set_parameter", "node": "Slack", "path": "a[9].b", "value": 1},
        {"edit": "unset_parameter", "node": "Slack", "path": "nothing"},
        {"edit": "rename_node", "old": "Slack", "new": ""},
        {"edit": "remove_node", "name": "Nobody"},
        {"edit": "connect", "connection": {}},
        {"edit": "connect", "connection": 5},
        {"edit": "restore", "document": {"nodes": "x"}},
        {"edit": "batch", "edits": 5},
    ],
)
async def test_an_edit_that_does_not_fit_says_what_next(person: Person, edit: dict[str, Any]) -> None:
    path = await opened(person)
    answer = await person.http.post(f"{path}/edits", json={"edits": [edit]})
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert answer.json()["next_step"]
    assert (await person.http.get(path)).json()["version_count"] == 1


async def test_edits_at_once_are_all_made(person: Person) -> None:
    """Without a `base` each is meant for whatever is newest; with one, only the first of them is taken."""
    path = await opened(person)
    notes = [
        {"edit": "set_node_key", "node": "Slack", "key": f"x{number}", "value": number} for number in range(6)
    ]
    answers = await asyncio.gather(
        *(person.http.post(f"{path}/edits", json={"edits": [note]}) for note in notes)
    )
    assert [answer.status_code for answer in answers] == [200] * 6
    newest = (await person.http.get(path)).json()["version"]
    assert newest["number"] == 7
    assert {f"x{number}" for number in range(6)} <= set(newest["workflow"]["nodes"][1])
    undone = await asyncio.gather(*(person.http.post(f"{path}/undo", json={}) for _ in range(6)))
    assert [answer.status_code for answer in undone] == [200] * 6
    assert (await person.http.get(path)).json()["version"]["workflow"] == SLACK

    based = await asyncio.gather(
        *(person.http.post(f"{path}/edits", json={"edits": [note], "base": 13}) for note in notes)
    )
    assert sorted(answer.status_code for answer in based) == [200] + [409] * 5


async def test_the_rest_of_the_document_stays_as_it_is(person: Person) -> None:
    path = await opened(person)
    await person.http.post(f"{path}/edits", json={"edits": [text_edit("Bye")]})
    await person.http.post(f"{path}/edits", json={"edits": [text_edit("Hello")]})
    assert (await person.http.get(f"{path}/versions/3")).json()["workflow"] == SLACK


async def test_edits_that_do_not_fit_change_nothing(person: Person) -> None:
    path = await opened(person)
    for edits in (
        [text_edit("Bye"), {"edit": "rename_node", "old": "Nobody", "new": "X"}],
        [{"edit": "set_parameter", "node": "Slack", "path": "text"}, {"edit": "nonsense"}],
        [text_edit("Hello")],
        [],
    ):
        answer = await person.http.post(f"{path}/edits", json={"edits": edits})
        assert answer.status_code == 422, answer.text
    late = await person.http.post(f"{path}/edits", json={"edits": [text_edit("Bye")], "base": 7})
    assert (late.status_code, late.json()["code"]) == (409, "VERSION_CONFLICT")
    assert (await person.http.get(path)).json()["version_count"] == 1


async def test_undo_and_redo(person: Person) -> None:
    path = await opened(person)
    for text in ("One", "Two"):
        await person.http.post(f"{path}/edits", json={"edits": [text_edit(text)]})
    seen = []
    for way in ("undo", "undo", "redo", "redo"):
        made = (await person.http.post(f"{path}/{way}", json={})).json()
        seen.append(parameter(made))
    assert seen == ["One", "Hello", "One", "Two"]
    assert (await person.http.post(f"{path}/redo", json={})).json()["code"] == "NOTHING_TO_UNDO"
    await person.http.post(f"{path}/undo", json={})
    made = (await person.http.post(f"{path}/edits", json={"edits": [text_edit("Three")]})).json()
    assert (made["redo"], parameter(made)) == (None, "Three")
    back = (await person.http.post(f"{path}/undo", json={"base": made["version_count"]})).json()
    assert parameter(back) == "One"


async def test_an_answer_in_the_chat_can_be_undone_too(person: Person) -> None:
    first = (await person.say("make one")).json()
    path = f"/api/workflows/{first['metadata']['saved']['workflow_id']}"
    assert (await person.http.post(f"{path}/undo", json={})).status_code == 409
    await person.http.post(
        f"{path}/edits", json={"edits": [{"edit": "rename_node", "old": "Start", "new": "Begin"}]}
    )
    await person.say("make it again", first["conversation_id"])
    made = (await person.http.post(f"{path}/undo", json={})).json()
    assert made["version"]["workflow"]["nodes"][0]["name"] == "Begin"
    assert made["redo"]["message"] == "make it again"


async def test_an_issue_is_mended_alone(person: Person) -> None:
    path = await opened(person)
    checked = (await person.http.get(f"{path}/check")).json()
    (issue,) = (one for one in checked["issues"] if one["parameter"] == "operation")
    assert issue["fix"]["safe"] is True
    chosen = {name: issue[name] for name in ("code", "node", "parameter")}
    made = (await person.http.post(f"{path}/fix", json={"issue": chosen, "base": 1})).json()
    assert parameter(made, "operation") == "post"
    assert [fix["code"] for fix in made["fixes"]] == [issue["code"]]
    assert made["version"]["message"] == issue["fix"]["text"]
    assert not any(one["parameter"] == "operation" for one in made["issues"])
    again = await person.http.post(f"{path}/fix", json={"issue": chosen})
    assert (again.status_code, again.json()["code"]) == (422, "INVALID_EDIT")


async def test_everything_is_mended_at_once(person: Person) -> None:
    path = await opened(person)
    made = (await person.http.post(f"{path}/fix", json={})).json()
    assert parameter(made, "operation") == "post"
    assert all(issue["fix"] is None for issue in made["issues"])


async def test_the_form_follows_the_parameters(person: Person) -> None:
    path = await opened(person)
    edit = {"edit": "set_parameter", "node": "Slack", "path": "operation", "value": "post"}
    await person.http.post(f"{path}/edits", json={"edits": [edit]})
    form = (await person.http.get(f"{path}/form", params={"node": "Slack"})).json()
    shown = {field["path"]: field for field in form["fields"]}
    assert shown["text"]["value"] == "Hello"
    assert form["credentials"][0]["type"] == "slackApi"
    assert form["inputs"][0]["node"] == "Start"
    earlier = (await person.http.get(f"{path}/form", params={"node": "Slack", "version": 1})).json()
    assert "text" not in {field["path"] for field in earlier["fields"]}
    gone = await person.http.get(f"{path}/form", params={"node": "Nobody"})
    assert (gone.status_code, gone.json()["code"]) == (404, "NOT_FOUND")


async def test_the_set_up_list_follows_too(person: Person) -> None:
    path = await opened(person)
    made = (await person.http.post(f"{path}/edits", json={"edits": [text_edit("YOUR_TEXT")]})).json()
    assert [(one["node"], one["parameter"]) for one in made["setup"]["placeholders"]] == [("Slack", "text")]
    assert [one["type"] for one in made["setup"]["credentials"]] == ["slackApi"]


async def test_nodes_are_arranged(person: Person) -> None:
    path = await opened(person)
    far = {"edit": "set_node_key", "node": "Slack", "key": "position", "value": [-900, 4000]}
    await person.http.post(f"{path}/edits", json={"edits": [far]})
    made = (await person.http.post(f"{path}/edits", json={"edits": [{"edit": "arrange"}]})).json()
    start, slack = (node["position"] for node in made["version"]["workflow"]["nodes"])
    assert slack[0] > start[0]
    assert slack[1] == start[1]
    again = await person.http.post(f"{path}/edits", json={"edits": [{"edit": "arrange"}]})
    assert again.json()["code"] == "INVALID_EDIT"


async def test_a_node_is_removed_and_its_neighbours_joined(person: Person) -> None:
    path = await opened(person)
    edit = {"edit": "remove_node", "name": "Slack", "reconnect": True}
    made = (await person.http.post(f"{path}/edits", json={"edits": [edit]})).json()
    assert [node["name"] for node in made["version"]["workflow"]["nodes"]] == ["Start"]
    back = (await person.http.post(f"{path}/undo", json={})).json()
    assert back["version"]["workflow"] == SLACK


async def test_moves_are_kept_by_later_edits(person: Person) -> None:
    path = await opened(person)
    move = {"edit": "set_node_key", "node": "Slack", "key": "position", "value": [640, 96]}
    await person.http.post(f"{path}/edits", json={"edits": [move]})
    made = (await person.http.post(f"{path}/edits", json={"edits": [text_edit("Bye")]})).json()
    assert made["version"]["workflow"]["nodes"][1]["position"] == [640, 96]
