from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog, NodeTypeVersion, OmittedText, Port, load_catalog
from nodepilot.catalog.ports import inputs, outputs


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog("2.40.7")


def names(at: NodeTypeVersion) -> list[str]:
    return [each.name for each in at.properties]


def test_a_tool_gives_itself_to_an_agent(catalog: Catalog) -> None:
    tool = catalog.get("n8n-nodes-base.slackTool").latest
    assert tool.inputs == ()
    assert tool.outputs == (Port("ai_tool"),)
    assert tool.is_sub_node
    assert tool.display_name == "Slack Tool"
    assert not tool.usable_as_tool


def test_what_a_tool_is_for_is_asked_first(catalog: Catalog) -> None:
    slack = catalog.get("n8n-nodes-base.slack").latest
    tool = catalog.get("n8n-nodes-base.slackTool").latest
    assert names(tool) == ["descriptionType", "toolDescription", *names(slack)]
    asked = tool.property("toolDescription")
    assert asked is not None
    assert asked.required
    assert isinstance(asked.default, OmittedText)
    assert asked.display_options is not None
    assert asked.display_options.show == {"descriptionType": ["manual"]}


def test_without_operations_the_description_is_always_asked(catalog: Catalog) -> None:
    asked = catalog.get("n8n-nodes-base.httpRequestTool").latest.property("toolDescription")
    assert asked is not None
    assert asked.display_options is None


def test_only_versions_that_can_be_tools(catalog: Catalog) -> None:
    gmail = catalog.get("n8n-nodes-base.gmail")
    assert list(gmail.versions) == [1, 2, 2.1, 2.2]
    assert list(catalog.get("n8n-nodes-base.gmailTool").versions) == [2, 2.1, 2.2]


def test_a_person_approves_what_an_agent_wants(catalog: Catalog) -> None:
    review = catalog.get("n8n-nodes-base.slackHitlTool").latest
    assert [port.required for port in inputs(review, {})] == [True]
    allowed = outputs(review, {})[0].filter
    assert allowed is not None
    assert allowed.allows("@n8n/n8n-nodes-langchain.agent")
    assert not allowed.allows("@n8n/n8n-nodes-langchain.chainLlm")
    assert names(review)[0] == "message"
    hidden = {each.name: each.default for each in review.properties if each.type == "hidden"}
    assert hidden["operation"] == "sendAndWait"
    assert hidden["resource"] == "message"


def test_index_lines_of_variants(catalog: Catalog) -> None:
    entry = catalog.find_entry("n8n-nodes-base.slackTool")
    assert entry is not None
    assert entry.tool_of == "n8n-nodes-base.slack"
    assert entry.categories == ("AI",)
    assert entry.subcategories == {"AI": ("Tools",), "Tools": ("Other Tools",)}
    variants = [each for each in catalog.node_types() if each.is_tool_variant]
    assert len(variants) == 280
    assert not [each for each in catalog.node_types(tool_variants=False) if each.is_tool_variant]


def test_types_that_merely_end_in_tool(catalog: Catalog) -> None:
    entry = catalog.find_entry("@n8n/n8n-nodes-langchain.agentTool")
    assert entry is not None
    assert not entry.is_tool_variant
    assert catalog.find("n8n-nodes-base.ifTool") is None
    assert catalog.find("Tool") is None
