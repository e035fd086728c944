"""`nodepilot diff`: what changed between two versions of a workflow, in plain words."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nodepilot.cli.batch import WrongFlags
from nodepilot.cli.exit_codes import DIFFERENT, OK
from nodepilot.cli.reading import UnusableFile, read_bytes
from nodepilot.cli.writing import printable, to_json

if TYPE_CHECKING:
    from nodepilot.workflow.diff import Change
    from nodepilot.workflow.model import Workflow

DESCRIPTION = """\
Says what changed between two versions of a workflow.

  nodepilot diff before.json after.json

As a driver for git (see docs/git.md) it takes what git gives it: --git for `git diff`, --textconv for
`git log -p`, `git show` and `git blame`.
"""

_GIT_ARGUMENTS = 7


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "diff",
        help="say what changed between two workflows",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", nargs="*", metavar="FILE", help="the version before and the one after, as JSON"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to answer (default: text)"
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 when something changed")
    parser.add_argument("--git", action="store_true", help="take the arguments of git's external diff")
    parser.add_argument(
        "--textconv", action="store_true", help="write one workflow as lines that compare well"
    )
    parser.add_argument("--n8n-version", metavar="VERSION", help="the n8n release whose words to use")
    parser.set_defaults(run=run, command="diff")


def run(parsed: argparse.Namespace) -> int:
    if parsed.textconv:
        return _textconv(parsed.file)
    if parsed.git:
        return _for_git(parsed)
    if len(parsed.file) != 2:
        raise WrongFlags(
            f"Give two files, the version before and the one after; there are {len(parsed.file)}.",
            next_step="See `nodepilot diff --help`.",
        )
    changes = _changes(_read(parsed.file[0]), _read(parsed.file[1]), parsed.n8n_version)
    if parsed.format == "json":
        print(to_json({"changes": [_row(change) for change in changes]}, indent=2))
    else:
        print(_render(changes), end="")
    return DIFFERENT if changes and parsed.exit_code else OK


def _textconv(files: Sequence[str]) -> int:
    from nodepilot.workflow.outline import outline

    if len(files) != 1:
        raise WrongFlags(f"`--textconv` takes one file; there are {len(files)}.")
    workflow = _read_if_any(files[0])
    if workflow is None:
        # git wants text of anything, or the whole `git log -p` ends here.
        sys.stdout.flush()
        sys.stdout.buffer.write(read_bytes(files[0]))
        return OK
    print("\n".join(printable(line.expandtabs(4)) for line in outline(workflow).split("\n")), end="")
    return OK


def _for_git(parsed: argparse.Namespace) -> int:
    """Path, old file, its hash and mode, new file, its hash and mode; two more for a renamed file."""
    if len(parsed.file) == 1:
        print(f"{printable(parsed.file[0])}: not merged yet")
        return OK
    if len(parsed.file) < _GIT_ARGUMENTS:
        raise WrongFlags(
            "`--git` is for git, which gives seven arguments.",
            next_step="See docs/git.md, or give two files without `--git`.",
        )
    path, old, new = parsed.file[0], parsed.file[1], parsed.file[4]
    renamed = f" → {parsed.file[7]}" if len(parsed.file) > _GIT_ARGUMENTS else ""
    print(printable(f"{path}{renamed}"))
    before, after = _read_if_any(old), _read_if_any(new)
    if before is None and old != os.devnull:
        print("  before: no workflow that can be read")
    if after is None and new != os.devnull:
        print("  after: no workflow that can be read")
    if after is not None and before is not None:
        lines = _render(_changes(before, after, parsed.n8n_version)).splitlines()
        print("\n".join(f"  {line}" for line in lines))
    elif after is not None:
        print(f"  new workflow with {_nodes(after)}")
    elif before is not None:
        print(f"  removed: a workflow with {_nodes(before)}")
    return OK


def _read(name: str) -> Workflow:
    from nodepilot.cli.workflow_files import read_workflow

    return read_workflow(name).workflow


def _read_if_any(name: str) -> Workflow | None:
    try:
        return _read(name)
    except UnusableFile:
        return None


def _changes(before: Workflow, after: Workflow, n8n_version: str | None) -> Sequence[Change]:
    from nodepilot.catalog import load_catalog
    from nodepilot.workflow.diff import diff

    return diff(before, after, load_catalog(n8n_version))


def _render(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing changed.\n"
    return "".join(f"{printable(change.text)}\n" for change in changes)


def _row(change: Change) -> dict[str, Any]:
    from nodepilot.workflow.edits import MISSING

    row = {"kind": change.kind.value, "text": change.text, "node": change.node, "path": change.path}
    values = {"before": change.before, "after": change.after}
    return row | {key: value for key, value in values.items() if value is not MISSING}


def _nodes(workflow: Workflow) -> str:
    count = len(workflow.nodes)
    return "1 node" if count == 1 else f"{count} nodes"
