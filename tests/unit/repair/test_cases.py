"""Every case is mended, by the fixes that it names, and nothing else is touched."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.repair import Repair
from nodepilot.repair.engine import mend
from nodepilot.sentences import Language, speaking
from nodepilot.validation import is_valid, validate
from nodepilot.workflow.diff import diff
from nodepilot.workflow.edits import apply, dump_edit, load_edit
from nodepilot.workflow.model import Workflow
from tests.unit.repair.repair_cases import RepairCase, load_repair_cases

SAFE, UNSAFE = load_repair_cases("errors"), load_repair_cases("unsafe")


def check(case: RepairCase, made: Repair) -> None:
    assert [fix.code for fix in made.fixes] == case.codes, made.notes
    known = {(issue.code, issue.node) for issue in validate(case.document, load_catalog())}
    left = {(issue.code, issue.node) for issue in made.issues}
    assert not {code for code, _ in left} & set(case.codes)
    assert {code for code, _ in left - known} <= {"MISSING_CREDENTIAL"}
    changes = [
        change.text for change in diff(Workflow(case.document), Workflow(made.workflow), load_catalog())
    ]
    if case.changes is not None:
        assert changes == case.changes
    for node in made.workflow["nodes"]:
        before: dict[str, Any] = next(
            (each for each in case.document["nodes"] if each["name"] == node["name"]), {}
        )
        wanted = case.parameters.get(node["name"], before.get("parameters", node["parameters"]))
        assert node["parameters"] == wanted


@pytest.mark.parametrize("case", SAFE, ids=str)
def test_errors_are_mended_by_default(case: RepairCase) -> None:
    before = copy.deepcopy(case.document)
    made = mend(case.document, load_catalog())
    check(case, made)
    assert all(fix.safe for fix in made.fixes)
    assert is_valid(made.issues)
    assert case.document == before, "the document given was changed"


@pytest.mark.parametrize("case", UNSAFE, ids=str)
def test_the_rest_only_when_asked_for(case: RepairCase) -> None:
    assert mend(case.document, load_catalog()).workflow is case.document
    check(case, mend(case.document, load_catalog(), unsafe=True))


@pytest.mark.parametrize("language", ["de", "fr", "es"])
@pytest.mark.parametrize("case", [*SAFE, *UNSAFE], ids=str)
def test_the_language_changes_words_alone(case: RepairCase, language: Language) -> None:
    in_english = mend(case.document, load_catalog(), unsafe=True)
    with speaking(language):
        made = mend(case.document, load_catalog(), unsafe=True)
    assert made.workflow == in_english.workflow


@pytest.mark.parametrize("case", [*SAFE, *UNSAFE], ids=str)
def test_the_edits_alone_make_the_same_of_it(case: RepairCase) -> None:
    made = mend(case.document, load_catalog(), unsafe=True)
    edits = [load_edit(dump_edit(edit)) for edit in made.edits]
    assert apply(Workflow(case.document), edits).document == made.workflow


@pytest.mark.parametrize("case", [*SAFE, *UNSAFE], ids=str)
def test_a_second_time_nothing_is_left_to_do(case: RepairCase) -> None:
    once = mend(case.document, load_catalog(), unsafe=True)
    assert mend(once.workflow, load_catalog(), unsafe=True).workflow is once.workflow
