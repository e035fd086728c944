"""The command line with a library behind it that answers at once."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest

import nodepilot
from nodepilot.cli.main import main
from nodepilot.errors import InvalidWorkflow, UnknownVersion
from nodepilot.validation.issue import Issue, Kind, Severity, Source

ERROR = Issue(
    code="INVALID_PARAMETER",
    severity=Severity.ERROR,
    source=Source.N8N,
    kind=Kind.PARAMETER,
    message="`url` is required.",
    node="Call",
    parameter="url",
    suggestion="Give the address to call.",
)
HINT = Issue(
    code="NO_NAME", severity=Severity.HINT, source=Source.NODEPILOT, message="The workflow has no name."
)


@dataclass
class Answer:
    """What `nodepilot.generate` gives back, as far as the command line reads it."""

    workflow: Mapping[str, Any] | None
    text: str


@dataclass
class Outcome:
    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `nodepilot` with these arguments and this standard input."""

    def run_nodepilot(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(arguments)
        except SystemExit as exited:
            code = int(exited.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_nodepilot


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(request: str, n8n_version: str | None = None) -> Answer:
        if n8n_version == "0.0.1":
            raise UnknownVersion("There is no catalog for n8n 0.0.1.", next_step="Available: 2.40.7.")
        if "hello" in request:
            return Answer(None, "Hello! Say what shall start the workflow.")
        if "crash" in request:
            raise RuntimeError("a wire came loose")
        return Answer({"name": request, "nodes": [], "connections": {}, "settings": {}}, "Here it is.")

    def validate(workflow: Any, n8n_version: str | None = None) -> tuple[Issue, ...]:
        if not isinstance(workflow, dict) or "nodes" not in workflow:
            raise InvalidWorkflow("This is no workflow: it has no `nodes`.")
        if workflow.get("name") == "crash":
            raise RuntimeError("a wire came loose")
        return tuple({"bad": (HINT, ERROR), "hint": (HINT,)}.get(workflow.get("name", ""), ()))

    monkeypatch.setattr(nodepilot, "generate", generate)
    monkeypatch.setattr(nodepilot, "validate", validate)
