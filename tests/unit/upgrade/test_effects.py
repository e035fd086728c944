from __future__ import annotations

import pytest

from nodepilot.catalog import Catalog, load_catalog
from nodepilot.upgrade import EffectKind, effects
from nodepilot.workflow.model import Workflow
from tests.unit.workflow.documents import node, workflow

OLD, NEW = "1.123.81", "2.40.7"
MODEL = "@n8n/n8n-nodes-langchain.lmChatOpenAi"
MANUAL = node("Start", "n8n-nodes-base.manualTrigger")


@pytest.fixture
def releases() -> tuple[Catalog, Catalog]:
    return load_catalog(OLD), load_catalog(NEW)


def told(document: Workflow, releases: tuple[Catalog, Catalog]) -> list[tuple[str, str | None, str]]:
    found = effects(document, *releases)
    return [(each.kind.value, each.node, each.issue.code if each.issue else each.text) for each in found]


def test_nothing_changes(releases: tuple[Catalog, Catalog]) -> None:
    assert told(workflow(MANUAL), releases) == []


def test_a_node_type_that_went(releases: tuple[Catalog, Catalog]) -> None:
    document = workflow(node("Begin", "n8n-nodes-base.start"))
    assert ("breaks", "Begin", "UNKNOWN_NODE_TYPE") in told(document, releases)
    assert told(document, releases[::-1]) == []


def test_a_version_that_the_other_release_lacks() -> None:
    document = workflow(node("In", "n8n-nodes-base.kafkaTrigger", typeVersion=1.3))
    there = (load_catalog("1"), load_catalog("2.0"))
    assert ("breaks", "In", "UNKNOWN_NODE_VERSION") in told(document, there)


def test_what_is_switched_off(releases: tuple[Catalog, Catalog]) -> None:
    run = node("Run", "n8n-nodes-base.executeCommand", parameters={"command": "ls"})
    document = workflow(MANUAL, run, links="Start -main> Run")
    assert told(document, releases) == [("breaks", "Run", "NODE_OFF_BY_DEFAULT")]


def test_a_default_that_the_workflow_rests_on(releases: tuple[Catalog, Catalog]) -> None:
    left = node("Model", MODEL, typeVersion=1)
    chosen = node("Model", MODEL, typeVersion=1, parameters={"model": "gpt-4o"})
    ((kind, name, text),) = told(workflow(left), releases)
    assert (kind, name) == (EffectKind.DEFAULT.value, "Model")
    assert text.startswith("`model` is left at its default, which was `")
    assert told(workflow(chosen), releases) == []


def test_what_was_wrong_before_is_no_effect(releases: tuple[Catalog, Catalog]) -> None:
    document = workflow(node("X", "n8n-nodes-base.fax"), node("Y", "n8n-nodes-base.httpRequest"))
    assert told(document, releases) == []


def test_a_node_that_only_the_other_release_knows(releases: tuple[Catalog, Catalog]) -> None:
    slack = node("Slack", "n8n-nodes-base.slack", typeVersion=2.7)
    document = workflow(MANUAL, slack, links="Start -main> Slack")
    assert ("breaks", "Slack", "UNKNOWN_NODE_VERSION") in told(document, releases[::-1])
    assert told(document, releases) == []
