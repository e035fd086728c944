"""Thumbs on answers."""

from __future__ import annotations

import pytest

from nodepilot.administration.repository import set_admin
from nodepilot.storage.database import Database
from nodepilot.storage.ids import new_id
from nodepilot.storage.roles import Role
from tests.integration.server.conftest import Person


async def test_a_thumb_and_why(person: Person) -> None:
    talk = await person.conversation()
    answer = talk["messages"][1]["id"]
    path = f"/api/messages/{answer}/feedback"
    assert talk["feedback"] == []
    for given in ({"rating": "down", "reason": "the wrong\nchannel"}, {"rating": "up"}):
        assert (await person.http.put(path, json=given)).status_code == 204
        again = (await person.http.get(f"/api/conversations/{talk['id']}")).json()
        assert again["feedback"] == [{"reason": "", **given, "message_id": answer}]
    exported = (await person.http.get("/api/users/me/export")).json()
    assert [one["message_id"] for one in exported["feedback"]] == [answer]
    assert (await person.http.delete(path)).status_code == 204
    assert (await person.http.delete(path)).status_code == 404
    assert (await person.http.get(f"/api/conversations/{talk['id']}")).json()["feedback"] == []


async def test_only_answers_are_liked(person: Person) -> None:
    question = (await person.conversation())["messages"][0]["id"]
    for message in (question, new_id()):
        refused = await person.http.put(f"/api/messages/{message}/feedback", json={"rating": "up"})
        assert (refused.status_code, refused.json()["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "body",
    [{}, {"rating": "sideways"}, {"rating": "up", "reason": "x" * 2001}, {"rating": "up", "reason": "\0"}],
)
async def test_what_is_no_feedback(person: Person, body: dict[str, str]) -> None:
    answer = (await person.conversation())["messages"][1]["id"]
    assert (await person.http.put(f"/api/messages/{answer}/feedback", json=body)).status_code == 422


async def test_administrators_see_sums_and_no_words(
    person: Person, stranger: Person, database: Database
) -> None:
    answer = (await person.conversation())["messages"][1]["id"]
    await person.http.put(f"/api/messages/{answer}/feedback", json={"rating": "down", "reason": "private"})
    email = f"{stranger.id.hex}@example.com"
    async with database.acting_as(Role.ACCOUNTS) as transaction:
        await transaction.execute("update users set email = %s where id = %s", (email, stranger.id))
    async with database.acting_as(Role.ADMIN) as transaction:
        await set_admin(transaction, email, is_admin=True)
    told = await stranger.http.get("/api/admin/feedback")
    assert told.json()["days"][0]["answered_by"] == "echo"
    assert told.json()["days"][0]["down"] >= 1
    assert "private" not in told.text
