"""Data tables are named, and their rows changed, as the request says."""

from __future__ import annotations

from tests.unit.composer.building import nodes

REQUEST = (
    "Every hour look for rows in the data table queue where status is pending, send each to "
    "https://worker.example/run and set the status to done"
)


def test_rows_of_a_named_table_are_read_and_changed() -> None:
    tables = [node["parameters"] for node in nodes(REQUEST) if node["type"].endswith("dataTable")]
    assert [table["dataTableId"]["value"] for table in tables] == ["queue", "queue"]
    assert tables[1]["columns"]["value"] == {"status": "done"}
    assert tables[1]["filters"]["conditions"][0]["keyName"] == "id"
