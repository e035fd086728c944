from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.conversations.message_text import (
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    BadText,
    check_message,
    check_title,
)


@pytest.mark.parametrize(
    "text", ["hello", "Grüße 🎉", "a\n\tb\r\nc", "x" * LONGEST_MESSAGE, "👩‍👩‍👧‍👦", "مرحبا"]
)
def test_plain_language(text: str) -> None:
    assert check_message(f"  {text}\n") == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "EMPTY_MESSAGE"),
        ("\n\t \r", "EMPTY_MESSAGE"),
        ("x" * (LONGEST_MESSAGE + 1), "MESSAGE_TOO_LONG"),
        ("a\0b", "NOT_TEXT"),
        ("\udc80", "NOT_TEXT"),
        ("\x01\x02\x03 abc", "NOT_TEXT"),
    ],
)
def test_what_is_none(text: str, code: str) -> None:
    with pytest.raises(BadText) as caught:
        check_message(text)
    assert caught.value.code == code
    assert caught.value.next_step


def test_titles() -> None:
    assert check_title(" a\nb  c ") == "a b c"
    for text in ("", " ", "x" * (LONGEST_TITLE + 1), "\0"):
        with pytest.raises(BadText):
            check_title(text)


@given(st.text(alphabet=st.characters()))
def test_what_passes_can_be_stored(text: str) -> None:
    try:
        checked = check_message(text)
    except BadText:
        return
    assert "\0" not in checked
    assert checked.encode()
