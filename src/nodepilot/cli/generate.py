"""`nodepilot generate`: a request in plain language in, a workflow (JSON alone) out."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from nodepilot.cli.batch import Answer, WrongFlags, add_batch_flags, check_batch_flags, run_batch
from nodepilot.cli.exit_codes import FAILED, OK
from nodepilot.cli.reading import STDIN, Row, read_text
from nodepilot.cli.writing import open_output, to_json

if TYPE_CHECKING:
    from nodepilot.pipeline.result import Result

DESCRIPTION = """\
Writes the workflow for a request as JSON to standard output, ready to import into n8n.
What was assumed and what is left to do goes to standard error.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "generate",
        help="turn a request into an n8n workflow",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "request", nargs="?", metavar="REQUEST", help="what the workflow shall do; `-` reads standard input"
    )
    add_batch_flags(parser, '{"id", "request"}', '{"id", "workflow"}')
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that has to run it")
    parser.set_defaults(run=run, command="generate")


def run(parsed: argparse.Namespace) -> int:
    check_batch_flags(parsed, single="request")
    if parsed.batch is not None:
        return _run_batch(parsed)
    request = read_text(STDIN) if parsed.request == STDIN else parsed.request
    if not request.strip():
        raise WrongFlags(
            "The request is empty.", next_step='Say what the workflow shall do: nodepilot generate "..."'
        )
    return _run_single(request, parsed)


def _run_single(request: str, parsed: argparse.Namespace) -> int:
    import nodepilot

    result = nodepilot.generate(request, n8n_version=parsed.n8n_version)
    _tell(result)
    if result.workflow is None:
        return FAILED
    with open_output(parsed.output) as stream:
        stream.write(to_json(result.workflow, indent=2) + "\n")
    return OK


def _run_batch(parsed: argparse.Namespace) -> int:
    import nodepilot

    def answer(row: Row) -> Answer:
        request = row.content.get("request")
        if not isinstance(request, str) or not request.strip():
            return _refuse(row, "INVALID_ROW", "The row has no `request` with text in it.")
        result = nodepilot.generate(request, n8n_version=parsed.n8n_version)
        if result.workflow is None:
            return _refuse(row, "NO_WORKFLOW", result.text)
        return {"id": row.id, "workflow": result.workflow}

    answers = run_batch(parsed.batch, parsed.output, answer=answer, refuse=_refuse)
    refused = [one for one in answers if one["workflow"] is None]
    if refused:
        print(
            f"{len(refused)} of {len(answers)} rows have an `error` instead of a workflow.", file=sys.stderr
        )
    return OK


def _refuse(row: Row, code: str, message: str) -> Answer:
    return {"id": row.id, "workflow": None, "error": {"code": code, "message": message}}


def _tell(result: Result) -> None:
    """What a person should know beside the workflow, on standard error: the answer, without its bold marks."""
    print(result.text.replace("**", ""), file=sys.stderr)
