from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from nodepilot.catalog import Catalog, Property
from nodepilot.knowledge.tips import Advice, Tip, advise, load_tips
from nodepilot.knowledge.tips.conditions import AI_PACKAGE, BASE_PACKAGE, is_of_type
from nodepilot.workflow.edits import apply, inverse
from nodepilot.workflow.model import Node, Workflow

TIPS = load_tips()


def node(name: str, short: str, parameters: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    package = AI_PACKAGE if short.startswith("@") else BASE_PACKAGE
    return {"name": name, "type": package + short.lstrip("@"), "parameters": parameters or {}, **keys}


def workflow(*nodes: dict[str, Any], links: str = "", **keys: Any) -> Workflow:
    """`links` are written `A>B C>D`; a kind before a colon makes it a sub-node (`M>A:ai_languageModel`)."""
    connections: dict[str, Any] = {}
    for link in links.split():
        ends, _, kind = link.partition(":")
        source, _, target = ends.partition(">")
        kind = kind or "main"
        outputs = connections.setdefault(source, {}).setdefault(kind, [[]])
        outputs[0].append({"node": target, "type": kind, "index": 0})
    return Workflow({"nodes": list(nodes), "connections": connections, **keys})


def fired(made: Workflow, catalog: Catalog) -> dict[str, Advice]:
    return {advice.tip.key: advice for advice in advise(made, catalog)}


def test_there_are_enough() -> None:
    assert len(TIPS) >= 138
    assert len({tip.key for tip in TIPS}) == len(TIPS)
    assert len({tip.title for tip in TIPS}) == len(TIPS)
    assert len({tip.category for tip in TIPS}) >= 6


@pytest.mark.parametrize("tip", TIPS, ids=lambda tip: tip.key)
def test_a_tip_is_complete(tip: Tip, catalog: Catalog) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", tip.key)
    assert tip.title[0].isupper() or tip.title.startswith(("`", "n8n", "localhost"))
    assert not tip.title.endswith(".")
    assert tip.text.endswith((".", "`."))
    assert len(tip.text) > 60
    assert tip.on is not None or tip.workflow.has or tip.workflow.min_nodes
    for pattern in types_named(tip):
        assert any(is_of_type(each, (pattern,)) for each in all_nodes(catalog)), pattern


def types_named(tip: Tip) -> Iterator[str]:
    yield from (*tip.workflow.has, *tip.workflow.lacks)
    if tip.on is not None:
        on = tip.on
        yield from (*on.types, *on.not_types, *on.before, *on.after, *on.not_before, *on.not_after)


def all_nodes(catalog: Catalog) -> list[Node]:
    return [Node({"type": entry.name}) for entry in catalog.node_types()]


@pytest.mark.parametrize("tip", [tip for tip in TIPS if tip.on], ids=lambda tip: tip.key)
def test_conditions_name_parameters_that_exist(tip: Tip, catalog: Catalog) -> None:
    assert tip.on is not None
    paths = [*tip.on.set, *tip.on.unset, *tip.on.equals, *tip.on.matches, *tip.mend.parameters]
    versions = [
        catalog.get(each.type).get(number)
        for each in all_nodes(catalog)
        if is_of_type(each, tip.on.types)
        for number in catalog.get(each.type).versions
    ]
    for path in paths:
        assert any(reaches(version.properties, path) for version in versions), path
    if tip.on.operation:
        known = {
            str(choice.value)
            for version in versions
            for holder in version.properties_named("operation")
            for choice in holder.choices
        }
        assert known & set(tip.on.operation)


def reaches(properties: tuple[Property, ...], path: str) -> bool:
    head, _, rest = path.partition(".")
    found = [each for each in properties if each.name == head]
    return any(not rest or _reaches_inside(each, rest) for each in found)


def _reaches_inside(each: Property, path: str) -> bool:
    if each.type == "collection":
        return reaches(each.children, path)
    if each.type == "fixedCollection":
        head, _, rest = path.partition(".")
        return any(group.name == head and (not rest or reaches(group.values, rest)) for group in each.groups)
    # What stands inside other types (resource locators, conditions) is no property.
    return True


def test_a_mend_can_be_applied_and_taken_back(catalog: Catalog) -> None:
    before = workflow(node("Get", "httpRequest", {"method": "GET", "url": "https://example.com"}))
    advice = fired(before, catalog)["http-retry"]
    assert advice.nodes == ("Get",)
    assert advice.mend is not None
    after = apply(before, [advice.mend])
    assert after.nodes[0].raw["retryOnFail"] is True
    assert "http-retry" not in fired(after, catalog)
    assert apply(after, [inverse(advice.mend, before)]).document == before.document


def test_defaults_count(catalog: Catalog) -> None:
    left_out = workflow(
        node("Any", "scheduleTrigger"), node("Send", "gmail", {"sendTo": "a"}), links="Any>Send"
    )
    assert "gmail-html" not in fired(left_out, catalog)
    with_break = workflow(node("Send", "gmail", {"message": "a\\nb"}))
    assert "gmail-html" in fired(with_break, catalog)


def test_sub_nodes(catalog: Catalog) -> None:
    nodes = (
        node("Chat", "@chatTrigger"),
        node("Agent", "@agent"),
        node("Model", "@lmChatOpenAi"),
        node("Memory", "@memoryBufferWindow"),
    )
    without = workflow(*nodes[:3], links="Chat>Agent Model>Agent:ai_languageModel")
    assert "agent-memory" in fired(without, catalog)
    with_memory = workflow(*nodes, links="Chat>Agent Model>Agent:ai_languageModel Memory>Agent:ai_memory")
    assert "agent-memory" not in fired(with_memory, catalog)


def test_loops_and_neighbours(catalog: Catalog) -> None:
    made = workflow(
        node("Loop", "splitInBatches"),
        node("Call", "httpRequest", {"url": "https://example.com"}),
        links="Loop>Call Call>Loop",
    )
    assert "loop-continues" in fired(made, catalog)


def test_settings(catalog: Catalog) -> None:
    scheduled = node("Daily", "scheduleTrigger")
    assert "error-workflow-for-schedules" in fired(workflow(scheduled), catalog)
    assert "error-workflow-for-schedules" not in fired(
        workflow(scheduled, settings={"errorWorkflow": "1"}), catalog
    )


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org/a", "plain-http"),
        ("https://example.org/a?api_key=1", "key-in-url"),
        ("http://localhost:11434", "localhost-in-docker"),
    ],
)
def test_patterns(catalog: Catalog, url: str, key: str) -> None:
    assert key in fired(workflow(node("Call", "httpRequest", {"url": url})), catalog)
    assert key not in fired(workflow(node("Call", "httpRequest", {"url": "https://n8n.io"})), catalog)


def test_disabled_nodes_get_no_advice(catalog: Catalog) -> None:
    call = node("Call", "httpRequest", {"url": "http://example.org"}, disabled=True)
    assert "plain-http" not in fired(workflow(call), catalog)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"nodes": None},
        {"nodes": [{}]},
        {"nodes": [{"type": "x.y", "parameters": []}]},
        {"nodes": [{"name": "a", "type": "n8n-nodes-base.set", "typeVersion": 99}], "connections": []},
    ],
)
def test_odd_documents_do_no_harm(catalog: Catalog, document: dict[str, Any]) -> None:
    advise(Workflow(document), catalog)


def test_every_mend_is_accepted_by_the_node(catalog: Catalog) -> None:
    keys = {"retryOnFail", "maxTries", "waitBetweenTries", "onError", "executeOnce", "alwaysOutputData"}
    for tip in TIPS:
        assert set(tip.mend.node) <= keys
        if tip.mend.parameters:
            assert tip.on is not None
            assert not any("*" in each for each in tip.on.types)
