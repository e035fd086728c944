"""Every issue code has a row in the documentation and cases that show it."""

from __future__ import annotations

import re

import pytest

from nodepilot.validation.registry import RULES
from tests.conventions.source_files import ROOT

DOCUMENT = (ROOT / "docs" / "issue-codes.md").read_text(encoding="utf-8")
CASES = ROOT / "tests" / "unit" / "validation" / "cases"
DOCUMENTED = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", DOCUMENT, re.MULTILINE)
OF_RULES = sorted({code for rule in RULES for code in rule.codes})
OF_THE_VALIDATOR = ("NOT_A_WORKFLOW", "TOO_DEEP")
"""Reported before any rule runs."""


@pytest.mark.parametrize("code", [*OF_RULES, *OF_THE_VALIDATOR])
def test_every_code_has_a_row(code: str) -> None:
    assert DOCUMENTED.count(code) == 1, f"`{code}` needs exactly one row in docs/issue-codes.md"


def test_every_row_is_a_code() -> None:
    assert set(DOCUMENTED) == {*OF_RULES, *OF_THE_VALIDATOR}


@pytest.mark.parametrize("code", OF_RULES)
def test_every_code_has_cases(code: str) -> None:
    assert (CASES / f"{code}.yaml").is_file(), f"tests/unit/validation/cases/{code}.yaml is missing"


def test_every_case_is_of_a_code() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == set(OF_RULES)


def test_codes_are_upper_snake() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code) for code in OF_RULES)
