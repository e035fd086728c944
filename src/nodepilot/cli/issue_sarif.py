"""Issues as SARIF 2.1.0, the format that code scanning services and editors read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nodepilot import __version__
from nodepilot.cli.checked_files import CheckedFile
from nodepilot.cli.reading import STDIN
from nodepilot.validation.issue import Issue, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif_log(files: Sequence[CheckedFile]) -> dict[str, Any]:
    """One run with a result for each finding; every issue code that occurs is a rule."""
    codes = sorted({issue.code for file in files for issue in file.issues})
    places = {code: place for place, code in enumerate(codes)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "NodePilot",
                        "semanticVersion": _semantic(__version__),
                        "rules": [{"id": code, "name": _name(code)} for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": _uri(file.name)}} for file in files],
                "results": [
                    result for number, file in enumerate(files) for result in _results(file, number, places)
                ],
            }
        ],
    }


def _results(file: CheckedFile, number: int, rules: dict[str, int]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    made = []
    for issue in file.issues:
        fingerprint = _fingerprint(issue)
        seen[fingerprint] += 1
        made.append(
            {
                "ruleId": issue.code,
                "ruleIndex": rules[issue.code],
                "level": _LEVELS[issue.severity],
                "message": {"text": _message(issue)},
                "locations": [_location(file, number, issue)],
                "partialFingerprints": {"nodepilotIssue/v1": f"{fingerprint}:{seen[fingerprint]}"},
                "properties": {
                    key: value
                    for key, value in issue.as_row().items()
                    if value is not None and key in ("source", "kind", "parameter", "port", "suggestion")
                },
            }
        )
    return made


def _location(file: CheckedFile, number: int, issue: Issue) -> dict[str, Any]:
    place = file.place(issue)
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file.name), "index": number},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }
    if issue.node is not None:
        location["logicalLocations"] = [{"name": issue.node, "kind": "object"}]
    return location


def _message(issue: Issue) -> str:
    where = f"`{issue.node}`: " if issue.node is not None else ""
    parameter = f"{issue.parameter}: " if issue.parameter else ""
    return f"{where}{parameter}{issue.message}"


def _fingerprint(issue: Issue) -> str:
    """The same as long as it is the same finding, wherever in the file it stands."""
    parts = (issue.code, issue.node, issue.parameter, issue.port)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _uri(name: str) -> str:
    if name == STDIN:
        return "stdin"
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _name(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("_"))


def _semantic(version: str) -> str:
    """`0.1.0.dev0` as semantic versioning writes it: `0.1.0-dev0`."""
    numbers, rest = version.split(".")[:3], version.split(".")[3:]
    return ".".join(numbers) + ("-" + ".".join(rest) if rest else "")
