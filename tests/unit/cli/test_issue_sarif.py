from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.cli.checked_files import CheckedFile
from nodepilot.cli.issue_sarif import sarif_log
from tests.unit.cli.conftest import ERROR, HINT
from tests.unit.cli.test_issue_github import DOCUMENT, TEXT

FILE = CheckedFile("a b/w.json", (ERROR, HINT), TEXT, DOCUMENT)


def test_one_run_with_rules_and_results() -> None:
    log = sarif_log([FILE])
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"] == [{"location": {"uri": "a%20b/w.json"}}]
    driver = run["tool"]["driver"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", driver["semanticVersion"])
    assert driver["rules"] == [
        {"id": "INVALID_PARAMETER", "name": "InvalidParameter"},
        {"id": "NO_NAME", "name": "NoName"},
    ]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result() -> None:
    first, second = sarif_log([FILE])["runs"][0]["results"]
    assert first["level"] == "error"
    assert first["message"]["text"] == "`Call`: url: `url` is required."
    assert first["properties"] == {
        "source": "n8n",
        "kind": "parameter",
        "parameter": "url",
        "suggestion": "Give the address to call.",
    }
    (location,) = first["locations"]
    assert location["logicalLocations"] == [{"name": "Call", "kind": "object"}]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "a%20b/w.json", "index": 0}
    region = {"startLine": 3, "startColumn": 19, "endLine": 3, "endColumn": 28}
    assert location["physicalLocation"]["region"] == region
    assert second["level"] == "note"
    assert "logicalLocations" not in second["locations"][0]


def fingerprints(file: CheckedFile) -> list[str]:
    results = sarif_log([file])["runs"][0]["results"]
    return [result["partialFingerprints"]["nodepilotIssue/v1"] for result in results]


def test_a_finding_keeps_its_fingerprint_when_it_moves() -> None:
    moved = CheckedFile("a b/w.json", (HINT, ERROR), "\n\n" + TEXT, DOCUMENT)
    assert fingerprints(moved) == fingerprints(FILE)[::-1]
    twice = fingerprints(CheckedFile("w", (ERROR, replace(ERROR, message="Other words.")), TEXT, DOCUMENT))
    assert [each.partition(":")[2] for each in twice] == ["1", "2"]
    assert len(set(twice)) == 2


def test_addresses_of_files() -> None:
    files = [CheckedFile("-", ()), CheckedFile("/srv/ö.json", ()), CheckedFile("x#y.json", ())]
    uris = [each["location"]["uri"] for each in sarif_log(files)["runs"][0]["artifacts"]]
    assert uris == ["stdin", "file:///srv/%C3%B6.json", "x%23y.json"]


def test_no_finding_is_a_run_without_results() -> None:
    (run,) = sarif_log([CheckedFile("w.json", ())])["runs"]
    assert run["results"] == []
