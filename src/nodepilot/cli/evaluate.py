"""`nodepilot eval`: how often the engine is right on a suite of requests."""

from __future__ import annotations

import argparse
from pathlib import Path

from nodepilot.cli.exit_codes import FAILED, OK
from nodepilot.cli.writing import Progress, open_output, to_json

DESCRIPTION = """\
Runs every row of a suite and writes a report: how many rows are right, per category and per check, and
what is wrong with the others.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "eval",
        help="measure how often the engine is right",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--suite", required=True, type=Path, metavar="DIR", help="a folder with rows (see evals/README.md)"
    )
    parser.add_argument(
        "--format", choices=("markdown", "json"), default="markdown", help="how to report (default: markdown)"
    )
    parser.add_argument("--output", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--workflows", metavar="FILE", help="also write the workflows, one row a line")
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release to make workflows for")
    parser.set_defaults(run=run, command="eval")


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.evaluation.report import as_json, as_markdown
    from nodepilot.evaluation.rows import load_suite
    from nodepilot.evaluation.run import evaluate

    suite = load_suite(parsed.suite)
    catalog = load_catalog(parsed.n8n_version)
    with Progress(len(suite.requests) + len(suite.searches)) as progress:
        evaluation = evaluate(suite, catalog, progress.advance)
    if parsed.workflows:
        with open_output(parsed.workflows) as stream:
            for row in evaluation.rows:
                if row.kind == "request":
                    stream.write(to_json({"id": row.id, "workflow": row.workflow}) + "\n")
    with open_output(parsed.output) as stream:
        if parsed.format == "json":
            stream.write(to_json(as_json(evaluation), indent=2) + "\n")
        else:
            stream.write(as_markdown(evaluation))
    return OK if all(row.is_right for row in evaluation.rows) else FAILED
