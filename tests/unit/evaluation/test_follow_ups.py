"""What a judged follow-up finds right and wrong in an edited workflow."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.evaluation.follow_ups import check_follow_up
from nodepilot.evaluation.rows import Suite, load_suite
from nodepilot.evaluation.run import evaluate
from tests.conventions.source_files import ROOT


@pytest.fixture(scope="module")
def suite() -> Suite:
    return load_suite(ROOT / "evals" / "follow-ups")


def wrong(suite: Suite, instruction: str, change: Any) -> dict[str, list[str]]:
    """The checks that fail for the row's workflow after `change`, which gets the document to alter."""
    row = next(each for each in suite.follow_ups if each.instruction == instruction)
    document = copy.deepcopy(dict(row.workflow))
    change(document)
    return {name: found for name, found in check_follow_up(row, document).items() if found}


def node(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["nodes"] if each["name"] == name)
    return found


SUBJECT = 'the subject should read "OPS backlog"'


def test_the_change_that_is_asked_for_is_right(suite: Suite) -> None:
    def say(document: dict[str, Any]) -> None:
        node(document, "Mail Report")["parameters"]["subject"] = "OPS backlog"

    assert wrong(suite, SUBJECT, say) == {}


def test_nothing_changed_is_wrong(suite: Suite) -> None:
    assert set(wrong(suite, SUBJECT, lambda _document: None)) == {"values"}


def test_what_nobody_named_stays(suite: Suite) -> None:
    def say(document: dict[str, Any]) -> None:
        node(document, "Mail Report")["parameters"].update(subject="OPS backlog", toEmail="else@larkspur.dev")

    assert wrong(suite, SUBJECT, say) == {"kept": ["`Mail Report` differs at parameters.toEmail"]}


def test_a_step_taken_out_leaves_its_neighbours_joined(suite: Suite) -> None:
    def cut(document: dict[str, Any]) -> None:
        document["nodes"] = [each for each in document["nodes"] if each["name"] != "Wait"]
        del document["connections"]["Wait"], document["connections"]["Save Contact"]

    assert set(wrong(suite, "skip the waiting", cut)) == {"edges"}


def test_a_suite_of_follow_ups_is_run(suite: Suite) -> None:
    few = Suite("few", (), (), (), follow_ups=suite.follow_ups[:3])
    outcome = evaluate(few, load_catalog())
    assert [(row.kind, row.workflow is not None) for row in outcome.rows] == [("edit", True)] * 3
    assert any(row.is_right for row in outcome.rows)
