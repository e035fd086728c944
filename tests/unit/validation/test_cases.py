"""Every code, on workflows that deserve it and on workflows that look like it and don't."""

from __future__ import annotations

import copy

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.validation import Issue, validate
from tests.unit.validation.case_files import Case, load_cases

CASES = load_cases()


def found_on(case: Case) -> list[Issue]:
    before = copy.deepcopy(case.document)
    issues = validate(case.document, load_catalog())
    assert case.document == before, "validating changed the document"
    return [issue for issue in issues if issue.code == case.code]


@pytest.mark.parametrize("case", [case for case in CASES if case.fails], ids=str)
def test_is_found(case: Case) -> None:
    issues = found_on(case)
    assert issues, f"{case.code} is not among the findings"
    rows = [issue.as_row() for issue in issues]
    assert any(case.expect.items() <= row.items() for row in rows), rows
    assert all(issue.message.endswith((".", "?")) for issue in issues)


@pytest.mark.parametrize("case", [case for case in CASES if not case.fails], ids=str)
def test_is_not_found(case: Case) -> None:
    assert found_on(case) == []
