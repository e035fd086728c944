from __future__ import annotations

from typing import Any

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.validation import validate
from tests.unit.validation.case_files import document_of


@pytest.mark.parametrize(
    ("limit", "too_many"), [(1, True), ("1", True), (2, False), (-1, False), ("one", False), ([], False)]
)
def test_a_limit_that_a_person_wrote_may_be_anything(limit: Any, too_many: bool) -> None:
    inputs = {"input": [{"type": "ai_tool", "maxConnections": limit}]}
    document = document_of(
        {
            "nodes": {
                "Start": {"type": "manualTrigger"},
                "Code": {"type": "@code", "parameters": {"inputs": inputs}},
                "A": {"type": "@toolCalculator"},
                "B": {"type": "@toolCalculator"},
            },
            "links": ["A -ai_tool-> Code", "B -ai_tool-> Code"],
        }
    )
    codes = {issue.code for issue in validate(document, load_catalog())}
    assert ("TOO_MANY_CONNECTIONS" in codes) is too_many
