"""Which issues of a document can be mended at the press of a button, found out by mending them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.repair.engine import mend
from nodepilot.repair.model import Chosen, Fix
from nodepilot.repair.registry import FIXERS
from nodepilot.validation.issue import Issue

_MOST_TRIED = 30
"""Issues that are tried in one document; those behind them are mended, too, but not announced."""

_MENDABLE = frozenset(code for fixer in FIXERS for code in fixer.codes)


def find_offers(document: Any, issues: Sequence[Issue], catalog: Catalog) -> Mapping[Chosen, Fix]:
    """The fix that each of these issues would get; issues that no fixer can mend are left out."""
    chosen = dict.fromkeys(
        Chosen(issue.code, issue.node, issue.parameter) for issue in issues if issue.code in _MENDABLE
    )
    found: dict[Chosen, Fix] = {}
    for each in list(chosen)[:_MOST_TRIED]:
        fixes = mend(document, catalog, unsafe=True, only=each).fixes
        if fixes:
            found[each] = fixes[0]
    return found
