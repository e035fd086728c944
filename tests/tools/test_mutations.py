"""The operators that plant defects plant one each, at the same place every time, and leave the rest alone."""

from __future__ import annotations

import copy
import json

import pytest

from nodepilot.catalog import load_catalog
from tests.unit.validation.case_files import document_of
from tools.mutations.ground import Ground, Operator
from tools.mutations.measure import Figures, measure
from tools.mutations.misspelling import misspelt
from tools.mutations.operators import OPERATORS
from tools.mutations.report import render

CLEAN = document_of(
    {
        "nodes": {
            "Hook": {"type": "webhook", "version": 2, "parameters": {"path": "a", "httpMethod": "POST"}},
            "If": {
                "type": "if",
                "version": 2.2,
                "parameters": {
                    "conditions": {
                        "combinator": "and",
                        "conditions": [
                            {
                                "leftValue": "={{ $json.body.x }}",
                                "rightValue": "1",
                                "operator": {"type": "string", "operation": "equals"},
                            }
                        ],
                    }
                },
            },
            "Agent": {
                "type": "@agent",
                "version": 2,
                "parameters": {"promptType": "define", "text": "hello"},
            },
            "Model": {"type": "@lmChatOpenAi", "version": 1.2},
            "Code": {"type": "code", "version": 2, "parameters": {"jsCode": "return $input.all();"}},
        },
        "links": ["Hook -> If", "If -> Agent", "Agent -> Code", "Model -ai_languageModel-> Agent"],
    }
)


def test_there_are_many_kinds_and_each_has_its_own_name() -> None:
    names = [operator.name for operator in OPERATORS]
    assert len(set(names)) == len(names) >= 25


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_is_pure_and_its_chance_is_seeded(operator: Operator) -> None:
    before = copy.deepcopy(CLEAN)
    planted = [operator.plant(Ground(CLEAN, load_catalog(), "seed")) for _ in range(2)]
    assert planted[0] == planted[1]
    assert before == CLEAN
    assert planted[0] is None or json.dumps(planted[0]) != json.dumps(CLEAN)


def test_what_is_planted_is_seen_and_mended() -> None:
    operator = next(each for each in OPERATORS if each.name == "type without its package")
    figures = measure(operator, {"w": CLEAN}, load_catalog(), 5)
    assert figures == Figures(planted=1, seen=1, errors=1, mended=1, mended_unsafely=1, restored=1)
    assert "| type without its package | 1 | 100 % | 1 | 100 % | 100 % | 100 % |" in render(
        {operator.name: figures}, 1, "2.40.7"
    )


def test_a_misspelt_word_is_another_one() -> None:
    chance = Ground(CLEAN, load_catalog(), "seed").chance
    assert all(misspelt("channel", chance) != "channel" for _ in range(50))
