"""Whoever knows where the code is knows where its tests are."""

from __future__ import annotations

from tests.conventions.source_files import ROOT, project_files

UNIT = ROOT / "tests" / "unit"
PACKAGE = ROOT / "src" / "nodepilot"


def test_unit_tests_stand_where_the_package_is() -> None:
    folders = {
        path.parent.relative_to("tests/unit")
        for path in project_files()
        if path.is_relative_to("tests/unit") and path.name.startswith("test_")
    }
    assert folders
    strangers = [str(folder) for folder in folders if not (PACKAGE / folder).is_dir()]
    assert not strangers, f"no such package under src/nodepilot: {strangers}"


def test_every_test_file_is_collected() -> None:
    tests = [
        path
        for path in project_files()
        if path.parts[0] == "tests"
        and path.suffix == ".py"
        and "def test_" in (ROOT / path).read_text(encoding="utf-8")
    ]
    missed = [str(path) for path in tests if not path.name.startswith("test_")]
    assert not missed, f"pytest does not look into: {missed}"
