from __future__ import annotations

import pytest

from nodepilot.catalog.from_ai import is_from_ai_only


@pytest.mark.parametrize(
    "expression",
    [
        "={{ $fromAI('to') }}",
        "=$fromAI('to')",
        "={{ $FROMai( \"to\", 'whom (to) \\' write', `string`, 1.5 ) }}",
        "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('to', ``, 'string') }}",
        "={{ $fromAI() }}",
    ],
)
def test_one_call_and_nothing_else(expression: str) -> None:
    assert is_from_ai_only(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "={{ $json.to }}",
        "={{ $fromAI('to') + 1 }}",
        "={{ $fromAI(other()) }}",
        "={{ $fromAI($json.to) }}",
        "={{ $fromAI(`a${1}`) }}",
        "={{ $fromAI(String `a`) }}",
        "={{ $fromAI('to }}",
        "text",
    ],
)
def test_anything_more(expression: str) -> None:
    assert not is_from_ai_only(expression)
