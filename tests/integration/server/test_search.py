"""Search over everything there is to build with, by words and by meaning."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from nodepilot.ai.access import Access
from nodepilot.ai.meaning import OpenAIEmbedder
from nodepilot.ai.model_facts import load_models
from nodepilot.catalog import load_catalog
from nodepilot.knowledge.shelves import Shelf, find_entry
from nodepilot.settings import Settings
from tests.aimock import Fixture, fails, fake_models
from tests.integration.server.conftest import Person, browser, serving

KEY = "sk-a-key-of-the-server-0123456789"
TIP = "secret-in-header"
MEANT, BROKEN = "blorptagram", "wibble"
"""Words that are nowhere, so that meaning alone can find something."""


async def test_of_each_kind_the_best_comes_first(person: Person) -> None:
    answer = await person.http.get("/api/search", params={"q": "post a message to slack", "limit": 3})
    found = answer.json()["results"]
    first = {each["kind"]: each["key"] for each in reversed(found)}
    assert (first["nodes"], first["patterns"]) == ("n8n-nodes-base.slack", "slack/message/post")
    assert {"templates", "tips"} <= first.keys()
    assert all(each["title"] and each["text"] for each in found)
    only = await person.http.get("/api/search", params={"q": "post a message to slack", "kind": "tips"})
    assert {each["kind"] for each in only.json()["results"]} == {"tips"}


async def test_what_cannot_be_searched_is_told(person: Person) -> None:
    refused: tuple[dict[str, str], ...] = (
        {"q": ""},
        {"q": "x" * 201},
        {"q": "x", "kind": "thing"},
        {"q": "x", "limit": "51"},
        {},
    )
    for wrong in refused:
        assert (await person.http.get("/api/search", params=wrong)).status_code == 422, wrong
    nothing = await person.http.get("/api/search", params={"q": "\0blorptagram"})
    assert (nothing.status_code, nothing.json()) == (200, {"results": []})


async def place_of_the_tip() -> list[float]:
    entry = find_entry(Shelf.TIPS, TIP, load_catalog())
    facts = load_models(None).embeddings
    assert entry is not None
    assert facts is not None
    with fake_models([], strict=False) as models:
        embedder = OpenAIEmbedder(facts, Access((KEY,), f"{models.url}/v1"))
        places = await embedder.embed([f"{entry.title}\n{entry.text}"])
        await embedder.close()
    assert places is not None
    assert len(places[0]) == facts.dimensions
    return places[0]


@pytest.mark.slow
async def test_meaning_finds_what_no_word_does(settings: Settings, person: Person) -> None:
    fixtures: list[Fixture] = [
        {"match": {"inputText": MEANT}, "response": {"embedding": await place_of_the_tip()}},
        {"match": {"inputText": BROKEN}, "response": fails(500, "server_error")},
    ]
    with fake_models(fixtures, strict=False) as models:
        chosen = replace(
            settings, openai_keys=(KEY,), openai_base_url=f"{models.url}/v1", search_by_meaning=True
        )
        with serving(chosen, None) as running:
            async with browser(running, person.token) as http:
                found: list[dict[str, str]] = []
                for _ in range(300):
                    found = (await http.get("/api/search", params={"q": MEANT})).json()["results"]
                    if found:
                        break
                    await asyncio.sleep(0.2)
                assert [(each["kind"], each["key"]) for each in found] == [("tips", TIP)]
                broken = await http.get("/api/search", params={"q": f"{BROKEN} slack", "kind": "nodes"})
                assert broken.json()["results"][0]["key"] == "n8n-nodes-base.slack"
