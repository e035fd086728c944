"""Issues as GitHub annotations: commands that a GitHub workflow prints to mark lines of a file."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.cli.checked_files import CheckedFile
from nodepilot.validation.issue import Issue, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render_github(files: Sequence[CheckedFile]) -> str:
    """One line for each finding; nothing where there is none."""
    return "".join(_line(file, issue) for file in files for issue in file.issues)


def _line(file: CheckedFile, issue: Issue) -> str:
    place = file.place(issue)
    facts = {
        "file": file.name,
        "line": str(place.line),
        "title": issue.code if issue.node is None else f"{issue.code}: {issue.node}",
    }
    if place.line == place.end_line:
        # GitHub shows an annotation below its last line: of a node only the first is named.
        facts |= {"col": str(place.column), "endColumn": str(place.end_column)}
    written = ",".join(f"{key}={_property(value)}" for key, value in facts.items())
    where = f"{issue.parameter}: " if issue.parameter else ""
    return f"::{_COMMANDS[issue.severity]} {written}::{_escaped(where + issue.message)}\n"


def _escaped(text: str) -> str:
    plain = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return plain.encode("utf-8", "replace").decode()


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
