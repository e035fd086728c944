"""The rows of a suite, read from a folder.

A suite is a folder with `requests.jsonl`, `intents.jsonl`, `search.jsonl` or `patterns.jsonl` (any of them),
`edits.jsonl` with `base_workflows.jsonl` for follow-ups (see `follow_up_rows.py`), `scenarios.jsonl` for what requests' workflows do when they run (`outcomes.jsonl` where another program is to run them,
see `player.py`), and, where its rows use them, `groups.json`: names for groups of node types that serve equally well.

In a row a node type may be written short: `slack` is `n8n-nodes-base.slack`, `~agent` is
`@n8n/n8n-nodes-langchain.agent`, `@email` all types of the group `email`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from nodepilot.errors import UserError
from nodepilot.evaluation.follow_up_rows import FollowUpRow, follow_up_rows

TypeGroup: TypeAlias = frozenset[str]
"""Node types of which any one will do."""


@dataclass(frozen=True, slots=True)
class ParameterCheck:
    """Some node of `types` has a value at `path` ("" = all parameters) that `pattern` is found in.

    For the types in `default_is_right` a value that is left out counts, too.
    """

    types: TypeGroup
    path: str
    pattern: str
    default_is_right: TypeGroup = frozenset()


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request and what a right workflow must hold."""

    id: str
    category: str
    request: str
    must: tuple[TypeGroup, ...]
    trigger: TypeGroup
    must_not: TypeGroup
    parameters: tuple[ParameterCheck, ...]
    edges: tuple[tuple[TypeGroup, TypeGroup], ...]
    branches: int


@dataclass(frozen=True, slots=True)
class IntentRow:
    """A message and what its writer wants."""

    id: str
    message: str
    has_workflow: bool
    label: str


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A query and the node types of which one should come first."""

    id: str
    query: str
    expected: TypeGroup


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A query and the node pattern that should be among the first three: its node type and what is chosen in it."""

    id: str
    query: str
    types: TypeGroup
    choice: frozenset[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that is sent: `to` is found in "METHOD address" (or "call TYPE"), each of `has` in what is sent.

    None for `times` means once or more; 0 means never.
    """

    to: str
    has: tuple[str, ...]
    times: int | None

    def __str__(self) -> str:
        return " with ".join((f"`{self.to}`", *(f"`{each}`" for each in self.has)))


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What has to happen when an event comes to the workflow of a request.

    `events` are the event's JSON by node types that may get it, `answers` what services say (see `n8n/play.cjs`).
    """

    id: str
    request: str
    events: tuple[tuple[TypeGroup, Mapping[str, Any]], ...]
    answers: tuple[Mapping[str, Any], ...]
    expect: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """All rows of a folder."""

    name: str
    requests: tuple[RequestRow, ...]
    intents: tuple[IntentRow, ...]
    searches: tuple[SearchRow, ...]
    patterns: tuple[PatternRow, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    foreign: tuple[Mapping[str, Any], ...] = ()
    """Scenarios as another program wants them: each has an `id` and the `request` that it is about."""
    follow_ups: tuple[FollowUpRow, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are, scenarios apart: they belong to requests."""
        kinds = (self.requests, self.intents, self.searches, self.patterns, self.follow_ups)
        return sum(len(each) for each in kinds)

    def foreign_of(self, request: str) -> tuple[Mapping[str, Any], ...]:
        """Those of one request."""
        return tuple(row for row in self.foreign if str(row.get("request")) == request)

    def outcomes_of(self, request: str) -> tuple[OutcomeRow, ...]:
        """Those of one request."""
        return tuple(row for row in self.outcomes if row.request == request)


def load_suite(folder: Path) -> Suite:
    """Reads a suite. Raises `UserError` when the folder holds none or a row cannot be read."""
    if not folder.is_dir():
        raise UserError(f"There is no folder `{folder}`.", next_step="`--suite` takes a folder with rows.")
    types = _TypeNames(_groups(folder))
    suite = Suite(
        name=folder.resolve().name,
        requests=tuple(_request(row, types) for row in _rows(folder / "requests.jsonl")),
        intents=tuple(
            IntentRow(str(row["id"]), row["message"], bool(row.get("has_workflow")), row["label"])
            for row in _rows(folder / "intents.jsonl")
        ),
        searches=tuple(
            SearchRow(str(row["id"]), row["query"], types.all(row["expected"]))
            for row in _rows(folder / "search.jsonl")
        ),
        patterns=tuple(
            PatternRow(str(row["id"]), row["query"], types.all(row["type"]), frozenset(row["choice"]))
            for row in _rows(folder / "patterns.jsonl")
        ),
        outcomes=tuple(_outcome(row, types) for row in _rows(folder / "scenarios.jsonl")),
        foreign=tuple(_rows(folder / "outcomes.jsonl")),
        follow_ups=follow_up_rows(
            _rows(folder / "edits.jsonl"), _rows(folder / "base_workflows.jsonl"), types.all
        ),
    )
    if not (suite.requests or suite.intents or suite.searches or suite.patterns or suite.follow_ups):
        raise UserError(
            f"`{folder}` holds no rows.",
            next_step="It should hold `requests.jsonl`, `intents.jsonl`, `search.jsonl`, `patterns.jsonl` or `edits.jsonl`.",
        )
    return suite


class _TypeNames:
    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self._groups = groups

    def all(self, names: str | Sequence[str]) -> TypeGroup:
        found: set[str] = set()
        for name in [names] if isinstance(names, str) else names:
            if name.startswith("@") and "/" not in name:
                found |= self.all(self._groups[name[1:]])
            elif name.startswith("~"):
                found.add(f"@n8n/n8n-nodes-langchain.{name[1:]}")
            else:
                found.add(name if "." in name else f"n8n-nodes-base.{name}")
        return frozenset(found)


def _request(row: Mapping[str, Any], types: _TypeNames) -> RequestRow:
    must = tuple(types.all(group) for group in row.get("must") or ())
    trigger = types.all(row.get("trigger") or ())

    def end(name: str | int | Sequence[str]) -> TypeGroup:
        """In `path` an end is `trigger` or the number of a group in `must`; in `edges` it is the types."""
        if name == "trigger":
            return trigger
        return must[name] if isinstance(name, int) else types.all(name)

    pairs = row.get("path") or row.get("edges") or ([["trigger", 0]] if trigger and must else [])
    return RequestRow(
        id=str(row["id"]),
        category=str(row.get("category", "")),
        request=row["request"],
        must=must,
        trigger=trigger,
        must_not=types.all(row.get("must_not") or ()),
        parameters=tuple(
            ParameterCheck(
                types.all(check["node"]),
                check["path"],
                check["matches"],
                types.all(check.get("absent_ok") or ()),
            )
            for check in row.get("params") or ()
        ),
        edges=tuple((end(source), end(target)) for source, target in pairs),
        branches=row.get("branches") or 0,
    )


def _outcome(row: Mapping[str, Any], types: _TypeNames) -> OutcomeRow:
    return OutcomeRow(
        id=str(row["id"]),
        request=str(row["request"]),
        events=tuple((types.all(name), event) for name, event in row["event"].items()),
        answers=tuple(row.get("answers") or ()),
        expect=tuple(
            Effect(each["to"], tuple(each.get("has") or ()), each.get("times")) for each in row["expect"]
        ),
    )


def _groups(folder: Path) -> dict[str, list[str]]:
    path = folder / "groups.json"
    groups: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return groups


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or "id" not in row:
            raise UserError(
                f"Line {number} of `{path}` is no row.",
                next_step="Each line is a JSON object with an `id`.",
            )
        rows.append(row)
    return rows
