"""`nodepilot merge`: two people's changes of one workflow, put together; git's merge driver."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from nodepilot.cli.exit_codes import CONFLICTS, OK
from nodepilot.cli.reading import read_text
from nodepilot.cli.writing import open_output, printable

if TYPE_CHECKING:
    from nodepilot.cli.workflow_files import WorkflowFile
    from nodepilot.workflow.merge import Merge

DESCRIPTION = """\
Merges what OURS and THEIRS changed since BASE: nodes, parameters, connections and settings, each by itself.
Writes the result into OURS, as git's merge drivers do, or where --output says.

Where both changed the same, the result holds both between conflict markers, standard error says what
clashes in plain words, and the exit code is 1.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "merge",
        help="merge two versions of a workflow",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("base", metavar="BASE", help="the common version; an empty file when there is none")
    parser.add_argument("ours", metavar="OURS", help="our version, and where the result goes")
    parser.add_argument("theirs", metavar="THEIRS", help="their version")
    parser.add_argument("--output", metavar="FILE", help="where to write instead; `-` is standard output")
    parser.add_argument("--path", metavar="NAME", help="what messages call the file (git: %%P)")
    parser.add_argument(
        "--marker-size", type=int, default=7, metavar="N", help="length of conflict markers (git: %%L)"
    )
    parser.set_defaults(run=run, command="merge")


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.cli.workflow_files import read_workflow
    from nodepilot.workflow.merge import merge
    from nodepilot.workflow.model import Workflow

    ours, theirs = read_workflow(parsed.ours), read_workflow(parsed.theirs)
    base = read_workflow(parsed.base).workflow if read_text(parsed.base).strip() else Workflow({"nodes": []})
    merged = merge(base, ours.workflow, theirs.workflow)
    text = _text(merged, ours, theirs, max(parsed.marker_size, 1))
    if parsed.output is not None or text != ours.text:
        with open_output(parsed.output or parsed.ours) as stream:
            stream.write(text)
    _tell(merged, parsed.path or parsed.ours)
    return CONFLICTS if merged.conflicts else OK


def _text(merged: Merge, ours: WorkflowFile, theirs: WorkflowFile, marker_size: int) -> str:
    if merged.conflicts:
        from nodepilot.workflow.merge import text_with_conflicts

        return text_with_conflicts(
            merged.workflow, merged.theirs, "ours", "theirs", indent=ours.indent or 2, marker_size=marker_size
        )
    if merged.workflow.document == theirs.workflow.document:
        return theirs.text
    return ours.rewritten(merged.workflow)


def _tell(merged: Merge, name: str) -> None:
    from nodepilot.catalog import load_catalog
    from nodepilot.workflow.merge import told

    lines = list(merged.notes)
    lines += [f"Conflict: {told(each, merged.workflow, load_catalog())}" for each in merged.conflicts]
    for line in lines:
        print(printable(f"{name}: {line}"), file=sys.stderr)
