"""`nodepilot upgrade`: newer typeVersions for the nodes of a workflow, as far as that is certain."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nodepilot.cli.exit_codes import OK
from nodepilot.cli.writing import open_output, printable, to_json

if TYPE_CHECKING:
    from nodepilot.catalog import Catalog
    from nodepilot.cli.workflow_files import WorkflowFile
    from nodepilot.upgrade import NodeUpgrade, Upgrade

DESCRIPTION = """\
Raises the typeVersions of a workflow's nodes to those of an n8n release, and writes the workflow as JSON to
standard output. Parameters move along where it is known for certain how; everything else stays as it is.
Standard error says what was done, and what a person has to look at.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "upgrade",
        help="raise a workflow's nodes to the versions of an n8n release",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="a workflow as JSON; `-` reads standard input")
    parser.add_argument("--to", metavar="VERSION", help="the n8n release (default: the newest there is)")
    parser.add_argument("--output", metavar="FILE", help="where to write instead of standard output")
    parser.add_argument("--diff", action="store_true", help="write what changes instead of the workflow")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: workflow and report in one object"
    )
    parser.set_defaults(run=run, command="upgrade")


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.cli.workflow_files import read_workflow
    from nodepilot.upgrade import upgrade

    catalog = load_catalog(parsed.to)
    file = read_workflow(parsed.file)
    found = upgrade(file.workflow, catalog)
    with open_output(parsed.output, inputs=(parsed.file,)) as stream:
        stream.write(_answer(parsed, file, found, catalog))
    if parsed.format == "text":
        print("\n".join(map(printable, _report(found, catalog))), file=sys.stderr)
    return OK


def _answer(parsed: argparse.Namespace, file: WorkflowFile, found: Upgrade, catalog: Catalog) -> str:
    from nodepilot.workflow.diff import diff

    if parsed.format == "json":
        return (
            to_json(
                {
                    "n8n_version": catalog.n8n_version,
                    "workflow": found.workflow.document,
                    "nodes": [each.as_row() for each in found.nodes],
                },
                indent=2,
            )
            + "\n"
        )
    if parsed.diff:
        changes = diff(file.workflow, found.workflow, catalog)
        return "".join(f"{printable(change.text)}\n" for change in changes)
    text = file.rewritten(found.workflow)
    return text if text.endswith("\n") else text + "\n"


def _report(found: Upgrade, catalog: Catalog) -> Iterator[str]:
    raised, looking = found.raised, found.to_look_at
    if not found.nodes:
        yield f"Every node is at the version of n8n {catalog.n8n_version} already."
        return
    yield f"n8n {catalog.n8n_version}: {_count(raised)} raised, {_count(looking)} to look at."
    for each in looking:
        yield from _lines(each)
    quiet = [each for each in raised if each not in looking]
    for each in quiet:
        yield from _lines(each)


def _lines(each: NodeUpgrade) -> Iterator[str]:
    yield f"`{each.node.name}`: {each.told()}"
    for remark in each.remarks:
        yield f"  {remark.level}: {remark.text}"
    if each.stays is not None:
        yield f"  {'stays there' if each.raw else 'stays'}: {each.stays}"


def _count(nodes: Sequence[NodeUpgrade]) -> str:
    return "1 node" if len(nodes) == 1 else f"{len(nodes)} nodes"
