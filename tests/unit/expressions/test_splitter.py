"""Cutting expressions into text and code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.expressions.splitter import code_chunks, is_expression, split


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        ("=", [(False, "")]),
        ("=text", [(False, "text")]),
        ("={{ 1 }}", [(False, ""), (True, " 1 ")]),
        ("=a {{ b }} c", [(False, "a "), (True, " b "), (False, " c")]),
        ("={{ a }}{{ b }}", [(False, ""), (True, " a "), (False, ""), (True, " b ")]),
        ("={{ never closed", [(False, ""), (True, " never closed")]),
        (r"=a \{{ b {{ c }}", [(False, r"a \{{ b "), (True, " c ")]),
        (r"=a \\{{ b }}", [(False, "a \\\\"), (True, " b ")]),
        (r"={{ a \}} b }}", [(False, ""), (True, " a }} b ")]),
    ],
)
def test_chunks(value: str, pieces: list[tuple[bool, str]]) -> None:
    assert [(chunk.is_code, chunk.source) for chunk in split(value)] == pieces


def test_a_chunk_knows_whether_it_was_closed() -> None:
    assert [chunk.closed for chunk in code_chunks("={{ a }} {{ b")] == [True, False]


def test_what_is_an_expression() -> None:
    assert is_expression("=")
    assert not any(map(is_expression, (" ={{ 1 }}", "{{ 1 }}", "", None, 1, ["=a"])))


@given(st.text(alphabet="={}\\ a\n", max_size=40))
def test_pieces_stand_where_they_say(text: str) -> None:
    value = "=" + text
    chunks = split(value)
    for chunk in chunks:
        raw = value[chunk.start : chunk.end]
        assert chunk.source == (raw.replace("\\}}", "}}", 1) if chunk.is_code else raw)
    assert chunks[-1].end in (len(value), len(value) - 2)
    assert all(one.end < other.start for one, other in pairwise(chunks))
