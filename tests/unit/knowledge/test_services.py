from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog
from nodepilot.knowledge.services import How, Services
from tests.unit.knowledge.conftest import cases

CASES = cases("services")


def named(services: Services, text: str) -> list[str]:
    """Service keys in order; `need:…` where no service is named."""
    return [
        f"need:{mention.need}" if mention.need else mention.best.service
        for mention in services.find_mentions(text)
    ]


def test_the_list_is_wide() -> None:
    keys = {key for row in CASES for key in row["names"] if not key.startswith("need:")}
    assert len(CASES) >= 120
    assert len(keys) >= 80


def test_names_are_found(services: Services) -> None:
    missed = {
        row["text"]: (row["names"], got)
        for row in CASES
        if (got := named(services, row["text"])) != row["names"]
    }
    assert len(missed) <= 0.03 * len(CASES), missed


def test_every_node_type_belongs_to_one_service(catalog: Catalog, services: Services) -> None:
    seen: dict[str, str] = {}
    for service in services:
        for name in service.all_types if service.has_node else ():
            assert seen.setdefault(name, service.key) == service.key
    for entry in catalog.node_types(tool_variants=False):
        assert entry.name in seen
        assert services.of_type(entry.name) is not None


def test_every_service_is_found_by_its_name(services: Services) -> None:
    missed = []
    for service in services:
        mentions = services.find_mentions(f"please use {service.name} node")
        found = {candidate.service for mention in mentions for candidate in mention.candidates}
        if service.key not in found:
            missed.append(service.name)
    assert len(missed) <= 0.02 * len(services), missed


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("post to Slack", How.EXACT),
        ("post to hub-spot", How.EXACT),
        ("add it to my gsheet", How.ALIAS),
        ("post to salck", How.TYPO),
        ("send an email", How.GENERIC),
    ],
)
def test_how_sure_a_mention_is(services: Services, text: str, how: How) -> None:
    (mention,) = services.find_mentions(text)
    assert mention.best.how is how


def test_a_need_has_its_services_in_order(services: Services) -> None:
    (mention,) = services.find_mentions("put it in a spreadsheet")
    assert mention.need == "spreadsheet"
    assert [candidate.service for candidate in mention.candidates][:2] == ["googleSheets", "microsoftExcel"]
    assert mention.candidates == services.serving("spreadsheet")
    assert "spreadsheet" in services.get("googleSheets").needs


def test_spans_are_places_in_the_text(services: Services) -> None:
    text = "Änderungen → Google Sheets, dann an Slack."
    assert [text[mention.start : mention.end] for mention in services.find_mentions(text)] == [
        "Google Sheets",
        "Slack",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "https://api.github.com/repos",
        "write to someone@gmail.com",
        "#slack-alerts",
        "the field stripe_customer_id",
        "={{ $json.slack }}",
        "",
        "   ",
        "\x00\x01",
    ],
)
def test_addresses_and_identifiers_name_nobody(services: Services, text: str) -> None:
    assert not services.find_mentions(text)


def test_spans_to_skip(services: Services) -> None:
    text = "post 'Trello is down' to Slack"
    start = text.index("'")
    assert [
        mention.best.service for mention in services.find_mentions(text, skip=[(start, text.rindex("'"))])
    ] == ["slack"]


@pytest.mark.parametrize("text", ["{} message", "{} MESSAGE", "the {}, please", "({})", "«{}»"])
@pytest.mark.parametrize("name", ["slack", "SLACK", "Slack"])
def test_capitals_and_punctuation_do_not_matter(services: Services, text: str, name: str) -> None:
    assert [mention.best.service for mention in services.find_mentions(text.format(name))] == ["slack"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Slakc", "slack"),
        ("Telegrum", "telegram"),
        ("Hubspott", "hubspot"),
        ("Google Sheeets", "googleSheets"),
    ],
)
def test_nearest(services: Services, name: str, near: str) -> None:
    assert services.nearest(name)[0].service == near


def test_nearest_to_nothing(services: Services) -> None:
    assert services.nearest("") == ()
    assert services.nearest("qqqqqqqqqqqqqqqqqqqq") == ()
    assert all(candidate.how is How.TYPO for candidate in services.nearest("Blorptagram"))


def test_roles_of_a_provider(services: Services) -> None:
    openai = services.get("openAi")
    assert openai.action_types[0] == "@n8n/n8n-nodes-langchain.openAi"
    assert openai.roles["ai_languageModel"][0] == "@n8n/n8n-nodes-langchain.lmChatOpenAi"
    assert openai.roles["ai_embedding"] == ("@n8n/n8n-nodes-langchain.embeddingsOpenAi",)


def test_tool_variants(services: Services) -> None:
    assert services.get("googleSheets").tool_types == ("n8n-nodes-base.googleSheetsTool",)
    assert services.of_type("n8n-nodes-base.googleSheetsTool") is services.get("googleSheets")


def test_a_long_text_is_read_in_time_that_grows_with_it(services: Services) -> None:
    text = "When a row is added to my gsheet, ping me on tg and tell bob. " * 500
    assert len(services.find_mentions(text)) == 1000


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("post it on Instagram", "instagram"),
        ("send it to klaviyo", "klaviyo"),
        ("when a Tally form is filled in", "tally"),
        ("scrape it with firecrawl", "firecrawl"),
    ],
)
def test_services_without_a_node(services: Services, text: str, key: str) -> None:
    mention = services.find_mentions(text)[0]
    assert mention.best.service == key
    service = services.get(key)
    assert not service.has_node
    assert service.action_types
    assert service.trigger_types


def test_services_without_a_node_are_real_gaps(catalog: Catalog, services: Services) -> None:
    for service in services:
        if not service.has_node:
            assert all(catalog.find_entry(name) for name in service.all_types), service.key
            assert service.api is None or service.api.startswith("https://")
    http = services.of_type("n8n-nodes-base.httpRequest")
    assert http is not None
    assert http.key == "httpRequest"
