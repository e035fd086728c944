"""Rows of `edits.jsonl`: an instruction on a workflow of `base_workflows.jsonl`, and what a right answer changes.

`add`: one new node of each group. `remove` and `may_remove`: nodes by name. `change`: what of a node may differ, as
paths ("*": anything). `params`: a value of a node (`name`) or of some node of types (`node`) that `matches` is found in,
or, with `not`, isn't. `edges`: what leads to what; an end is a list of types, "@Name", or "@Name#1" for what
stands behind the second output. `drop_edges`: connections that may lead over something new; `cut_edges`: that may go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

TypeGroup: TypeAlias = frozenset[str]
End: TypeAlias = TypeGroup | str
"""Node types, or "@Name" with an output behind "#"."""


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A value at `path` ("" = all parameters) of the node `name`, or of some node of `types`, and its pattern."""

    name: str
    types: TypeGroup
    path: str
    pattern: str
    is_denied: bool


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """An instruction, the workflow that it is about, and what may and what has to change."""

    id: str
    kind: str
    instruction: str
    workflow: Mapping[str, Any]
    add: tuple[TypeGroup, ...]
    remove: frozenset[str]
    may_remove: frozenset[str]
    change: Mapping[str, tuple[str, ...]]
    values: tuple[ValueCheck, ...]
    edges: tuple[tuple[End, End], ...]
    rerouted: frozenset[tuple[str, str]]
    cut: frozenset[tuple[str, str]]
    most_added: int | None
    must_not: TypeGroup
    branches: int
    handles_errors: bool
    may_set: bool
    """Settings for failures (retries, what happens on an error) may differ on any node."""


def follow_up_rows(
    rows: Sequence[Mapping[str, Any]],
    bases: Sequence[Mapping[str, Any]],
    types: Callable[[str | Sequence[str]], TypeGroup],
) -> tuple[FollowUpRow, ...]:
    """The rows with their workflows. Raises `KeyError` for a row whose workflow is not there."""
    workflows = {str(base["id"]): base["workflow"] for base in bases}

    def end(said: str | Sequence[str]) -> End:
        return said if isinstance(said, str) and said.startswith("@") else types(said)

    return tuple(
        FollowUpRow(
            id=str(row["id"]),
            kind=str(row.get("kind", "edit")),
            instruction=row["instruction"],
            workflow=workflows[str(row["base_id"])],
            add=tuple(types(group) for group in row.get("add") or ()),
            remove=frozenset(row.get("remove") or ()),
            may_remove=frozenset(row.get("may_remove") or ()),
            change={name: tuple(paths) for name, paths in (row.get("change") or {}).items()},
            values=tuple(
                ValueCheck(
                    check.get("name", ""),
                    types(check.get("node") or ()),
                    check["path"],
                    check["matches"],
                    bool(check.get("not")),
                )
                for check in row.get("params") or ()
            ),
            edges=tuple((end(source), end(target)) for source, target in row.get("edges") or ()),
            rerouted=frozenset((source, target) for source, target in row.get("drop_edges") or ()),
            cut=frozenset((source, target) for source, target in row.get("cut_edges") or ()),
            most_added=row.get("max_added"),
            must_not=types(row.get("must_not") or ()),
            branches=row.get("branches") or 0,
            handles_errors=bool(row.get("error_handling")),
            may_set=bool(row.get("allow_settings")),
        )
        for row in rows
    )
