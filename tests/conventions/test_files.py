"""Files are small, and their names say what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conventions.source_files import files_with, project_files, read

CODE = (".py", ".ts", ".tsx", ".js", ".cjs", ".mjs", ".sh", ".sql", ".css")
LIMIT = 400
RULE_LIMIT = 150
GENERATED = {Path("web/src/api/schema.ts")}
"""Nobody reads these from top to bottom, and nobody writes them."""
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def limit_for(path: str) -> int:
    return RULE_LIMIT if "/validation/rules/" in path else LIMIT


def test_there_are_files_to_look_at() -> None:
    assert len(files_with(".py")) > 20


@pytest.mark.parametrize("path", [path for path in files_with(*CODE) if path not in GENERATED], ids=str)
def test_no_file_is_too_long(path: Path) -> None:
    lines = (read(path) or "").count("\n")
    limit = limit_for(str(path))
    assert lines <= limit, (
        f"{path} has {lines} lines; the limit is {limit}: split it by what its parts are about"
    )


def test_names_say_what_is_inside() -> None:
    empty = [str(path) for path in project_files() if path.stem.lower() in EMPTY_NAMES]
    assert not empty, f"names that say nothing: {empty}"
