"""How many planted defects are seen, and how many are mended."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.repair.engine import mend
from nodepilot.validation import Issue, is_valid, validate
from tools.corpus import read_rows
from tools.mutations.ground import Ground, Operator

Found = Counter[tuple[str, str | None]]
Workflows = Mapping[str, Mapping[str, Any]]


@dataclass
class Figures:
    """Counts of one kind of defect."""

    planted: int = 0
    seen: int = 0
    errors: int = 0
    """With the defect the workflow has an error."""
    mended: int = 0
    mended_unsafely: int = 0
    restored: int = 0
    """The document says the same as the clean one again; the order of keys does not count."""
    worse: int = 0
    """Repairs after which there was an issue that neither the clean nor the broken workflow has."""


def clean_workflows(corpus: Path, catalog: Catalog) -> dict[str, Any]:
    """The workflows that n8n calls clean and in which NodePilot finds no error, by id."""
    verdicts = {row["id"]: row["verdict"] for row in read_rows(corpus / "verdicts.jsonl.gz")}
    return {
        row["id"]: row["workflow"]
        for row in read_rows(corpus / "workflows.jsonl.gz")
        if verdicts[row["id"]]["clean"] and is_valid(validate(row["workflow"], catalog))
    }


def measure(operator: Operator, workflows: Workflows, catalog: Catalog, most: int) -> Figures:
    """Plants the defect into at most so many workflows, chosen by chance that is the same each time."""
    figures = Figures()
    ids = sorted(workflows)
    Random(operator.name).shuffle(ids)  # noqa: S311 - it chooses workflows, it keeps no secrets
    for workflow_id in ids:
        if figures.planted >= most:
            break
        clean = workflows[workflow_id]
        broken = operator.plant(Ground(clean, catalog, f"{operator.name}/{workflow_id}"))
        if broken is not None:
            _count(figures, operator, clean, broken, catalog)
    return figures


def _count(figures: Figures, operator: Operator, clean: Any, broken: Any, catalog: Catalog) -> None:
    before, issues = _found(validate(clean, catalog)), validate(broken, catalog)
    planted = _found(issues) - before
    figures.planted += 1
    if not any(code in operator.codes for code, _ in planted):
        return
    figures.seen += 1
    figures.errors += not is_valid(issues)
    restored = False
    for unsafe in (False, True):
        made = mend(broken, catalog, unsafe=unsafe)
        after = _found(made.issues)
        is_mended = not any(code in operator.codes for code, _ in after - before)
        figures.worse += bool(after - before - _found(issues))
        restored = restored or _text(made.workflow) == _text(clean)
        if unsafe:
            figures.mended_unsafely += is_mended
        else:
            figures.mended += is_mended
    figures.restored += restored


def _text(document: Any) -> str:
    return json.dumps(document, sort_keys=True)


def _found(issues: Iterable[Issue]) -> Found:
    return Counter((issue.code, issue.node) for issue in issues)


def tell(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)
