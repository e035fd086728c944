"""Three-way merge of JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Literal, TypeAlias

from nodepilot.catalog.jsvalues import deeply_equal
from nodepilot.kit.records import dataclass
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.merge.text import merge_text

Side: TypeAlias = Literal["ours", "theirs"]
Path: TypeAlias = tuple[str | int, ...]

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed, each in its own way; a side's `MISSING` means that it took it away.

    `node` is the node's name in the merged workflow, `path` leads to the value: inside of the node's
    object, else in the document.
    """

    node: str | None
    path: Path
    ours: Any
    theirs: Any


@dataclass(slots=True)
class ValueMerge:
    """Merges values; where both sides changed one, `prefer` decides and a conflict is noted."""

    prefer: Side
    node: str | None = None
    settled: frozenset[Path] = frozenset()
    """Paths at which ours counts without a word: what n8n itself writes anew with every change."""
    conflicts: list[Conflict] = field(default_factory=list)

    def merge(self, base: Any, ours: Any, theirs: Any, path: Path = ()) -> Any:
        """The merged value; `MISSING` stands for none."""
        if _same(ours, theirs) or _same(base, theirs):
            return ours
        if _same(base, ours):
            return theirs
        if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and not _is_one_thing(ours, theirs):
            return self._objects(base if isinstance(base, Mapping) else _NOTHING, ours, theirs, path)
        if isinstance(ours, list) and isinstance(theirs, list):
            merged = self._lists(base, ours, theirs, path)
            if merged is not None:
                return merged
        if isinstance(base, str) and isinstance(ours, str) and isinstance(theirs, str):
            text = merge_text(base, ours, theirs)
            if text is not None:
                return text
        return self._clash(path, ours, theirs)

    def _objects(
        self, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], path: Path
    ) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for key in merged_order(list(ours), list(theirs)):
            value = self.merge(
                base.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING), (*path, key)
            )
            if value is not MISSING:
                merged[key] = value
        return merged

    def _lists(self, base: Any, ours: list[Any], theirs: list[Any], path: Path) -> list[Any] | None:
        """Lists whose entries all carry ids of their own are merged entry by entry."""
        before = _by_id(base if isinstance(base, list) else [])
        mine, other = _by_id(ours), _by_id(theirs)
        if before is None or mine is None or other is None:
            return None
        merged: list[Any] = []
        for key in merged_order(list(mine), list(other)):
            place = next((index for index, each in enumerate(ours) if each.get("id") == key), len(merged))
            value = self.merge(
                before.get(key, MISSING), mine.get(key, MISSING), other.get(key, MISSING), (*path, place)
            )
            if value is not MISSING:
                merged.append(value)
        return merged

    def _clash(self, path: Path, ours: Any, theirs: Any) -> Any:
        if path in self.settled:
            return theirs if ours is MISSING else ours
        self.conflicts.append(Conflict(self.node, path, ours, theirs))
        return ours if self.prefer == "ours" else theirs


def merged_order(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All keys: ours in their order, each of theirs alone behind the one that it follows there."""
    merged = list(ours)
    known = set(ours)
    place = 0
    for key in theirs:
        if key in known:
            place = merged.index(key) + 1
        else:
            merged.insert(place, key)
            known.add(key)
            place += 1
    return merged


def _same(one: Any, other: Any) -> bool:
    if one is MISSING or other is MISSING:
        return one is other
    return deeply_equal(one, other)


def _is_one_thing(*values: Mapping[str, Any]) -> bool:
    """A resource locator: half of one and half of another would name something that nobody chose."""
    return any(value.get("__rl") for value in values)


def _by_id(entries: list[Any]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for entry in entries:
        key = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(key, str) or not key or key in found:
            return None
        found[key] = entry
    return found
