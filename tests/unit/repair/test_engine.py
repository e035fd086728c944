from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

import nodepilot
from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidWorkflow, UnknownVersion
from nodepilot.repair.engine import mend
from nodepilot.repair.explanations import explain
from nodepilot.repair.registry import FIXERS
from nodepilot.validation import is_valid, validate
from nodepilot.validation.registry import RULES
from tests.unit.validation.case_files import Case, document_of, load_cases

CASES = load_cases()
BESIDE_RULES = {"NOT_A_WORKFLOW", "TOO_DEEP"}
ANYTHING: list[Any] = [
    None,
    True,
    3,
    "",
    "{",
    [],
    [[]],
    {},
    {"nodes": {}},
    {"nodes": [None, 3, "x", {}, {"name": 1}]},
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("unsafe", [False, True])
def test_no_repair_brings_an_error_that_was_not_there(case: Case, unsafe: bool) -> None:
    before = Counter((issue.code, issue.node) for issue in validate(case.document, load_catalog()))
    made = mend(case.document, load_catalog(), unsafe=unsafe)
    after = Counter((issue.code, issue.node) for issue in made.issues if issue.severity == "error")
    assert not after - before


@pytest.mark.parametrize("case", CASES, ids=str)
def test_without_errors_the_same_object_comes_back(case: Case) -> None:
    if is_valid(validate(case.document, load_catalog())):
        assert mend(case.document, load_catalog()).workflow is case.document


@pytest.mark.parametrize("document", ANYTHING, ids=repr)
@pytest.mark.parametrize("unsafe", [False, True])
def test_any_value_has_an_answer(document: Any, unsafe: bool) -> None:
    made = mend(document, load_catalog(), unsafe=unsafe)
    assert made.issues == validate(made.workflow, load_catalog())
    json.dumps(made.as_row())


def test_what_cannot_be_mended_is_explained() -> None:
    sheet = {"operation": "read", "documentId": {"__rl": True, "mode": "list", "value": ""}}
    document = document_of(
        {
            "nodes": {
                "Start": {"type": "manualTrigger"},
                "Sheet": {"type": "googleSheets", "version": 4.5, "parameters": sheet},
            },
            "links": ["Start -> Sheet"],
        }
    )
    made = mend(document, load_catalog())
    assert not made.fixes
    assert ("MISSING_PARAMETER", "Only you know the value.") in {
        (each.code, each.text) for each in made.notes
    }


def test_a_fix_that_would_bring_another_issue_is_not_made() -> None:
    post = {"resource": "channel", "operation": "post", "text": "x"}
    document = document_of(
        {
            "nodes": {
                "Start": {"type": "manualTrigger"},
                "Slack": {"type": "slack", "version": 2.3, "parameters": post},
            },
            "links": ["Start -> Slack"],
        }
    )
    made = mend(document, load_catalog())
    assert made.workflow is document
    note = next(each for each in made.notes if each.code == "INVALID_OPERATION")
    assert note.text.startswith("Not done: Set `resource` of `Slack` to `message`")


def test_branches_of_a_switch_are_never_joined() -> None:
    nodes = {"Start": {"type": "manualTrigger"}, "Switch": {"type": "switch", "version": 3.2}}
    nodes |= {name: {"type": "noOp"} for name in "AB"}
    document = document_of({"nodes": nodes, "links": ["Start -> Switch", "Switch -> A", "Switch:1 -> B"]})
    for unsafe in (False, True):
        made = mend(document, load_catalog(), unsafe=unsafe)
        assert made.workflow["connections"] == document["connections"]


def test_fixers_and_rules_speak_of_the_same_codes() -> None:
    known = {code for rule in RULES for code in rule.codes} | BESIDE_RULES
    assert {code for fixer in FIXERS for code in fixer.codes} <= known


@pytest.mark.parametrize("code", sorted({code for rule in RULES for code in rule.codes} | BESIDE_RULES))
def test_every_code_has_a_reason_for_people(code: str) -> None:
    issue = validate(None, load_catalog())[0]
    changed = type(issue)(code, issue.severity, issue.source, issue.message)
    assert explain(changed) != explain(type(issue)("NO_SUCH_CODE", issue.severity, issue.source, ""))


def test_the_library_function_and_the_package_of_its_name() -> None:
    document: dict[str, Any] = {"workflow": {"nodes": [], "connections": {}}}
    for _ in range(2):
        assert nodepilot.repair(document).workflow == document["workflow"]
    with pytest.raises(InvalidWorkflow):
        nodepilot.repair([1])
    with pytest.raises(UnknownVersion):
        nodepilot.repair(document, "0.1.0")
