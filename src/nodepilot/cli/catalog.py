"""`nodepilot catalog`: the facts about n8n's node types that everything else rests on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nodepilot.cli import catalog_diff
from nodepilot.cli.exit_codes import OK
from nodepilot.cli.reading import UnusableFile

if TYPE_CHECKING:
    from nodepilot.catalog.build.snapshot import BuildReport

BUILD_DESCRIPTION = """\
Makes the catalog of one n8n release from n8n's published npm packages (needs `npm`).
It keeps facts only: names, types, defaults, options, conditions.
"""


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("catalog", help="make the catalog of an n8n release, or compare two")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    build = actions.add_parser(
        "build",
        help="make it from n8n's npm packages",
        description=BUILD_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    build.add_argument("--n8n-version", required=True, metavar="VERSION", help="for example 2.40.7")
    build.add_argument(
        "--output", metavar="FOLDER", help="where to put VERSION/ (default: where NodePilot looks for it)"
    )
    build.set_defaults(run=run_build, command="catalog build")
    catalog_diff.add_action(actions)


def run_build(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog.build.snapshot import build_snapshot

    output = Path(parsed.output) if parsed.output else _own_folder()
    print(f"Fetching n8n {parsed.n8n_version} from npm ...", file=sys.stderr)
    try:
        report = build_snapshot(parsed.n8n_version, output)
    except OSError as error:
        raise UnusableFile(f"`{output}` cannot be written: {error.strerror or error}.") from None
    print(_render(report))
    return OK


def _own_folder() -> Path:
    import nodepilot.catalog

    return Path(nodepilot.catalog.__file__).parent / "data"


def _render(report: BuildReport) -> str:
    kilobytes = sum(report.sizes.values()) / 1000
    lines = [
        f"n8n {report.n8n_version}",
        f"  {report.node_types} node types in {report.type_versions} versions",
        f"  {report.credential_types} credential types",
        f"  {report.output_schemas} output schemas",
        f"  {kilobytes:.0f} kB in {report.folder}",
    ]
    lines += [f"  ports may be inexact: {name}" for name in report.unproven_ports]
    return "\n".join(lines)
