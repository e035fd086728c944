"""What the server says, in the language of whoever it speaks to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from nodepilot.settings import Settings
from tests.integration.server.conftest import Person, RunningServer, StartServer, browser

GERMAN = "Wenn in meinem Google Sheet eine Zeile dazukommt, poste sie in den Slack-Kanal #sales"
ENGLISH = "When a row is added to my Google Sheet, post it to the Slack channel #sales"


@pytest.fixture(scope="module")
def real(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    return start_server(settings, None)


@pytest.fixture
async def talking(real: RunningServer, person: Person) -> AsyncIterator[Person]:
    async with browser(real, person.token) as client:
        yield Person(person.id, person.token, client)


async def said(person: Person, message: str, wanted: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
    response = await person.http.post("/api/chat/message", json=body, headers={"Accept-Language": wanted})
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("de-DE, en;q=0.5", "Das gibt es nicht: Unterhaltung."),
        ("fr", "Introuvable : conversation."),
        ("es-MX", "No existe: conversación."),
        ("ja", "There is no such conversation."),
    ],
)
async def test_an_error(person: Person, wanted: str, said: str) -> None:
    answer = await person.http.get("/api/conversations/none", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert answer.json()["detail"] == said


async def test_what_never_reaches_a_route(nobody: httpx.AsyncClient) -> None:
    answer = await nobody.post(
        "/api/chat/message",
        content=b"{",
        headers={"Accept-Language": "de", "Origin": "https://other.example"},
    )
    assert answer.json()["detail"] == "Anfragen von anderen Seiten werden abgelehnt."


async def test_a_cache_knows_that_the_language_matters(person: Person) -> None:
    answer = await person.http.get("/api/billing/plans", headers={"Accept-Language": "fr"})
    assert "Accept-Language" in answer.headers["vary"]
    assert answer.json()["plans"][0]["name"] == "Essai gratuit"


async def test_an_answer_is_in_the_language_of_the_message(talking: Person) -> None:
    answer = await said(talking, GERMAN, "fr")
    assert answer["content"].startswith("Hier ist dein Workflow: ")
    stages = {stage["stage"]: stage["detail"] for stage in answer["metadata"]["stages"]}
    assert (stages["plan"], stages["compile"]) == ("2 Schritte", "2 Nodes")
    assert "Wenn ein Schritt fehlschlägt, sag mir in Slack Bescheid" in answer["metadata"]["suggestions"]
    assert (await said(talking, ENGLISH, "fr"))["content"].startswith("Here is your workflow: ")


async def test_else_in_the_one_that_is_asked_for(talking: Person) -> None:
    first = await said(talking, ENGLISH, "es")
    undone = await said(talking, "undo", "es", first["conversation_id"])
    assert undone["content"] == "No hay nada que deshacer: esta es la primera versión."
    again = await talking.http.get(
        f"/api/conversations/{first['conversation_id']}", headers={"Accept-Language": "de"}
    )
    assert again.json()["messages"][-1]["content"] == undone["content"]


async def test_the_document_is_the_same_in_each(talking: Person) -> None:
    made = {
        language: (await said(talking, "gmail slack #x", language))["metadata"]["workflow"]
        for language in ("en", "de", "es")
    }
    assert made["de"] == made["en"] == made["es"]


async def test_templates_are_read_and_found_in_it(person: Person) -> None:
    german = {"Accept-Language": "de"}
    found = (await person.http.get("/api/templates", params={"q": "Rechnungen"}, headers=german)).json()
    assert found["templates"][0]["name"] == "Rechnungen aus Mails nach Google Drive und in eine Tabelle"
    key = found["templates"][0]["key"]
    in_english = (await person.http.get(f"/api/templates/{key}")).json()
    in_german = (await person.http.get(f"/api/templates/{key}", headers=german)).json()
    assert in_english["name"] == "Invoices from mail to Google Drive and a sheet"
    assert in_german["workflow"] == in_english["workflow"]


async def test_a_conversation_as_a_document(person: Person) -> None:
    conversation = await person.conversation("hello")
    address = f"/api/conversations/{conversation['id']}/export?format=markdown"
    document = (await person.http.get(address, headers={"Accept-Language": "fr"})).text
    assert "## Vous\n\nhello" in document


async def test_tips_and_patterns_are_read_and_found_in_it(person: Person) -> None:
    async def found(words: str, kind: str) -> list[tuple[str, str]]:
        asked = {"q": words, "kind": kind}
        rows = (await person.http.get("/api/search", params=asked, headers={"Accept-Language": "de"})).json()
        return [(row["title"], row["text"]) for row in rows["results"]]

    assert ("Meide die volle Stunde", "Alle starten ihre Aufträge zur Minute null, und Dienste werden") in [
        (title, text[: text.index(" langsam")]) for title, text in await found("volle Stunde", "tips")
    ]
    told = dict(await found("slack message send", "patterns"))
    assert told["Slack: Send message"].startswith("Sendet „message“ mit Slack. Wenn eine Person")
