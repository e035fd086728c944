from __future__ import annotations

import json

import pytest

from nodepilot.catalog.text import OmittedText, is_long_text, omit_long_texts, restore_omitted, text_digest

CODE = "return items;\n// the end"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", False),
        ("two\nlines", True),
        ("a" * 81, True),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("This is a sentence that is over forty letters.", True),
        (12, False),
    ],
)
def test_what_is_long(text: object, expected: bool) -> None:
    assert is_long_text(text) is expected


def test_there_and_back() -> None:
    value = {"a": [CODE, "x"], "b": 1, "c": "=" + CODE}
    kept, omitted = omit_long_texts(value)
    assert omitted
    assert CODE not in json.dumps(kept)
    back = restore_omitted(kept)
    assert back["a"][0].matches(CODE)
    assert back["a"][1] == "x"
    assert back["b"] == 1
    assert back["c"].startswith("=")
    assert omit_long_texts({"a": "x"}) == ({"a": "x"}, False)


def test_a_stand_in() -> None:
    text = OmittedText(text_digest(CODE), len(CODE))
    assert text.matches(CODE)
    assert not text.matches(CODE + " ")
    assert not text.matches(None)
    assert text.matches(OmittedText(text_digest(CODE), len(CODE)))
    assert not text.matches(OmittedText(text_digest("other"), len(CODE)))
    assert text
    assert json.dumps(text).startswith('"(default text')
