"""Every code, on workflows that deserve it and on workflows that look like it and don't."""

from __future__ import annotations

import copy

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.repair.engine import mend
from nodepilot.repair.registry import FIXERS
from nodepilot.validation import Issue, validate
from nodepilot.validation.registry import RULES
from tests.unit.validation.case_files import Case, load_cases

CASES = load_cases()
BEFORE_ANY_RULE = {"NOT_A_WORKFLOW"}


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


@pytest.mark.parametrize("case", [case for case in CASES if case.fix], ids=str)
def test_is_mended(case: Case) -> None:
    made = mend(case.document, load_catalog(), unsafe=True)
    assert case.fix in [fix.text for fix in made.fixes]
    assert case.code not in {issue.code for issue in made.issues}


@pytest.mark.parametrize("code", sorted({code for fixer in FIXERS for code in fixer.codes} - BEFORE_ANY_RULE))
def test_every_fixer_has_a_case(code: str) -> None:
    assert any(case.fix for case in CASES if case.code == code)


@pytest.mark.parametrize("code", sorted({code for rule in RULES for code in rule.codes}))
def test_every_code_has_a_case_that_deserves_it_and_one_that_does_not(code: str) -> None:
    assert {case.fails for case in CASES if case.code == code} == {True, False}
