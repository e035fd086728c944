"""Holds an edited workflow against what an instruction asks for: what was named has changed, and nothing else has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nodepilot.evaluation.follow_up_rows import End, FollowUpRow, ValueCheck
from nodepilot.evaluation.reach import Reach
from nodepilot.evaluation.requests import as_text, count_ways, short, value_at
from nodepilot.workflow.codec import load_workflow
from nodepilot.workflow.model import Workflow

_FREE = frozenset({"position", "notes", "notesInFlow", "webhookId", "color"})
_SETTINGS = frozenset(
    {
        "onError",
        "continueOnFail",
        "retryOnFail",
        "maxTries",
        "waitBetweenTries",
        "alwaysOutputData",
        "executeOnce",
    }
)


@dataclass(frozen=True)
class _Pair:
    before: Workflow
    after: Workflow

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.after.document)

    @cached_property
    def new(self) -> set[str]:
        return set(self.after.nodes_by_name) - set(self.before.nodes_by_name)


def check_follow_up(row: FollowUpRow, document: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong, by check; no words where a check holds."""
    pair = _Pair(load_workflow(dict(row.workflow)), load_workflow(dict(document)))
    return {name: list(check(row, pair)) for name, check in _CHECKS.items()}


def _kept(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    for node in pair.before.nodes:
        if node.name in row.remove:
            continue
        after = pair.after.nodes_by_name.get(node.name)
        if after is None:
            if node.name not in row.may_remove:
                yield f"`{node.name}` is gone"
            continue
        free = _FREE | (_SETTINGS if row.may_set else frozenset())
        allowed = row.change.get(node.name, ())
        differing = _differing(_core(node.raw, free), _core(after.raw, free))
        others = [path for path in differing if not any(_covers(each, path) for each in allowed)]
        if others:
            yield f"`{node.name}` differs at {', '.join(others[:3])}"


def _core(node: Mapping[str, Any], free: frozenset[str]) -> dict[str, Any]:
    return {
        key: value for key, value in node.items() if key not in free and not (key == "disabled" and not value)
    }


def _covers(allowed: str, path: str) -> bool:
    return allowed == "*" or f"{path}.".startswith(f"{allowed}.") or f"{allowed}.".startswith(f"{path}.")


def _differing(before: Any, after: Any, path: str = "") -> list[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        found: list[str] = []
        for key in sorted({*before, *after}):
            inner = f"{path}.{key}" if path else str(key)
            one_sided = key not in before or key not in after
            found += [inner] if one_sided else _differing(before[key], after[key], inner)
        return found
    return [] if before == after else [path]


def _wiring(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    kept = set(pair.after.connections)
    gone = row.remove | {name for name in row.may_remove if name not in pair.after.nodes_by_name}
    for link in pair.before.connections:
        ends = (link.source, link.target)
        if link in kept or ends in row.cut or gone & {*ends}:
            continue
        present = all(name in pair.after.nodes_by_name for name in ends)
        if ends in row.rerouted and present and link.target in pair.reach.from_node(link.source):
            continue
        yield f"`{link.source}` no longer leads to `{link.target}`"


def _removed(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    yield from (f"`{name}` is still there" for name in row.remove if name in pair.after.nodes_by_name)


def _added(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    for group in row.add:
        if not pair.new & {*pair.reach.named(group)} & pair.reach.alive:
            yield f"no new {short(group)}"
    if row.most_added is not None and len(pair.new) > row.most_added:
        yield f"{len(pair.new)} new nodes, at most {row.most_added}"


def _values(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    for check in row.values:
        if _holds(check, pair) is check.is_denied:
            yield f"{check.name or short(check.types)} {check.path}: /{check.pattern}/"


def _holds(check: ValueCheck, pair: _Pair) -> bool:
    named = [check.name] if check.name in pair.after.nodes_by_name else []
    for name in named if check.name else pair.reach.named(check.types):
        value = value_at(pair.after.get(name).parameters, check.path)
        if value is not None and re.search(check.pattern, as_text(value), re.IGNORECASE):
            return True
    return False


def _edges(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    for source, target in row.edges:
        wanted = set(_nodes(target, pair))
        if not any(reached & wanted for reached in _reached(source, pair)):
            yield f"no way from {_said(source)} to {_said(target)}"


def _nodes(end: End, pair: _Pair) -> list[str]:
    if not isinstance(end, str):
        return pair.reach.named(end)
    name = end[1:].split("#")[0]
    return [name] if name in pair.after.nodes_by_name else []


def _reached(end: End, pair: _Pair) -> Iterator[set[str]]:
    for name in _nodes(end, pair):
        if isinstance(end, str) and "#" in end:
            first = pair.reach.by_output(name).get(int(end.split("#")[1]), [])
            yield set(first).union(*(pair.reach.from_node(each) for each in first))
        else:
            yield pair.reach.from_node(name)


def _said(end: End) -> str:
    return end if isinstance(end, str) else short(end)


def _must_not(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    yield from (f"`{name}` should not be there" for name in pair.reach.named(row.must_not))


def _branches(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    if row.branches and (ways := count_ways(pair.reach)) < row.branches:
        yield f"{ways} ways, should be {row.branches}"


def _errors(row: FollowUpRow, pair: _Pair) -> Iterator[str]:
    handled = any(
        node.raw.get("retryOnFail") or node.raw.get("onError") or node.type.endswith(".errorTrigger")
        for node in pair.after.nodes
    )
    if row.handles_errors and not handled:
        yield "errors are not handled"


_CHECKS: Mapping[str, Callable[[FollowUpRow, _Pair], Iterator[str]]] = {
    "kept": _kept,
    "wiring": _wiring,
    "removed": _removed,
    "added": _added,
    "values": _values,
    "edges": _edges,
    "must_not": _must_not,
    "branches": _branches,
    "errors": _errors,
}
