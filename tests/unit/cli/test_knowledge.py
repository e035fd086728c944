from __future__ import annotations

from pathlib import Path

import pytest

from nodepilot.catalog import Catalog
from nodepilot.cli import knowledge
from nodepilot.cli.exit_codes import OK, WRONG_USE
from nodepilot.knowledge import build
from tests.unit.cli.conftest import Run


def test_build_writes_every_index(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build_release(catalog: Catalog) -> dict[str, bytes]:
        return {"one.shelf": catalog.n8n_version.encode(), "two.json.z": b""}

    monkeypatch.setattr(build, "build_release", build_release)
    monkeypatch.setattr(knowledge, "_own_folder", lambda: tmp_path)
    outcome = run("knowledge", "build", "--n8n-version", "2.40.7")
    assert outcome.code == OK
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"lexicon.json.z", "needs.json", "2.40.7/one.shelf", "2.40.7/two.json.z"}
    assert (tmp_path / "2.40.7" / "one.shelf").read_text() == "2.40.7"
    assert len(outcome.out.splitlines()) == len(written)


def test_a_release_without_a_catalog(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "_own_folder", lambda: tmp_path)
    assert run("knowledge", "build", "--n8n-version", "0.0.1").code == WRONG_USE
