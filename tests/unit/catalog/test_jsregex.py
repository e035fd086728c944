from __future__ import annotations

import pytest

from nodepilot.catalog import load_catalog
from nodepilot.catalog.jsregex import compile_pattern, is_found, matches_whole


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^a$", "a\n", False),
        (r"^\d$", "٣", False),
        (r"^(?<year>\d+)$", "2026", True),
        (r"(?<=a)b", "ab", True),
        ("[^]", "\n", True),
        (r"^[a\]$]+$", "a]$", True),
        (r"^https:\/\/x\.com\/", "https://x.com/1", True),
        (r"^[[]$", "[", True),
    ],
)
def test_javascript_patterns(pattern: str, text: str, expected: bool) -> None:
    assert is_found(pattern, text) is expected


def test_as_n8n_anchors_a_locators_pattern() -> None:
    assert matches_whole("[0-9]+", "123")
    assert not matches_whole("[0-9]+", "123x")
    # No brackets are put around it: each alternative gets one anchor only.
    assert matches_whole("a|b", "xb")


def test_a_pattern_that_python_has_no_equal_for() -> None:
    with pytest.raises(ValueError, match="cannot read the pattern"):
        compile_pattern("(")


def test_every_pattern_of_the_catalog_is_readable() -> None:
    catalog = load_catalog("2.40.7")
    patterns: set[str] = set()
    for entry in catalog.node_types(tool_variants=False):
        for version in entry.versions:
            for each in catalog.get(entry.name).get(version).properties:
                for mode in each.modes:
                    patterns.update(check.regex for check in mode.validations)
                    patterns.update([mode.extract_regex] if mode.extract_regex else [])
    assert len(patterns) > 50
    for pattern in patterns:
        compile_pattern(pattern)
