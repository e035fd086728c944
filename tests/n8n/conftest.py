"""A real n8n to ask. Where there is none the tests are left out aloud; where one was promised, they fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from nodepilot.catalog import Catalog, load_catalog

Rows: TypeAlias = dict[str, dict[str, Any]]
Ask: TypeAlias = Callable[[Path], Rows]

HERE = Path(__file__).resolve().parent
TOOL = HERE.parent.parent / "tools" / "ask-n8n"
REQUESTS = HERE / "requests.jsonl"
MINUTES = 60


def read_rows(text: str) -> Rows:
    """The rows of JSON Lines by their id."""
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return {row["id"]: row for row in rows}


@pytest.fixture(scope="session")
def n8n_folder() -> Path:
    """Where a complete n8n is installed (`tools/ask-n8n/install.sh` puts one there)."""
    named = os.environ.get("NODEPILOT_N8N_CACHE")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    places = [Path(named)] if named else [Path("/var/cache/nodepilot/n8n"), cache / "nodepilot" / "n8n"]
    for place in places:
        if (place / ".complete").is_file():
            return place
    missing = f"no n8n in {' or '.join(map(str, places))}: run tools/ask-n8n/install.sh"
    if named or os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def catalog(n8n_folder: Path) -> Catalog:
    """The catalog of the release that is installed."""
    package = json.loads((n8n_folder / "node_modules" / "n8n" / "package.json").read_text(encoding="utf-8"))
    return load_catalog(package["version"])


@pytest.fixture
def only_newest(catalog: Catalog) -> None:
    """For what older releases do otherwise, or have no function to ask for."""
    if catalog.n8n_version != load_catalog().n8n_version:
        pytest.skip(f"n8n {catalog.n8n_version} is an older release: it cannot be asked this")


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Path:
    """What the command line answers to all our requests."""
    output = tmp_path_factory.mktemp("generated") / "workflows.jsonl"
    command: list[str | Path] = [
        Path(sys.executable).parent / "nodepilot",
        "generate",
        "--batch",
        REQUESTS,
        "--output",
        output,
        "--n8n-version",
        catalog.n8n_version,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=5 * MINUTES, check=False)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def ask(n8n_folder: Path) -> Ask:
    """n8n's own verdict on every row of a file with workflows."""

    def ask_n8n(workflows: Path) -> Rows:
        command: list[str | Path] = [n8n_folder / "bin" / "node", TOOL / "ask.cjs", "--n8n", n8n_folder]
        with workflows.open("rb") as rows:
            done = subprocess.run(
                command, stdin=rows, capture_output=True, text=True, timeout=10 * MINUTES, check=False
            )
        assert done.returncode == 0, done.stderr
        return read_rows(done.stdout)

    return ask_n8n


@pytest.fixture(scope="session")
def import_live(n8n_folder: Path) -> Ask:
    """The answer of a live n8n's public API to every row of a file with workflows."""

    def import_into_n8n(workflows: Path) -> Rows:
        command: list[str | Path] = [sys.executable, TOOL / "live.py", "--n8n", n8n_folder]
        with workflows.open("rb") as rows:
            done = subprocess.run(
                command, stdin=rows, capture_output=True, text=True, timeout=10 * MINUTES, check=False
            )
        assert done.returncode == 0, done.stderr
        return read_rows(done.stdout)

    return import_into_n8n
