from __future__ import annotations

from dataclasses import replace

from nodepilot.cli.checked_files import CheckedFile
from nodepilot.cli.issue_github import render_github
from nodepilot.validation.issue import Severity
from tests.unit.cli.conftest import ERROR, HINT

TEXT = '{"nodes": [\n  {"name": "Call",\n   "parameters": {"url": ""}}\n]}'
DOCUMENT = {"nodes": [{"name": "Call", "parameters": {"url": ""}}]}


def test_a_line_for_each_finding() -> None:
    warning = replace(ERROR, severity=Severity.WARNING, parameter=None)
    file = CheckedFile("a/w.json", (ERROR, warning, HINT), TEXT, DOCUMENT)
    assert render_github([file]).splitlines() == [
        "::error file=a/w.json,line=3,title=INVALID_PARAMETER%3A Call,col=19,endColumn=28::url: `url` is required.",
        "::warning file=a/w.json,line=2,title=INVALID_PARAMETER%3A Call::`url` is required.",
        "::notice file=a/w.json,line=1,title=NO_NAME,col=1,endColumn=1::The workflow has no name.",
    ]


def test_a_name_cannot_fake_a_command() -> None:
    evil = replace(ERROR, node="x,line=9::y\n::error::", message="100 %\r\n::error::z", parameter=None)
    (line,) = render_github([CheckedFile("a,b:c.json", (evil,), TEXT, DOCUMENT)]).splitlines()
    assert line == (
        "::error file=a%2Cb%3Ac.json,line=1,title=INVALID_PARAMETER%3A x%2Cline=9%3A%3Ay%0A%3A%3Aerror%3A%3A"
        ",col=1,endColumn=1::100 %25%0D%0A::error::z"
    )


def test_nothing_to_mark() -> None:
    assert render_github([CheckedFile("w.json", (), TEXT, DOCUMENT)]) == ""


def test_half_a_character() -> None:
    (line,) = render_github([CheckedFile("w.json", (replace(ERROR, node="\ud800"),))]).splitlines()
    assert line.encode()
