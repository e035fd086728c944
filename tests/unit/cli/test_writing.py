from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodepilot.cli.batch import as_line
from nodepilot.cli.writing import Progress, to_json


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_bar_grow() -> None:
    terminal = Terminal()
    with Progress(2, terminal) as progress:
        progress.advance()
        progress.advance()
    frames = terminal.getvalue().split("\r")
    assert "0/2" in frames[1]
    assert "1/2" in frames[2]
    assert "[##############################] 2/2 100%" in frames[3]
    assert terminal.getvalue().endswith("\n")


def test_a_pipe_sees_no_bar() -> None:
    stream = io.StringIO()
    with Progress(1, stream) as progress:
        progress.advance()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("text", ["naïve ☕", "half a pair \ud83d"])
def test_every_text_can_be_written(text: str) -> None:
    written = to_json({"text": text})
    written.encode()
    assert json.loads(written) == {"text": text}


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "C"))))
def test_an_answer_is_one_line_to_every_reader(text: str) -> None:
    line = as_line({"id": text})
    assert line.endswith("\n")
    assert line.splitlines() == [line[:-1]]
    assert json.loads(line) == {"id": text}
