from __future__ import annotations

import pytest

from nodepilot.catalog import Property, load_catalog
from nodepilot.errors import UnknownVersion
from tests.unit.catalog.making import description, node_type, prop, version


def test_versions_of_one_description_share_everything_but_the_number() -> None:
    sample = node_type(description(prop("a"), version=[1, 1.1, 2]))
    first, second = sample.get(1), sample.get(1.1)
    assert (first.version, second.version) == (1, 1.1)
    assert first.properties is second.properties
    assert not sample.strict_versions


def test_several_descriptions_are_strict() -> None:
    sample = node_type(description(prop("a"), version=[1]), description(prop("b"), version=[2, 2.1]))
    assert sample.strict_versions
    assert list(sample.versions) == [1, 2, 2.1]
    assert [each.name for each in sample.get(1).properties] == ["a"]
    assert [each.name for each in sample.latest.properties] == ["b"]


@pytest.mark.parametrize("given", [None, 0, "2", 2.0])
def test_ways_to_name_the_default_version(given: float | str | None) -> None:
    sample = node_type(description(version=[1, 2]))
    at = sample.at(given)
    assert at is not None
    assert at.version == 2
    assert isinstance(at.version, int)


@pytest.mark.parametrize("given", [3, "two", "3", -1, True])
def test_unknown_version(given: float | str) -> None:
    sample = node_type(description(version=[2]))
    assert sample.at(given) is None
    with pytest.raises(UnknownVersion, match=r"`n8n-nodes-base\.sample` has no typeVersion .* It has 2\."):
        sample.get(given)


def test_the_default_version_is_not_always_the_newest() -> None:
    kafka = load_catalog("2.40.7").get("n8n-nodes-base.kafka")
    assert kafka.default_version == 1
    assert kafka.latest.version == 2
    assert kafka.default.version == 1


def test_properties_that_share_a_name() -> None:
    at = version(prop("a"), prop("b"), prop("a", "number"))
    assert at.property_names == ("a", "b")
    assert [each.type for each in at.properties_named("a")] == ["string", "number"]
    first = at.property("a")
    assert isinstance(first, Property)
    assert first.type == "string"
    assert at.property("c") is None
    assert at.properties_named("c") == ()


def test_nested_definitions() -> None:
    at = version(
        prop("pick", "options", options=[{"name": "One", "value": 1, "action": "Do one"}]),
        prop("more", "collection", options=[prop("inner")]),
        prop(
            "rows", "fixedCollection", options=[{"name": "row", "displayName": "Row", "values": [prop("x")]}]
        ),
        prop(
            "where",
            "resourceLocator",
            modes=[
                {
                    "displayName": "By URL",
                    "name": "url",
                    "type": "string",
                    "validation": [
                        {"type": "regex", "properties": {"regex": "https://.*", "errorMessage": "no"}}
                    ],
                    "extractValue": {"type": "regex", "regex": "https://(.*)"},
                }
            ],
        ),
    )
    pick, more, rows, where = at.properties
    chosen = pick.choice(1)
    assert chosen is not None
    assert (chosen.name, chosen.action) == ("One", "Do one")
    assert pick.choice(True) is None
    assert pick.choice("1") is None
    assert more.child("inner") is more.children[0]
    row = rows.group("row")
    assert row is not None
    assert row.property("x") is row.values[0]
    assert rows.group("other") is None
    mode = where.mode("url")
    assert mode is not None
    assert [each.regex for each in mode.validations] == ["https://.*"]
    assert mode.extract_regex == "https://(.*)"


def test_what_counts_as_a_start() -> None:
    assert version(group=["trigger"]).is_trigger
    assert version(polling=True).is_trigger_like
    hook = version(webhooks=[{"name": "default", "httpMethod": "POST", "path": "webhook"}])
    assert hook.is_trigger_like
    assert not hook.is_trigger
    assert not version().is_trigger_like


def test_sub_nodes() -> None:
    assert version(outputs=["ai_tool"]).is_sub_node
    assert not version(outputs=["main"]).is_sub_node
    assert not version(outputs=[]).is_sub_node


def test_webhook_facts_come_from_parameters() -> None:
    webhook = load_catalog("2.40.7").get("n8n-nodes-base.webhook").latest.webhooks[0]
    assert webhook.name == "default"
    assert webhook.is_full_path
    assert getattr(webhook.method, "parameter", None) == "httpMethod"
    assert getattr(webhook.method, "fallback", None) == "GET"
    assert getattr(webhook.path, "parameter", None) == "path"
