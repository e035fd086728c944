from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.kit.paths import parse_path, render_path


@given(st.lists(st.text(max_size=4) | st.integers(0, 3), max_size=4))
def test_a_rendered_path_is_read_back(path: list[str | int]) -> None:
    assert parse_path(render_path(path)) == tuple(path)


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("", ()),
        ("a.b[0].c", ("a", "b", 0, "c")),
        ('["a.b"].c', ("a.b", "c")),
        ("first name", ("first name",)),
        ("[0][1]", (0, 1)),
    ],
)
def test_paths_that_people_write(path: str, parts: tuple[str | int, ...]) -> None:
    assert parse_path(path) == parts


@pytest.mark.parametrize("path", ["a..b", "a[", "a]", "[x]", 'a["\\q"]', "."])
def test_what_is_no_path(path: str) -> None:
    assert parse_path(path) is None
