"""Learns the figures in `src/nodepilot/knowledge/figures/figures.shelf` from a folder of workflows.

    python tools/learn_figures.py FOLDER

FOLDER holds `workflows.jsonl.gz` (rows `{"id", "workflow"}`) and, if there is one, `titles.jsonl.gz` (rows
`{"title", "description"}`). Only counts and single words are kept.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nodepilot.catalog import load_catalog
from nodepilot.catalog.shelf import dump_json, write_shelf
from nodepilot.knowledge.figures import VOCABULARY
from nodepilot.knowledge.figures.learn import Learner, figures_of, vocabulary_of
from nodepilot.knowledge.services import load_services

OUTPUT = Path(__file__).parent.parent / "src/nodepilot/knowledge/figures/figures.shelf"
NOTE = "n8n-nodes-base.stickyNote"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    catalog = load_catalog()
    learner = Learner(catalog)
    for row in rows(folder / "workflows.jsonl.gz"):
        workflow = row.get("workflow")
        if isinstance(workflow, dict):
            learner.read_workflow(workflow)
            learner.read_text(notes(workflow))
    for row in rows(folder / "titles.jsonl.gz"):
        learner.read_text(f"{row.get('title') or ''} {row.get('description') or ''}")
    names = load_services(catalog).squashed_names()
    documents: dict[str, Any] = dict(figures_of(learner))
    documents[VOCABULARY] = " ".join(vocabulary_of(learner, names))
    OUTPUT.write_bytes(write_shelf(documents, dictionary(documents)))
    print(f"{len(documents) - 1} node types, {OUTPUT.stat().st_size} bytes")
    return 0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if isinstance(row, dict):
                yield row


def notes(workflow: dict[str, Any]) -> str:
    found = []
    for node in workflow.get("nodes") or []:
        if isinstance(node, dict) and node.get("type") == NOTE:
            parameters = node.get("parameters")
            found.append(str(parameters.get("content", "")) if isinstance(parameters, dict) else "")
    return "\n".join(found)


def dictionary(documents: dict[str, Any]) -> bytes:
    """Text that many documents share, so that each compresses well alone."""
    common = sorted(documents, key=lambda name: -len(dump_json(documents[name])))[1:25]
    return b"".join(dump_json(documents[name]) for name in reversed(common))


if __name__ == "__main__":
    sys.exit(main())
