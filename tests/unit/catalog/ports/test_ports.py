from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import Catalog, ComputedPorts, NodeTypeVersion, Port, load_catalog
from nodepilot.catalog.build.proven_ports import PROVEN, RULE_OF_FAMILY, RULE_OF_TYPE
from nodepilot.catalog.defaults import fill_defaults
from nodepilot.catalog.ports import RULES, inputs, outputs, undecided_parameters

BASE = "n8n-nodes-base."
AI = "@n8n/n8n-nodes-langchain."


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog("2.40.7")


def at(catalog: Catalog, name: str, version: float | None = None) -> NodeTypeVersion:
    return catalog.get(name).get(version)


def kinds(ports: tuple[Port, ...]) -> list[str]:
    return [port.type for port in ports]


def labels(ports: tuple[Port, ...]) -> list[str | None]:
    return [port.display_name for port in ports]


def test_fixed_ports_with_their_labels(catalog: Catalog) -> None:
    condition = at(catalog, f"{BASE}if")
    assert inputs(condition, {}) == (Port("main"),)
    assert labels(outputs(condition, {})) == ["true", "false"]


def test_an_error_output_comes_last(catalog: Catalog) -> None:
    http = at(catalog, f"{BASE}httpRequest")
    error = Port("main", "Error", category="error")
    assert outputs(http, {}, on_error="continueErrorOutput") == (Port("main", "Success"), error)
    assert outputs(http, {}, on_error="continueRegularOutput") == (Port("main"),)
    condition = at(catalog, f"{BASE}if")
    assert labels(outputs(condition, {}, on_error="continueErrorOutput")) == ["true", "false", "Error"]


def test_switch_has_one_output_for_each_rule(catalog: Catalog) -> None:
    switch = at(catalog, f"{BASE}switch", 3.2)
    rules = {"values": [{"outputKey": "big"}, {}, {"outputKey": ""}]}
    assert labels(outputs(switch, {"mode": "rules", "rules": rules})) == ["big", "1", "2"]
    extra = {"mode": "rules", "rules": rules, "options": {"fallbackOutput": "extra"}}
    assert labels(outputs(switch, extra))[-1] == "Fallback"
    named = {**extra, "options": {"fallbackOutput": "extra", "renameFallbackOutput": "rest"}}
    assert labels(outputs(switch, named))[-1] == "rest"
    assert len(outputs(switch, {"mode": "expression", "numberOutputs": 3})) == 3
    assert len(outputs(switch, fill_defaults(switch, {}))) == 1


@pytest.mark.parametrize("rules", [{"values": "text"}, {"values": {"a": 1}}, {"values": [None]}])
def test_no_ports_where_n8n_fails_as_well(catalog: Catalog, rules: Any) -> None:
    assert outputs(at(catalog, f"{BASE}switch", 3.2), {"mode": "rules", "rules": rules}) == ()


@pytest.mark.parametrize(
    ("given", "expected"), [(3, 3), ("4", 4), (None, 2), (0, 2), (-1, 0), ("many", 0), (1e9, 1000)]
)
def test_merge_inputs(catalog: Catalog, given: Any, expected: int) -> None:
    assert len(inputs(at(catalog, f"{BASE}merge"), {"numberInputs": given})) == expected


def test_webhook_has_one_output_for_each_method(catalog: Catalog) -> None:
    webhook = at(catalog, f"{BASE}webhook")
    assert labels(outputs(webhook, {"httpMethod": ["GET", "POST"]})) == ["GET", "POST"]
    assert labels(outputs(webhook, {"httpMethod": "PUT"})) == ["PUT"]


def test_agent(catalog: Catalog) -> None:
    agent = at(catalog, f"{AI}agent", 3)
    ports = inputs(agent, {"hasOutputParser": False})
    assert kinds(ports) == ["main", "ai_languageModel", "ai_memory", "ai_tool"]
    model = ports[1]
    assert (model.required, model.max_connections) == (True, 1)
    assert model.filter is not None
    assert not model.filter.allows(f"{AI}lmCohere")
    both = inputs(agent, {"needsFallback": True, "hasOutputParser": True})
    assert kinds(both) == [
        "main",
        "ai_languageModel",
        "ai_languageModel",
        "ai_memory",
        "ai_tool",
        "ai_outputParser",
    ]


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("toolsAgent", ["main", "ai_languageModel", "ai_memory", "ai_tool", "ai_outputParser"]),
        ("reActAgent", ["main", "ai_languageModel", "ai_tool", "ai_outputParser"]),
        ("sqlAgent", ["main", "ai_languageModel", "ai_memory"]),
        ("unheard", ["main"]),
        (None, ["main"]),
    ],
)
def test_first_agent(catalog: Catalog, agent: Any, expected: list[str]) -> None:
    assert kinds(inputs(at(catalog, f"{AI}agent", 1.6), {"agent": agent})) == expected


def test_filters_of_the_first_agent_belong_to_its_kind(catalog: Catalog) -> None:
    old = at(catalog, f"{AI}agent", 1.6)
    functions = inputs(old, {"agent": "openAiFunctionsAgent"})[1].filter
    conversation = inputs(old, {"agent": "conversationalAgent"})[1].filter
    assert functions is not None
    assert conversation is not None
    assert not functions.allows(f"{AI}lmChatAnthropic")
    assert conversation.allows(f"{AI}lmChatAnthropic")


@pytest.mark.parametrize(
    ("mode", "ins", "outs"),
    [
        ("insert", ["ai_embedding", "main", "ai_document"], ["main"]),
        ("load", ["ai_embedding", "main"], ["main"]),
        ("retrieve", ["ai_embedding"], ["ai_vectorStore"]),
        ("retrieve-as-tool", ["ai_embedding"], ["ai_tool"]),
    ],
)
def test_vector_stores(catalog: Catalog, mode: str, ins: list[str], outs: list[str]) -> None:
    store = at(catalog, f"{AI}vectorStoreQdrant")
    assert kinds(inputs(store, {"mode": mode})) == ins
    assert kinds(outputs(store, {"mode": mode})) == outs


def test_a_port_that_an_expression_decides(catalog: Catalog) -> None:
    merge = at(catalog, f"{BASE}merge")
    assert undecided_parameters(merge, {"numberInputs": "={{ $json.n }}"}) == ("numberInputs",)
    assert undecided_parameters(merge, {"numberInputs": 3}) == ()
    assert undecided_parameters(at(catalog, f"{BASE}if"), {"numberInputs": "={{ 1 }}"}) == ()


def test_text_without_an_expression_in_it_decides(catalog: Catalog) -> None:
    assert len(inputs(at(catalog, f"{BASE}merge"), {"numberInputs": "=3"})) == 3


def test_every_rule_that_the_build_names_exists() -> None:
    named = {*PROVEN.values(), *RULE_OF_TYPE.values(), *RULE_OF_FAMILY.values()}
    assert named <= RULES.keys()
    assert RULES.keys() - named == {"unknown_inputs", "unknown_outputs"}


def test_every_computed_port_has_a_rule(catalog: Catalog) -> None:
    used: set[str] = set()
    for entry in catalog.node_types():
        for version in entry.versions:
            described = catalog.get(entry.name).get(version)
            sides = (described.inputs, described.outputs)
            used.update(side.rule for side in sides if isinstance(side, ComputedPorts))
            filled = fill_defaults(described, {})
            inputs(described, filled)
            outputs(described, filled)
    assert len(used) > 20
    assert used <= RULES.keys()
