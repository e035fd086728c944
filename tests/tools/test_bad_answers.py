"""What becomes of answers that are spoilt as models spoil them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from nodepilot.catalog import load_catalog
from tools.bad_answers.__main__ import OPERATORS
from tools.bad_answers.measure import Outcome, outcome_of, references, spoilt
from tools.bad_answers.operator import Written
from tools.bad_answers.report import render


@pytest.mark.slow
def test_most_end_right_and_none_passes_unnoticed(root: Path) -> None:
    catalog = load_catalog()
    known = list(references(catalog, root))
    figures: dict[str, Counter[Outcome]] = {}
    unnoticed = []
    for operator in OPERATORS:
        counted = figures.setdefault(operator.name, Counter())
        for reference, answer in spoilt(operator, known, catalog, 12):
            outcome, _ = outcome_of(answer, reference, catalog)
            counted[outcome] += 1
            if outcome is Outcome.DIFFERENT:
                unnoticed.append((operator.name, reference.id))
    total = sum(figures.values(), Counter[Outcome]())
    assert not unnoticed
    assert sum(bool(counted) for counted in figures.values()) >= 25
    assert total.total() >= 200
    assert total[Outcome.RIGHT] >= 0.88 * total.total(), render(figures, catalog.n8n_version)


def test_another_workflow_would_be_noticed_here() -> None:
    """The measure itself: an answer that says something else is not called right."""
    catalog = load_catalog()
    reference = next(references(catalog))
    answer = Written(json.dumps({**reference.plan, "name": "Another name"}))
    assert outcome_of(answer, reference, catalog)[0] is Outcome.RIGHT
    shorter = Written(json.dumps({**reference.plan, "steps": reference.plan["steps"][:1], "links": []}))
    assert outcome_of(shorter, reference, catalog)[0] is Outcome.DIFFERENT


def test_operators_leave_the_good_answer_alone() -> None:
    catalog = load_catalog()
    reference = next(references(catalog))
    before = repr(reference.plan)
    for operator in OPERATORS:
        prepared = operator.prepared(reference.plan)
        if prepared is not None:
            operator.apply(prepared, catalog)
    assert repr(reference.plan) == before
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS) >= 25
