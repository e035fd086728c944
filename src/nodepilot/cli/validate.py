"""`nodepilot validate`: everything that is wrong with a workflow, in words or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nodepilot.cli.batch import Answer, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import ISSUES_FOUND, OK
from nodepilot.cli.reading import Row, read_json
from nodepilot.cli.writing import open_output, to_json

if TYPE_CHECKING:
    from nodepilot.validation.issue import Issue

DESCRIPTION = """\
Checks a workflow the way n8n does, and for what n8n only notices when it runs.
Exits with 1 when there is an error; warnings and hints alone exit with 0.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "validate",
        help="say what is wrong with an n8n workflow",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a workflow as JSON; `-` reads standard input"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to answer (default: text)"
    )
    add_batch_flags(parser, '{"id", "workflow"}', '{"id", "valid", "issues"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that has to run it")
    parser.set_defaults(run=run, command="validate")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="file")
    return _run_single(parsed) if parsed.batch is None else _run_batch(parsed)


def _run_single(parsed: argparse.Namespace) -> int:
    import nodepilot
    from nodepilot.cli.issue_text import render_issues

    issues = nodepilot.validate(read_json(parsed.file), n8n_version=parsed.n8n_version)
    valid = is_valid(issues)
    with open_output(parsed.output, inputs=(parsed.file,)) as stream:
        if parsed.format == "json":
            stream.write(to_json(_answer(issues), indent=2) + "\n")
        else:
            stream.write(render_issues(issues, colour=stream.isatty()))
    return OK if valid else ISSUES_FOUND


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
