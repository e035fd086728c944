"""Rows are deleted one by one or by what is said of them; a table is never emptied by the way."""

from __future__ import annotations

import json

import pytest

from nodepilot.pipeline.builtin import run_builtin


def deletions(request: str) -> list[dict[str, object]]:
    workflow = run_builtin(request).workflow
    assert workflow is not None
    return [
        node["parameters"]
        for node in workflow["nodes"]
        if node["parameters"].get("operation") in {"deleteTable", "executeQuery"}
    ]


@pytest.mark.parametrize("database", ["Postgres", "MySQL"])
def test_deletes_by_age_in_one_query(database: str) -> None:
    (found,) = deletions(f"every night delete rows older than 90 days from the table logs in {database}")
    assert str(found["query"]).startswith("DELETE FROM logs WHERE created_at < NOW() - INTERVAL")
    assert "90" in str(found["query"])


@pytest.mark.parametrize("database", ["Postgres", "MySQL"])
def test_deleting_one_row_names_it(database: str) -> None:
    (found,) = deletions(
        f"When a customer is deleted in Stripe, delete the row from the {database} table customers"
    )
    assert found["deleteCommand"] == "delete"
    assert "values" in json.dumps(found["where"])
