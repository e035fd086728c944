"""`nodepilot explain`: a workflow in plain words, or why its run failed."""

from __future__ import annotations

import argparse

from nodepilot.cli.exit_codes import OK
from nodepilot.cli.writing import open_output, printable

DESCRIPTION = """\
Tells what a workflow does, step by step, what has to be connected and what is wrong with it, in
Markdown. With --error, why a run of it failed.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "explain",
        help="say what a workflow does",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a workflow as JSON; `-` reads standard input")
    parser.add_argument(
        "--error", metavar="TEXT", help="the error's text or the execution's JSON: say why the run failed"
    )
    parser.add_argument("--output", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release that runs it")
    parser.set_defaults(run=run, command="explain")


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.cli.workflow_files import read_workflow
    from nodepilot.composer.explaining.explain import explain
    from nodepilot.composer.explaining.failures import why

    workflow = read_workflow(parsed.file).workflow
    catalog = load_catalog(parsed.n8n_version)
    told = explain(workflow, catalog) if parsed.error is None else why(parsed.error, workflow, catalog)
    with open_output(parsed.output) as stream:
        stream.writelines(f"{printable(line)}\n" for line in told.splitlines())
    return OK
