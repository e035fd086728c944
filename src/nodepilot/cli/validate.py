"""`nodepilot validate`: everything that is wrong with workflows, in words, as JSON, or marked in their files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nodepilot.cli.batch import Answer, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import ISSUES_FOUND, OK
from nodepilot.cli.reading import Row
from nodepilot.cli.writing import open_output, to_json

if TYPE_CHECKING:
    from nodepilot.cli.checked_files import CheckedFile
    from nodepilot.validation.issue import Issue

DESCRIPTION = """\
Checks workflows the way n8n does, and for what n8n only notices when it runs.
Exits with 1 when there is an error; warnings and hints alone exit with 0.
"""

FORMATS = ("text", "json", "sarif", "github")


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "validate",
        help="say what is wrong with n8n workflows",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="*", metavar="FILE", help="workflows as JSON; `-` reads standard input")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to answer (default: text)")
    parser.add_argument(
        "--skip-others", action="store_true", help="pass over files whose JSON is no workflow"
    )
    add_batch_flags(parser, '{"id", "workflow"}', '{"id", "valid", "issues"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that has to run them")
    parser.set_defaults(run=run, command="validate")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="file")
    return _run_files(parsed) if parsed.batch is None else _run_batch(parsed)


def _run_files(parsed: argparse.Namespace) -> int:
    from nodepilot.cli.checked_files import check_files

    alone = len(parsed.file) == 1 and parsed.format in ("text", "json") and not parsed.skip_others
    files = tuple(check_files(parsed.file, parsed.n8n_version, skip_others=parsed.skip_others, strict=alone))
    with open_output(parsed.output, inputs=tuple(parsed.file)) as stream:
        stream.write(_render(files, parsed.format, alone=alone, colour=stream.isatty()))
    return OK if all(file.valid for file in files) else ISSUES_FOUND


def _render(files: Sequence[CheckedFile], form: str, *, alone: bool, colour: bool) -> str:
    match form:
        case "sarif":
            from nodepilot.cli.issue_sarif import sarif_log

            return to_json(sarif_log(files), indent=2) + "\n"
        case "github":
            from nodepilot.cli.issue_github import render_github

            return render_github(files)
        case "json":
            from nodepilot.cli.checked_files import as_rows

            return to_json(_answer(files[0].issues) if alone else as_rows(files), indent=2) + "\n"
    from nodepilot.cli.issue_text import render_files, render_issues

    return render_issues(files[0].issues, colour=colour) if alone else render_files(files, colour=colour)


def _run_batch(parsed: argparse.Namespace) -> int:
    import nodepilot

    def answer(row: Row) -> Answer:
        if "workflow" not in row.content:
            return _refuse(row, "INVALID_ROW", "The row has no `workflow`.")
        return {
            "id": row.id,
            **_answer(nodepilot.validate(row.content["workflow"], n8n_version=parsed.n8n_version)),
        }

    answers = run_batch(parsed.batch, parsed.output, answer=answer, refuse=_refuse)
    invalid = sum(not one["valid"] for one in answers)
    if invalid:
        print(f"{invalid} of {len(answers)} workflows have errors.", file=sys.stderr)
    return ISSUES_FOUND if invalid else OK


def is_valid(issues: Sequence[Issue]) -> bool:
    """No errors; warnings and hints don't make a workflow invalid."""
    return all(issue.severity.value != "error" for issue in issues)


def _answer(issues: Sequence[Issue]) -> dict[str, Any]:
    return {"valid": is_valid(issues), "issues": [issue.as_row() for issue in issues]}


def _refuse(row: Row, code: str, message: str) -> Answer:
    from nodepilot.validation.issue import Issue, Severity, Source

    issue = Issue(code=code, severity=Severity.ERROR, source=Source.NODEPILOT, message=message)
    return {"id": row.id, "valid": False, "issues": [issue.as_row()]}
