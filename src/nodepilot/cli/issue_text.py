"""Issues as text for people: grouped by node, errors first, and a last line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nodepilot.cli.checked_files import CheckedFile
from nodepilot.cli.writing import printable
from nodepilot.validation.issue import Issue, Severity, Source

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}


def render_issues(issues: Sequence[Issue], *, colour: bool = False) -> str:
    """The whole report, a newline at its end."""
    if not issues:
        return "No issues: n8n takes this workflow, and nothing else stands out.\n"
    lines: list[str] = []
    for node in dict.fromkeys(
        issue.node for issue in sorted(issues, key=lambda issue: ORDER[issue.severity])
    ):
        lines.append(_bold("The workflow" if node is None else printable(node), colour=colour))
        of_node = sorted((issue for issue in issues if issue.node == node), key=lambda i: ORDER[i.severity])
        for issue in of_node:
            lines.extend(_issue_lines(issue, colour=colour))
        lines.append("")
    return "\n".join([*lines, _summary(issues)]) + "\n"


def render_files(files: Sequence[CheckedFile], *, colour: bool = False) -> str:
    """The reports on several files, each under its name, and how many have errors."""
    made = [
        f"{_bold(printable(file.name), colour=colour)}\n{render_issues(file.issues, colour=colour)}\n"
        for file in files
        if file.issues
    ]
    invalid = sum(not file.valid for file in files)
    if not files:
        return "There is no workflow among the files.\n"
    count = "1 workflow" if len(files) == 1 else f"{len(files)} workflows"
    return "".join(made) + f"{count}, {invalid} of them not valid.\n"


def _issue_lines(issue: Issue, *, colour: bool) -> list[str]:
    word = issue.severity.value
    if colour:
        word = f"\x1b[{COLOURS[issue.severity]}m{word}\x1b[0m"
    place = f"{printable(issue.parameter)}: " if issue.parameter else ""
    by = " (n8n)" if issue.source is Source.N8N else ""
    lines = [f"  {word}  {place}{printable(issue.message)}  [{issue.code}]{by}"]
    if issue.suggestion:
        lines.append(f"         {printable(issue.suggestion)}")
    return lines


def _summary(issues: Sequence[Issue]) -> str:
    counts = Counter(issue.severity for issue in issues)
    words = [
        f"{counts[severity]} {severity.value}{'' if counts[severity] == 1 else 's'}"
        for severity in ORDER
        if counts[severity]
    ]
    verdict = "not valid" if counts[Severity.ERROR] else "valid"
    return f"{', '.join(words)}: the workflow is {verdict}."


def _bold(text: str, *, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
