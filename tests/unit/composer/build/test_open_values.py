"""What nobody named is left to a person, in a form that n8n takes."""

from __future__ import annotations

from typing import Any

import pytest

from nodepilot.pipeline.builtin import run_builtin


def parameters(request: str, node_type: str) -> dict[str, Any]:
    workflow = run_builtin(request).workflow
    assert workflow is not None, request
    found: dict[str, Any] = next(n for n in workflow["nodes"] if n["type"].endswith(f".{node_type}"))
    return dict(found["parameters"])


def open_parameters(request: str) -> set[str]:
    setup = run_builtin(request).setup
    assert setup is not None
    return {each.parameter for each in setup.placeholders}


def test_an_id_of_a_fixed_shape_has_that_shape() -> None:
    request = "Every Monday at 9 get page markdown in Notion and post it to #docs on Slack"
    page = parameters(request, "notion")["pageId"]
    assert page == {"__rl": True, "mode": "id", "value": "0" * 32}
    assert "pageId" in open_parameters(request)


def test_an_agent_without_anything_at_hand_is_told_what_was_said() -> None:
    agent = parameters("Every 15 minutes retrieve documents from our Milvus vector store", "agent")
    assert "documents" in agent["text"]


def test_an_index_of_vectors_is_asked_for() -> None:
    request = "When a file is uploaded to Google Drive, add it to our MongoDB vector store"
    assert parameters(request, "vectorStoreMongoDBAtlas")["vectorIndexName"] == "YOUR_VECTOR_INDEX"
    assert {"mongoCollection", "vectorIndexName"} <= open_parameters(request)


@pytest.mark.parametrize(
    ("database", "node_type", "query"),
    [
        ("Google BigQuery", "googleBigQueryTool", "sqlQuery"),
        ("MySQL", "mySqlTool", "query"),
    ],
)
def test_a_database_is_asked_in_its_own_parameter(database: str, node_type: str, query: str) -> None:
    made = parameters(f"chat agent that answers questions from our {database} database", node_type)
    assert "$fromAI('sql'" in made[query]
