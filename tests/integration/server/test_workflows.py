"""Saved workflows, their versions, and checking any workflow."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.server.conftest import WORKFLOW, Person

ALL = "/api/workflows"

SMALL: dict[str, Any] = {
    "name": "By hand",
    "nodes": [
        {
            "id": "1",
            "name": "Start",
            "type": "n8n-nodes-base.manualTrigger",
            "typeVersion": 1,
            "position": [0, 0],
            "parameters": {},
        }
    ],
    "connections": {},
    "settings": {},
}


async def add(person: Person, workflow: Any = SMALL, **more: Any) -> dict[str, Any]:
    answer = await person.http.post(ALL, json={"workflow": workflow, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_an_answer_is_kept(person: Person) -> None:
    first = (await person.say("make one")).json()
    saved = first["metadata"]["saved"]
    assert saved["version"] == 1
    second = (await person.say("make it better", first["conversation_id"])).json()
    assert second["metadata"]["saved"] == {"workflow_id": saved["workflow_id"], "version": 2}
    (listed,) = (await person.http.get(ALL)).json()["workflows"]
    assert (listed["id"], listed["name"]) == (saved["workflow_id"], "Echo")
    assert (listed["conversation_id"], listed["version_count"]) == (first["conversation_id"], 2)
    found = (await person.http.get(f"{ALL}/{saved['workflow_id']}")).json()
    assert found["version"]["workflow"] == WORKFLOW
    versions = (await person.http.get(f"{ALL}/{saved['workflow_id']}/versions")).json()["versions"]
    assert [(one["number"], one["author"], one["message"], one["node_count"]) for one in versions] == [
        (2, "assistant", "make it better", 1),
        (1, "assistant", "make one", 1),
    ]


async def test_it_outlives_its_conversation(person: Person) -> None:
    answer = (await person.say("make one")).json()
    await person.http.delete(f"/api/conversations/{answer['conversation_id']}")
    found = await person.http.get(f"{ALL}/{answer['metadata']['saved']['workflow_id']}")
    assert found.json()["conversation_id"] is None


async def test_a_deleted_one_is_not_changed_by_its_conversation(person: Person) -> None:
    first = (await person.say("make one")).json()
    await person.http.delete(f"{ALL}/{first['metadata']['saved']['workflow_id']}")
    second = (await person.say("again", first["conversation_id"])).json()
    assert second["metadata"]["saved"]["version"] == 1
    assert second["metadata"]["saved"]["workflow_id"] != first["metadata"]["saved"]["workflow_id"]


async def test_import_change_restore(person: Person) -> None:
    added = await add(person)
    path = f"{ALL}/{added['id']}"
    changed = {**SMALL, "nodes": [{**SMALL["nodes"][0], "name": "Begin"}]}
    saved = await person.http.post(
        f"{path}/versions", json={"workflow": changed, "message": "renamed", "base": 1}
    )
    assert (saved.status_code, saved.json()["version_count"]) == (201, 2)
    late = await person.http.post(f"{path}/versions", json={"workflow": SMALL, "base": 1})
    assert (late.status_code, late.json()["code"]) == (409, "VERSION_CONFLICT")
    assert len((await person.http.get(f"{path}/versions")).json()["versions"]) == 2
    changes = (await person.http.get(f"{path}/versions/2/diff")).json()["changes"]
    assert [change["kind"] for change in changes] == ["node_renamed"]
    assert "Begin" in changes[0]["text"]
    back = await person.http.get(f"{path}/versions/1/diff", params={"against": 2})
    assert "Start" in back.json()["changes"][0]["text"]
    restored = await person.http.post(f"{path}/versions/1/restore")
    assert restored.json()["version_count"] == 3
    newest = (await person.http.get(path)).json()["version"]
    assert (newest["workflow"], newest["message"]) == (SMALL, "Version 1 restored")


async def test_names(person: Person) -> None:
    named, unnamed = await add(person, name="  My\n own "), await add(person, {"nodes": []})
    assert (named["name"], unnamed["name"]) == ("My own", "My workflow")
    path = f"{ALL}/{named['id']}"
    assert (await person.http.patch(path, json={"name": "Other 100%"})).json()["name"] == "Other 100%"
    assert (await person.http.patch(path, json={"name": " "})).status_code == 422
    for query, expected in (
        ("other", ["Other 100%"]),
        ("0%", ["Other 100%"]),
        ("_", []),
        ("", ["Other 100%", "My workflow"]),
    ):
        listed = (await person.http.get(ALL, params={"q": query})).json()["workflows"]
        assert sorted(one["name"] for one in listed) == sorted(expected)


async def test_duplicate_and_download(person: Person) -> None:
    added = await add(person)
    copy = (await person.http.post(f"{ALL}/{added['id']}/duplicate")).json()
    assert (copy["name"], copy["version_count"]) == ("By hand (copy)", 1)
    file = await person.http.get(f"{ALL}/{copy['id']}/download")
    assert file.headers["content-disposition"].startswith('attachment; filename="by-hand-copy.json"')
    assert file.json() == SMALL
    assert list(file.json()) == list(SMALL)


async def test_delete_with_undo(person: Person) -> None:
    path = f"{ALL}/{(await add(person))['id']}"
    assert (await person.http.delete(path)).status_code == 204
    for method, below in (
        ("GET", ""),
        ("GET", "/versions"),
        ("GET", "/versions/1"),
        ("DELETE", ""),
        ("GET", "/download"),
    ):
        assert (await person.http.request(method, path + below)).status_code == 404
    assert (await person.http.get(ALL)).json() == {"workflows": []}
    assert (await person.http.post(f"{path}/undelete")).status_code == 200
    assert (await person.http.get(path)).json()["version"]["workflow"] == SMALL
    assert (await person.http.post(f"{path}/undelete")).status_code == 404


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "mine"}),
        ("DELETE", "", None),
        ("POST", "/undelete", None),
        ("POST", "/duplicate", None),
        ("GET", "/download", None),
        ("GET", "/versions", None),
        ("POST", "/versions", {"workflow": SMALL}),
        ("GET", "/versions/1", None),
        ("GET", "/versions/1/diff", None),
        ("POST", "/versions/1/restore", None),
    ],
)
@pytest.mark.parametrize("which", ["another's", "unknown", "no id"])
async def test_what_is_not_ones_own_does_not_exist(
    person: Person, stranger: Person, method: str, below: str, body: Any, which: str
) -> None:
    own = await add(person, name="a secret")
    name = {"another's": own["id"], "unknown": str(uuid4()), "no id": "no-id"}[which]
    answer = await stranger.http.request(method, f"{ALL}/{name}{below}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert (await stranger.http.get(ALL)).json() == {"workflows": []}
    (kept,) = (await person.http.get(ALL)).json()["workflows"]
    assert kept == own


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "999999999999", "1.0"])
async def test_versions_that_are_none(person: Person, number: str) -> None:
    path = f"{ALL}/{(await add(person))['id']}/versions/{number}"
    assert (await person.http.get(path)).status_code == 404
    assert (await person.http.get(f"{path}/diff")).status_code == 404
    assert (await person.http.post(f"{path}/restore")).status_code == 404


async def test_validate(person: Person) -> None:
    good = await person.http.post(f"{ALL}/validate", json={"workflow": SMALL})
    assert good.json()["valid"], good.text
    bad = {**SMALL, "nodes": [{**SMALL["nodes"][0], "type": "n8n-nodes-base.manualTriger"}]}
    verdict = (await person.http.post(f"{ALL}/validate", json={"workflow": bad})).json()
    assert not verdict["valid"]
    assert {"code", "severity", "source", "kind", "node", "message"} <= set(verdict["issues"][0])
    mended = (await person.http.post(f"{ALL}/repair", json={"workflow": bad})).json()
    assert set(mended) == {"workflow", "fixes", "issues", "notes"}


HOSTILE = {
    "nothing": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "no nodes": b"{}",
    "nodes that are none": b'{"nodes": 5}',
    "deep": b'{"nodes": ' + b"[" * 400 + b"]" * 400 + b"}",
    "infinity": b'{"nodes": [], "x": 1e999}',
    "not a number": b'{"nodes": [], "x": NaN}',
}

STRANGE = {
    "lone surrogate": b'{"nodes": [{"name": "\\ud800", "type": "x"}], "name": "\\udfff"}',
    "nul": b'{"nodes": [{"name": "\\u0000", "type": "\\u0000"}], "name": "\\u0000"}',
    "nodes of rubbish": b'{"nodes": [1, null, [], {"name": {}}], "connections": 7}',
    "a big number": b'{"nodes": [], "x": 123456789012345678901234567890}',
    "an empty one": b'{"nodes": []}',
}


@pytest.mark.parametrize("path", ["", "/validate", "/repair"])
@pytest.mark.parametrize("what", HOSTILE)
async def test_what_is_no_workflow(person: Person, path: str, what: str) -> None:
    body = b'{"workflow": ' + HOSTILE[what] + b"}"
    answer = await person.http.post(ALL + path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert answer.json()["next_step"]


@pytest.mark.parametrize("path", ["", "/validate", "/repair"])
@pytest.mark.parametrize("what", STRANGE)
async def test_a_strange_workflow(person: Person, path: str, what: str) -> None:
    body = b'{"workflow": ' + STRANGE[what] + b"}"
    answer = await person.http.post(ALL + path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {200, 201}, answer.text
    if not path:
        found = await person.http.get(f"{ALL}/{answer.json()['id']}")
        assert found.json()["version"]["workflow"] == json.loads(STRANGE[what])
