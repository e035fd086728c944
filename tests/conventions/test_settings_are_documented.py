"""Operators find every variable in docs/operations.md."""

from __future__ import annotations

import re

import pytest

from nodepilot.settings import VARIABLES
from tests.conventions.source_files import ROOT, project_files

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_has_a_row(name: str) -> None:
    assert re.search(rf"^\| `{name}` \|", OPERATIONS, re.MULTILINE), (
        f"`{name}` is missing in docs/operations.md"
    )


def test_every_row_is_a_variable() -> None:
    rows = set(re.findall(r"^\| `([A-Z0-9_]+)` \|", OPERATIONS, re.MULTILINE))
    assert rows == set(VARIABLES)


def test_the_server_reads_the_environment_in_one_place() -> None:
    reading = re.compile(r"os\.(?:environ\.get|environ\[|getenv)")
    found = [
        str(path)
        for path in project_files()
        if path.is_relative_to("src/nodepilot/server") or path.is_relative_to("src/nodepilot/storage")
        if path.suffix == ".py" and reading.search((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert not found
