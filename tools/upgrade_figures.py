"""Raises the typeVersions of a corpus of workflows, and asks n8n itself whether anything is wrong that was not.

    python -m tools.upgrade_figures --corpus DIR --n8n FOLDER [--n8n FOLDER …] [--write docs/upgrade-figures.md]

DIR holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`). FOLDER holds an installed n8n (`ask-n8n/install.sh`);
workflows are raised to its release and judged by it. Several releases give several columns.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.upgrade import upgrade
from nodepilot.workflow.model import Workflow
from tools.corpus import measuring_command, publish, read_rows

ERROR_KINDS = frozenset({"structure", "type", "throw", "parameter", "connection"})
ASK = Path(__file__).resolve().parent / "ask-n8n" / "ask.cjs"
MOST_REASONS = 25


@dataclass
class Figures:
    """What one release makes of the corpus."""

    release: str
    workflows: int = 0
    changed: int = 0
    behind: int = 0
    raised: int = 0
    newest: int = 0
    looks: int = 0
    issues_before: int = 0
    issues_after: int = 0
    worse: list[str] = field(default_factory=list)
    stays: Counter[tuple[str, str]] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


def main() -> int:
    parser = measuring_command(__doc__)
    parser.add_argument("--n8n", type=Path, action="append", default=[])
    parsed = parser.parse_args()
    corpus = parsed.corpus / "workflows.jsonl.gz" if parsed.corpus else None
    if corpus is None or not corpus.is_file() or not parsed.n8n:
        print(
            "Skipped: give a corpus folder and an installed n8n (make upgrade-figures CORPUS=DIR N8N=FOLDER)."
        )
        return 0
    figures = [measure(corpus, folder) for folder in parsed.n8n]
    report = render(figures)
    publish(report, parsed.write)
    return 1 if any(each.worse for each in figures) else 0


def measure(corpus: Path, n8n: Path) -> Figures:
    """Raises every workflow to the release in the folder, and has that n8n judge it before and after."""
    package = json.loads((n8n / "node_modules" / "n8n" / "package.json").read_text(encoding="utf-8"))
    catalog = load_catalog(package["version"])
    figures = Figures(catalog.n8n_version)
    before, after = {}, {}
    for row in read_rows(corpus):
        found = upgrade(Workflow(row["workflow"]), catalog)
        figures.workflows += 1
        figures.behind += len(found.nodes)
        figures.raised += len(found.raised)
        figures.newest += sum(each.stays is None for each in found.nodes)
        for each in found.nodes:
            figures.looks += any(remark.level == "look" for remark in each.remarks)
            if each.stays is not None:
                figures.stays[each.node.type.rpartition(".")[2], each.stays] += 1
            else:
                figures.types[each.node.type.rpartition(".")[2]] += 1
        if found.raised:
            before[row["id"]], after[row["id"]] = row["workflow"], found.workflow.document
    figures.changed = len(after)
    old, new = ask(n8n, before), ask(n8n, after)
    for row_id, issues in new.items():
        figures.issues_before += old[row_id].total()
        figures.issues_after += issues.total()
        if issues - old[row_id]:
            figures.worse.append(row_id)
    return figures


def ask(n8n: Path, workflows: Mapping[str, Any]) -> dict[str, Counter[tuple[str, Any]]]:
    """n8n's issues of the five error kinds by workflow: how many of a kind at a node."""
    rows = "".join(json.dumps({"id": key, "workflow": each}) + "\n" for key, each in workflows.items())
    command: list[str | Path] = [n8n / "bin" / "node", ASK, "--n8n", n8n]
    done = subprocess.run(command, input=rows, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    answers = (json.loads(line) for line in done.stdout.splitlines())
    return {
        answer["id"]: Counter(
            (issue["kind"], issue.get("node")) for issue in answer["issues"] if issue["kind"] in ERROR_KINDS
        )
        for answer in answers
    }


def render(figures: Iterable[Figures]) -> str:
    """The report as Markdown. Holds figures, nothing of the workflows themselves."""
    every = list(figures)
    newest = every[-1]
    lines = [
        "# Upgrading, in figures",
        "",
        f"{newest.workflows:,} public workflows, raised by `nodepilot upgrade` and judged before and after by n8n",
        "itself, each release by its own. Worse is a workflow in which a node has more issues of one of the five",
        "error kinds than before. `make upgrade-figures CORPUS=DIR N8N=FOLDER` makes this page.",
        "",
        f"| n8n | {' | '.join(each.release for each in every)} |",
        f"|---|{'---|' * len(every)}",
    ]
    rows = {
        "nodes behind the release": [f"{each.behind:,}" for each in every],
        "… raised": [share(each.raised, each.behind) for each in every],
        "… to the newest typeVersion": [share(each.newest, each.behind) for each in every],
        "… with something to look at": [share(each.looks, each.behind) for each in every],
        "workflows changed": [f"{each.changed:,}" for each in every],
        "workflows worse by n8n's own check": [f"{len(each.worse):,}" for each in every],
        "n8n's issues in them, before": [f"{each.issues_before:,}" for each in every],
        "n8n's issues in them, after": [f"{each.issues_after:,}" for each in every],
    }
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
    lines += [
        "",
        f"## What stays behind (n8n {newest.release})",
        "",
        "| nodes | node type | why |",
        "|---|---|---|",
    ]
    lines += [
        f"| {count:,} | {name} | {reason} |"
        for (name, reason), count in newest.stays.most_common(MOST_REASONS)
    ]
    return "\n".join(lines) + "\n"


def share(part: int, whole: int) -> str:
    return f"{part:,} ({100 * part / max(whole, 1):.1f} %)"


if __name__ == "__main__":
    sys.exit(main())
