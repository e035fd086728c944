"""`POST /api/workflow/fast-generate`: one answer of the built-in engine, which costs nothing."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.integration.server.conftest import Person

PATH = "/api/workflow/fast-generate"


async def described(person: Person) -> Draft202012Validator:
    """The schema of the answer, as the server describes it."""
    document = (await person.http.get("/api/openapi.json")).json()
    answer = document["paths"][PATH]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    return Draft202012Validator(answer | {"components": document["components"]})


@pytest.mark.parametrize(
    ("request_text", "outcome"),
    [
        ("Every day at 9 send a message to the Slack channel #sales", "workflow"),
        ("Every hour ask https://example.com and keep the answer in a Google Sheet", "workflow"),
        ("C", "not_understood"),
        ("hello", "answer"),
        ("What is a webhook?", "answer"),
    ],
)
async def test_every_kind_of_answer_is_as_described(person: Person, request_text: str, outcome: str) -> None:
    answer = await person.http.post(PATH, json={"request": request_text})
    assert answer.status_code == 200, answer.text
    (await described(person)).validate(answer.json())
    assert answer.json()["outcome"] == outcome
    assert (answer.json()["workflow"] is not None) == (outcome == "workflow")
    assert answer.json()["text"]


async def test_it_costs_nothing(person: Person) -> None:
    before = (await person.http.get("/api/credits/balance")).json()
    await person.http.post(PATH, json={"request": "Every day at 9 send a mail with Gmail"})
    assert (await person.http.get("/api/credits/balance")).json() == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"request": ""}, "EMPTY_MESSAGE"),
        ({"request": "\x00"}, "NOT_TEXT"),
        ({"request": "x", "n8n_version": "0.0.1"}, "UNKNOWN_VERSION"),
        ({"request": "x", "n8n_version": "2" * 41}, "INVALID_REQUEST"),
    ],
)
async def test_what_cannot_be_asked(person: Person, body: dict[str, Any], code: str) -> None:
    answer = await person.http.post(PATH, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
