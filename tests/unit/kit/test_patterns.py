"""A pattern that is compiled late answers as one that is compiled at once."""

from __future__ import annotations

import re

import pytest

from nodepilot.kit.patterns import Pattern

_GREETING = r"(?P<word>hello|good (?:day|night)) (?P<who>[a-z\ue000]+)"


@pytest.mark.parametrize(
    "text", ["Well, Good night \ue000\ue000!", "hello ada hello bob", "good grief", "", "HELLO X"]
)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_it_answers_as_the_compiled_one_does(text: str, flags: int) -> None:
    compiled = re.compile(_GREETING, flags)

    def told(found: re.Match[str] | None) -> tuple[str | None, ...] | None:
        return found and (found.group(), *found.groups())

    for pattern in (Pattern(_GREETING, flags), used := Pattern(_GREETING, flags)):
        assert told(pattern.search(text)) == told(compiled.search(text))
        assert told(pattern.search(text, 3)) == told(compiled.search(text, 3))
        assert told(pattern.match(text)) == told(compiled.match(text))
        assert told(pattern.fullmatch(text, 0, 9)) == told(compiled.fullmatch(text, 0, 9))
        assert [told(each) for each in pattern.finditer(text)] == [
            told(each) for each in compiled.finditer(text)
        ]
        assert pattern.sub("*", text) == compiled.sub("*", text)
        assert pattern.split(text) == compiled.split(text)
        used.search("hello ada")


def test_what_no_text_needs_is_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = Pattern(r"for (?:each|every) (?P<thing>[a-z]+)")
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled"))
    assert pattern.search("Mail me at nine") is None
    assert list(pattern.finditer("Mail me at nine")) == []
    assert pattern.sub("x", "Mail me at nine") == "Mail me at nine"
