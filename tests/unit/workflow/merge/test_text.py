from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.workflow.merge.text import merge_text

BASE = "a\nb\nc\nd\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"),
        ("a\nc\nd\n", "a\nb\nc\nd\ne\n", "a\nc\nd\ne\n"),
        ("x\na\nb\nc\nd\n", "a\nb\nc\nd", "x\na\nb\nc\nd"),
        ("A\nb\nc\nd\n", "A\nb\nc\nd\n", "A\nb\nc\nd\n"),
        (BASE, "", ""),
        ("A\nb\nc\nd\n", "a\nB\nc\nd\n", None),
        ("A\nb\nc\nd\n", "Z\nb\nc\nd\n", None),
        ("a\nx\nb\nc\nd\n", "a\ny\nb\nc\nd\n", None),
        ("A\nb\nc\nd\n", "", None),
    ],
)
def test_lines_of_both_sides(ours: str, theirs: str, merged: str | None) -> None:
    assert merge_text(BASE, ours, theirs) == merged
    assert merge_text(BASE, theirs, ours) == merged


def test_one_line_is_one_thing() -> None:
    assert merge_text("a b c", "A b c", "a b C") is None


texts = st.lists(st.sampled_from("abc"), max_size=8).map("\n".join)


@given(texts, texts, texts)
def test_any_texts(base: str, ours: str, theirs: str) -> None:
    assert merge_text(base, ours, theirs) == merge_text(base, theirs, ours)
    if "\n" in base:
        assert merge_text(base, ours, base) == ours
        assert merge_text(base, ours, ours) == ours
