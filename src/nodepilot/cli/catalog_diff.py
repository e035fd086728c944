"""`nodepilot catalog diff`: what an n8n release changes, and what that does to given workflows."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from nodepilot.cli.exit_codes import ISSUES_FOUND, OK
from nodepilot.cli.writing import open_output, printable, to_json

if TYPE_CHECKING:
    from nodepilot.catalog import Catalog
    from nodepilot.catalog.comparison import Change
    from nodepilot.upgrade import Effect

DESCRIPTION = """\
Says what is different between two n8n releases: node types, typeVersions, operations, parameters, defaults,
credentials. With workflows it says instead what the step from A to B does to them, and exits with 1 when
something in them breaks.

  nodepilot catalog diff 1 2.40.7
  nodepilot catalog diff 1 2.40.7 workflows/*.json
"""


def add_action(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser(
        "diff",
        help="what an n8n release changes, and what it breaks",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("before", metavar="A", help="an n8n release, or how it begins")
    parser.add_argument("after", metavar="B", help="the other n8n release")
    parser.add_argument("workflows", nargs="*", metavar="WORKFLOW", help="workflows as JSON")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to answer (default: text)"
    )
    parser.add_argument(
        "--type", action="append", metavar="TYPE", help="this node type alone; may be given several times"
    )
    parser.add_argument("--output", metavar="FILE", help="where to write instead of standard output")
    parser.set_defaults(run=run, command="catalog diff")


def run(parsed: argparse.Namespace) -> int:
    from nodepilot.catalog import load_catalog
    from nodepilot.catalog.comparison import compare

    before, after = load_catalog(parsed.before), load_catalog(parsed.after)
    types = [_full_name(each, before, after) for each in parsed.type] if parsed.type else None
    if parsed.workflows:
        return _run_workflows(parsed, before, after)
    changes = compare(before, after, types)
    with open_output(parsed.output) as stream:
        if parsed.format == "json":
            stream.write(
                to_json(_header(before, after) | {"changes": list(map(_row, changes))}, indent=2) + "\n"
            )
        else:
            stream.writelines(f"{line}\n" for line in _lines(changes, before, after))
    return OK


def _run_workflows(parsed: argparse.Namespace, before: Catalog, after: Catalog) -> int:
    from nodepilot.cli.workflow_files import read_workflow
    from nodepilot.upgrade import effects

    found = {
        name: effects(read_workflow(name).workflow, before, after) for name in dict.fromkeys(parsed.workflows)
    }
    with open_output(parsed.output, inputs=tuple(parsed.workflows)) as stream:
        if parsed.format == "json":
            rows = [{"file": name, "effects": list(map(_effect_row, each))} for name, each in found.items()]
            stream.write(to_json(_header(before, after) | {"workflows": rows}, indent=2) + "\n")
        else:
            stream.writelines(f"{line}\n" for line in _workflow_lines(found, before, after))
    breaks = any(effect.issue is not None for each in found.values() for effect in each)
    return ISSUES_FOUND if breaks else OK


def _full_name(name: str, before: Catalog, after: Catalog) -> str:
    """`slack` is enough for `n8n-nodes-base.slack`; raises `UnknownNodeType` for what neither release has."""
    for catalog in (after, before):
        for entry in catalog.node_types(tool_variants=False):
            if name in (entry.name, entry.name.rpartition(".")[2]):
                return entry.name
    return after.get(name).name


def _lines(changes: Sequence[Change], before: Catalog, after: Catalog) -> Iterator[str]:
    yield f"n8n {before.n8n_version} → {after.n8n_version}"
    if not changes:
        yield "Nothing is different."
    by_subject: dict[str, list[Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, []).append(change)
    for subject, each in by_subject.items():
        if len(each) == 1:
            yield f"{subject}: {_told(each[0])}"
            continue
        yield f"{subject}:"
        yield from (f"  {_told(change)}" for change in each)


def _told(change: Change) -> str:
    if not change.versions or change.kind.value.startswith("version_"):
        return change.text
    return f"{change.text} (typeVersion {', '.join(f'{version:g}' for version in change.versions)})"


def _workflow_lines(found: dict[str, tuple[Effect, ...]], before: Catalog, after: Catalog) -> Iterator[str]:
    yield f"n8n {before.n8n_version} → {after.n8n_version}"
    for name, effects in found.items():
        yield f"{printable(name)}:{'' if effects else ' nothing changes'}"
        for effect in effects:
            where = f"`{effect.node}`: " if effect.node is not None else ""
            code = f"  [{effect.issue.code}]" if effect.issue else ""
            yield printable(f"  {effect.kind.value}  {where}{effect.text}{code}")
    broken = sum(any(effect.issue for effect in effects) for effects in found.values())
    yield f"{len(found)} workflow{'' if len(found) == 1 else 's'}, {broken} with something that breaks."


def _header(before: Catalog, after: Catalog) -> dict[str, Any]:
    return {"before": before.n8n_version, "after": after.n8n_version}


def _row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "versions": list(change.versions),
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "text": change.text,
    }


def _effect_row(effect: Effect) -> dict[str, Any]:
    return {
        "kind": effect.kind.value,
        "node": effect.node,
        "text": effect.text,
        "issue": effect.issue.as_row() if effect.issue else None,
    }
