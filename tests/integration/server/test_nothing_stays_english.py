"""Whatever the server says is said by `say`: here each sentence is marked, and what has no mark was forgotten."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import islice
from string import Formatter
from typing import Any

import pytest

from nodepilot.sentences.catalog import BETWEEN_FORMS
from nodepilot.settings import Settings
from tests.integration.server.conftest import Person, RunningServer, StartServer, browser
from tests.integration.server.test_every_route import ENDLESS, LEAVING, METHODS, bodies, body_schema, filled

GERMAN = {"Accept-Language": "de"}
OURS = re.compile(r"⟦[^⟦⟧]*⟧")
NAMED = re.compile(r"```.*?```|`[^`]*`|“[^”]*”", re.DOTALL)
"""Programs, names of nodes and what somebody wrote stay as they are."""
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
ROUNDS = 4
"""Bodies with wrong values for each route; `test_every_route` tries more."""


class Marked(dict[str, str]):
    """In place of a language: every sentence in brackets, its values outside of them."""

    def get(self, key: str, default: Any = None) -> Any:
        del default
        return BETWEEN_FORMS.join(map(_marked, key.split(BETWEEN_FORMS)))


def _marked(sentence: str) -> str:
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError:
        return f"⟦{sentence}⟧"
    if not any(name for _, name, _, _ in parts):
        # Said as it stands, braces of n8n's expressions included.
        return f"⟦{sentence}⟧"
    marked = ""
    for text, name, spec, _ in parts:
        marked += f"⟦{text.replace('{', '{{').replace('}', '}}')}⟧" if text else ""
        marked += "" if name is None else f"{{{name}{':' + spec if spec else ''}}}"
    return marked


def forgotten(text: str) -> str:
    """What of it has no mark and is no name, where that is more than a word."""
    rest = NAMED.sub("", text)
    while OURS.search(rest):
        rest = OURS.sub("", rest)
    return rest if WORDS.search(rest) else ""


@pytest.fixture(autouse=True)
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    # The package has a function of the module's name.
    monkeypatch.setattr(sys.modules["nodepilot.sentences.say"], "translations", lambda _language: Marked())


@pytest.fixture(scope="module")
def real(start_server: StartServer, settings: Settings, server: RunningServer) -> RunningServer:
    del server
    return start_server(settings, None)


def test_the_marks() -> None:
    assert forgotten("⟦There is no ⟧⟦conversation⟧⟦ `⟧x⟦`.⟧") == ""
    assert forgotten("⟦It is not JSON: ⟧Expecting value") == "Expecting value"
    assert forgotten("`some node` is gone now") == " is gone now"


async def test_every_error_of_every_route(person: Person) -> None:
    document = (await person.http.get("/api/openapi.json")).json()
    chance = random.Random(1)  # noqa: S311 - the same rubbish in every run
    seen = 0
    for path, item in document["paths"].items():
        for method in METHODS:
            if method not in item or path in ENDLESS | LEAVING:
                continue
            schema = body_schema(document, item[method])
            for body in [*islice(bodies(schema, chance), ROUNDS), None, {}] if schema else [None]:
                answer = await person.http.request(
                    method.upper(),
                    filled(path, chance),
                    content=json.dumps(body) if schema else None,
                    headers=GERMAN | ({"Content-Type": "application/json"} if schema else {}),
                )
                if answer.status_code < 400:
                    continue
                seen += 1
                problem = answer.json()
                said = [problem["detail"], problem["next_step"]]
                said += [each["message"] for each in problem.get("errors", ())]
                assert [text for text in said if forgotten(text)] == [], f"{method} {path} {body!r}"
    assert seen > 100


@pytest.mark.parametrize("words", ["slack message", "read rows", "send mail", "chat memory", "webhook"])
async def test_what_is_found(person: Person, words: str) -> None:
    """Node types are told of in n8n's words, and patterns are named by them."""
    kinds = ["patterns", "templates", "tips"]
    answer = await person.http.get(
        "/api/search", params={"q": words, "kind": kinds, "limit": 20}, headers=GERMAN
    )
    rows = answer.json()["results"]
    assert {row["kind"] for row in rows} == set(kinds)
    for row in rows:
        if row["kind"] == "patterns":
            # A sentence around n8n's labels.
            assert OURS.match(row["text"]), row
        else:
            assert not forgotten(f"{row['title']}. {row['text']}"), row


async def test_every_template(person: Person) -> None:
    rows = (await person.http.get("/api/templates", headers=GERMAN)).json()["templates"]
    assert rows
    for row in rows:
        assert not forgotten(f"{row['name']}. {row['description']}"), row


def told(answer: Any) -> Iterator[str]:
    """What an answer says beside the nodes and their labels, which are n8n's.

    Without its suggestions: those that the engine does not understand, as marked ones, stay English.
    """
    yield from (stage["detail"] for stage in answer["metadata"]["stages"])
    yield from (issue["message"] for issue in answer["metadata"].get("issues", ()))
    setup = answer["metadata"].get("setup", {})
    yield from (each["text"] for each in setup.get("assumptions", ()))
    yield from (each["what"] for each in setup.get("placeholders", ()))


@pytest.mark.parametrize(
    "messages",
    [
        ("welcher Node liest eine CSV-Datei?",),
        ("womit kann ich eine Schleife über Items machen?",),
        ("was ist der Unterschied zwischen IF und Switch?",),
        (
            "wenn eine Stripe-Zahlung fehlschlägt, melde es in Slack #billing und frage eine API",
            "schicke es auch per Mail an a@b.example",
            "entferne den Slack-Schritt",
        ),
        ("jeden Tag um 8 Zeilen aus Postgres lesen, mit OpenAI zusammenfassen und an Telegram schicken",),
    ],
)
async def test_what_is_told_of_an_answer(
    real: RunningServer, person: Person, messages: tuple[str, ...]
) -> None:
    conversation = None
    async with browser(real, person.token) as client:
        for message in messages:
            body = {"message": message} | ({"conversation_id": conversation} if conversation else {})
            answer = (await client.post("/api/chat/message", json=body, headers=GERMAN)).json()
            conversation = answer["conversation_id"]
            assert [text for text in told(answer) if forgotten(text)] == [], message
