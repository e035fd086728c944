"""The published JSON Schema of the issues says what really comes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nodepilot.catalog import load_catalog
from nodepilot.validation import Issue, Kind, Severity, validate
from nodepilot.validation.issue import Source
from tests.conventions.source_files import ROOT
from tests.unit.validation.case_files import load_cases

SCHEMA = json.loads((ROOT / "docs" / "issues.schema.json").read_text(encoding="utf-8"))
PARTS = SCHEMA["$defs"]


def objections(value: Any, part: str = "issue") -> list[str]:
    validator = Draft202012Validator({**PARTS[part], "$defs": PARTS})
    return [error.message for error in validator.iter_errors(value)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_issues_of_all_cases_conform() -> None:
    catalog = load_catalog()
    issues = [issue for case in load_cases() for issue in validate(case.document, catalog)]
    issues += validate([], catalog)
    assert len({issue.code for issue in issues}) > 40
    wrong = {str(issue): found for issue in issues if (found := objections(issue.as_row()))}
    assert wrong == {}


def test_words_are_the_same() -> None:
    properties = PARTS["issue"]["properties"]
    assert properties["severity"]["enum"] == [each.value for each in Severity]
    assert properties["source"]["enum"] == [each.value for each in Source]
    assert properties["kind"]["enum"] == [*(each.value for each in Kind), None]
    assert list(properties) == PARTS["issue"]["required"] == list(ISSUE)


ISSUE = Issue("A_CODE", Severity.ERROR, Source.N8N, "Wrong.", Kind.TYPE).as_row()


@pytest.mark.parametrize(
    "change",
    [
        {"code": "a code"},
        {"severity": "fatal"},
        {"kind": None},
        {"source": "nodepilot"},
        {"message": ""},
        {"node": 1},
        {"more": None},
    ],
)
def test_what_is_no_issue_is_refused(change: dict[str, Any]) -> None:
    assert not objections(ISSUE)
    assert objections({**ISSUE, **change})
