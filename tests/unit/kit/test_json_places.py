from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.kit.json_places import JsonPlaces, Span

TEXT = """{
  "nodes": [
    {"name": "A", "parameters": {"url": "x: {[,"}},
    {
      "name": "B"
    }
  ],
  "nodes2": []
}
"""


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ((), Span(1, 1, 9, 2)),
        (("nodes",), Span(2, 3, 7, 4)),
        (("nodes", 0), Span(3, 5, 3, 51)),
        (("nodes", 0, "parameters", "url"), Span(3, 34, 3, 49)),
        (("nodes", 1), Span(4, 5, 6, 6)),
        (("nodes", 1, "name"), Span(5, 7, 5, 18)),
        (("nodes2",), Span(8, 3, 8, 15)),
        (("nodes", 1, "parameters", "url"), Span(4, 5, 6, 6)),
        (("nodes", 7), Span(2, 3, 7, 4)),
        (("gone",), Span(1, 1, 9, 2)),
    ],
)
def test_places(path: tuple[str | int, ...], span: Span) -> None:
    assert JsonPlaces(TEXT).find(path) == span


def test_of_a_repeated_key_the_last_counts() -> None:
    assert JsonPlaces('{"a": 1,\n"a": 2}').find(("a",)).line == 2


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_in_editors(newline: str) -> None:
    assert JsonPlaces(f'{{{newline}"a":{newline}1}}').find(("a",)) == Span(2, 1, 3, 2)


def test_a_single_value() -> None:
    assert JsonPlaces("  12 ").find(()) == Span(1, 3, 1, 5)


def test_keys_with_escapes_and_deep_nesting() -> None:
    assert JsonPlaces('{"\\u0061\\"\\\\": 1}').find(('a"\\',)).column == 2
    assert JsonPlaces("[" * 50_000 + "]" * 50_000).find((0, 0, 0)).column == 4


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(value=values, indent=st.sampled_from([None, 1, 4]), ascii_only=st.booleans())
def test_the_text_there_is_the_value(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places = JsonPlaces(text)
    for path, expected in walk(value, ()):
        found = cut(text, places.find(path))
        if path and isinstance(path[-1], str):
            found = found[len(json.dumps(path[-1], ensure_ascii=ascii_only)) :].lstrip(": \n")
        assert json.loads(found) == expected


def walk(value: Any, path: tuple[str | int, ...]) -> Any:
    yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from walk(inner, (*path, key))


def cut(text: str, span: Span) -> str:
    starts = [0]
    for place, letter in enumerate(text):
        if letter == "\n" or (letter == "\r" and text[place + 1 : place + 2] != "\n"):
            starts.append(place + 1)
    return text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]
