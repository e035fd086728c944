"""`nodepilot repair`: mends what can be mended in a workflow, and says why the rest cannot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from nodepilot.cli.batch import Answer, WrongFlags, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import ISSUES_FOUND, OK
from nodepilot.cli.reading import Row, json_in, read_text
from nodepilot.cli.writing import open_output, printable, to_json

if TYPE_CHECKING:
    from nodepilot.repair import Repair

DESCRIPTION = """\
Mends a workflow and writes it as JSON to standard output; what was done, and why the rest
was not, goes to standard error. A workflow without errors comes back as it is.
Exits with 1 when errors are left.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "repair",
        help="mend what is wrong with an n8n workflow",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a workflow as JSON; `-` reads standard input"
    )
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help="mend warnings as well, and make fixes that assume something",
    )
    parser.add_argument(
        "--diff", action="store_true", help="show what changes, in words, instead of the workflow"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to answer (default: text)"
    )
    add_batch_flags(parser, '{"id", "workflow"}', '{"id", "workflow", "fixes", "issues", "notes"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that has to run it")
    parser.set_defaults(run=run, command="repair")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="file")
    if parsed.batch is not None:
        if parsed.diff:
            raise WrongFlags("--diff shows one workflow, not a batch.", next_step="Repair a single FILE.")
        return _run_batch(parsed)
    return _run_single(parsed)


def _run_single(parsed: argparse.Namespace) -> int:
    import nodepilot

    text = read_text(parsed.file)
    given = json_in(text, parsed.file)
    made = nodepilot.repair(given, parsed.n8n_version, unsafe=parsed.unsafe)
    left = any(issue.severity.value == "error" for issue in made.issues)
    if parsed.format == "json":
        answer = {**made.as_row(), "diff": list(_changes(given, made))}
        _write(parsed, [to_json(answer, indent=2) + "\n"])
    else:
        # Unchanged means unchanged: not even its white space.
        whole = text if made.workflow is given else to_json(made.workflow, indent=2) + "\n"
        if parsed.diff:
            sys.stdout.writelines(f"{printable(line)}\n" for line in _changes(given, made))
            if parsed.output:
                _write(parsed, [whole])
        else:
            _write(parsed, [whole])
        _tell(made, sys.stderr)
    return ISSUES_FOUND if left else OK


def _write(parsed: argparse.Namespace, parts: list[str]) -> None:
    with open_output(parsed.output) as stream:
        stream.writelines(parts)


def _changes(given: Any, made: Repair) -> Iterator[str]:
    """What changed, in plain words; nothing when nothing did."""
    if not isinstance(given, dict) or not isinstance(given.get("nodes"), list):
        yield from (fix.text for fix in made.fixes)
        return
    from nodepilot.catalog import load_catalog
    from nodepilot.workflow.diff import diff
    from nodepilot.workflow.model import Workflow

    for change in diff(Workflow(given), Workflow(made.workflow), load_catalog()):
        yield change.text


def _tell(made: Repair, stream: TextIO) -> None:
    """What was done and what was not, for people."""
    for fix in made.fixes:
        print(printable(fix.text if fix.safe else f"{fix.text} (please check)"), file=stream)
    for note in made.notes:
        where = f"`{note.node}`: " if note.node else ""
        print(printable(f"Not mended: {where}{note.code}. {note.text}"), file=stream)
    if not made.fixes and not made.notes:
        print("Nothing to mend.", file=stream)


def _run_batch(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.repair.engine import mend

    catalog = load_catalog(parsed.n8n_version)

    def answer(row: Row) -> Answer:
        if "workflow" not in row.content:
            return _refuse(row, "INVALID_ROW", "The row has no `workflow`.")
        return {"id": row.id, **mend(row.content["workflow"], catalog, unsafe=parsed.unsafe).as_row()}

    answers = run_batch(parsed.batch, parsed.output, answer=answer, refuse=_refuse)
    mended = sum(bool(one["fixes"]) for one in answers)
    left = sum(any(issue["severity"] == "error" for issue in one["issues"]) for one in answers)
    print(f"{mended} of {len(answers)} workflows mended; {left} still have errors.", file=sys.stderr)
    return OK


def _refuse(row: Row, code: str, message: str) -> Answer:
    from nodepilot.validation.issue import Issue, Severity, Source

    issue = Issue(code=code, severity=Severity.ERROR, source=Source.NODEPILOT, message=message)
    given = row.content.get("workflow")
    return {"id": row.id, "workflow": given, "fixes": [], "issues": [issue.as_row()], "notes": []}
