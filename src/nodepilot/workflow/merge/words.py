"""Conflicts in plain words."""

from __future__ import annotations

from typing import Any

from nodepilot.catalog import Catalog
from nodepilot.kit.paths import render_path
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.labels import parameter_label, shown_type, shown_value
from nodepilot.workflow.merge.values import Conflict
from nodepilot.workflow.model import MAIN, Workflow


def told(conflict: Conflict, merged: Workflow, catalog: Catalog | None = None) -> str:
    """One line: "`Slack`: channel: ours `#sales`, theirs `#ops`"."""
    name, path = conflict.node, conflict.path
    match path:
        case () if name is not None:
            gone, kept = ("ours", "theirs") if conflict.ours is MISSING else ("theirs", "ours")
            return f"`{name}`: removed in {gone}, changed in {kept}"
        case ("name",) if name is not None:
            return f"A node is called {_sides(conflict)}"
        case ("connections", str(source), str(kind), int(output)):
            return f"{_leaving(source, kind, output)} leads to {_sides(conflict)}"
    where = render_path(path)
    if name is None:
        return f"Workflow: {where}: {_sides(conflict)}"
    node = merged.find(name)
    if path[0] == "parameters" and node is not None:
        where = parameter_label(node, path[1:], catalog)
    return f"`{name}`: {where}: {_sides(conflict)}"


def _sides(conflict: Conflict) -> str:
    return f"{_shown(conflict.ours)} in ours, {_shown(conflict.theirs)} in theirs"


def _shown(value: Any) -> str:
    return "nothing" if value is MISSING else shown_value(value)


def _leaving(source: str, kind: str, output: int) -> str:
    if kind != MAIN:
        return f"`{source}` ({shown_type(kind)})"
    return f"`{source}` (output {output + 1})" if output else f"`{source}`"
