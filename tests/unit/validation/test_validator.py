"""Order, severity and the two faces of the validator."""

from __future__ import annotations

import json

import pytest

import nodepilot
from nodepilot.catalog import load_catalog
from nodepilot.errors import InvalidWorkflow, UnknownVersion
from nodepilot.validation import Severity, is_valid, validate
from nodepilot.validation.issue import Source
from nodepilot.validation.registry import N8N_RULES, NODEPILOT_RULES, RULES
from nodepilot.workflow.codec import load_workflow
from tests.unit.validation.case_files import document_of

BROKEN_BEHIND_A_BRANCH = document_of(
    {
        "nodes": {
            "Start": {"type": "manualTrigger"},
            "If": {"type": "if", "version": 2.2},
            "Request": {"type": "httpRequest", "version": 4.2, "parameters": {"url": "={{ $json.a + }}"}},
        },
        "links": ["Start -> If", "If -> Request"],
    }
)


def test_what_only_some_runs_get_to_is_a_warning() -> None:
    [issue] = [
        issue
        for issue in validate(BROKEN_BEHIND_A_BRANCH, load_catalog())
        if issue.code == "EXPRESSION_SYNTAX"
    ]
    assert issue.severity is Severity.WARNING


def test_strictly_it_is_an_error() -> None:
    issues = validate(BROKEN_BEHIND_A_BRANCH, load_catalog(), strict=True)
    assert [issue.code for issue in issues if issue.severity is Severity.ERROR] == ["EXPRESSION_SYNTAX"]
    assert not is_valid(issues)


def test_a_workflow_may_be_given_as_a_document_or_as_an_object() -> None:
    workflow = load_workflow(json.dumps(BROKEN_BEHIND_A_BRANCH))
    assert validate(workflow, load_catalog()) == validate(BROKEN_BEHIND_A_BRANCH, load_catalog())


def test_the_answer_is_always_the_same() -> None:
    assert validate(BROKEN_BEHIND_A_BRANCH, load_catalog()) == validate(
        BROKEN_BEHIND_A_BRANCH, load_catalog()
    )


def test_rules_say_whose_they_are() -> None:
    assert RULES == N8N_RULES + NODEPILOT_RULES
    assert {rule.source for rule in N8N_RULES} == {Source.N8N}
    assert {rule.source for rule in NODEPILOT_RULES} == {Source.NODEPILOT}
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_library_face() -> None:
    assert nodepilot.validate(BROKEN_BEHIND_A_BRANCH) == validate(BROKEN_BEHIND_A_BRANCH, load_catalog())
    with pytest.raises(InvalidWorkflow):
        nodepilot.validate({"name": "no nodes"})
    with pytest.raises(UnknownVersion):
        nodepilot.validate(BROKEN_BEHIND_A_BRANCH, n8n_version="0.1")
