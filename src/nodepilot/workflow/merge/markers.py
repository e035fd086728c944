"""A workflow's JSON with conflict markers, as git writes them, around what two versions have differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nodepilot.catalog.jsvalues import deeply_equal
from nodepilot.kit.records import dataclass
from nodepilot.workflow.codec import dump_json
from nodepilot.workflow.edits.paths import MISSING
from nodepilot.workflow.merge.values import merged_order
from nodepilot.workflow.model import Workflow


def text_with_conflicts(
    ours: Workflow,
    theirs: Workflow,
    label_ours: str,
    label_theirs: str,
    *,
    indent: int | str = 2,
    marker_size: int = 7,
) -> str:
    """Both versions in one text. All upper halves together are `ours` as JSON, all lower halves `theirs`."""
    pieces = list(
        _Writer(indent if isinstance(indent, str) else " " * indent).both(
            _Part(ours.document), _Part(theirs.document), 0
        )
    )
    lines: list[str] = []
    mine: list[str] = []
    other: list[str] = []

    def close() -> None:
        if mine or other:
            lines.append(f"{'<' * marker_size} {label_ours}")
            lines.extend(mine)
            lines.append("=" * marker_size)
            lines.extend(other)
            lines.append(f"{'>' * marker_size} {label_theirs}")
            mine.clear()
            other.clear()

    for piece in pieces:
        if piece.ours == piece.theirs:
            close()
            lines.extend(piece.ours)
        else:
            mine.extend(piece.ours)
            other.extend(piece.theirs)
    close()
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of both versions that stand at the same place; the same ones where they agree."""

    ours: list[str]
    theirs: list[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A value with what stands around it in its line: the key before, the comma behind."""

    value: Any
    key: str = ""
    comma: str = ""


_ABSENT = _Part(MISSING)


@dataclass(frozen=True, slots=True)
class _Writer:
    indent: str

    def both(self, mine: _Part, other: _Part, depth: int) -> Iterator[_Piece]:
        """The lines of both values, as deep as they have parts that can be told apart by name."""
        pairs = None if mine is _ABSENT or other is _ABSENT else _pairs(mine.value, other.value)
        if pairs is None or mine.key != other.key or deeply_equal(mine.value, other.value):
            yield _Piece(self._lines(mine, depth), self._lines(other, depth))
            return
        opening, closing = "{}" if isinstance(mine.value, Mapping) else "[]"
        yield self._same(f"{mine.key}{opening}", f"{other.key}{opening}", depth)
        for one, another in pairs:
            yield from self.both(one, another, depth + 1)
        yield self._same(f"{closing}{mine.comma}", f"{closing}{other.comma}", depth)

    def _same(self, mine: str, other: str, depth: int) -> _Piece:
        return _Piece([self.indent * depth + mine], [self.indent * depth + other])

    def _lines(self, part: _Part, depth: int) -> list[str]:
        if part is _ABSENT:
            return []
        text = dump_json(part.value, indent=self.indent)
        written = f"{part.key}{text}{part.comma}"
        return [self.indent * depth + line for line in written.split("\n")]


def _pairs(mine: Any, other: Any) -> list[tuple[_Part, _Part]] | None:
    """The parts of two values beside each other; None when they have none that belong together."""
    if isinstance(mine, Mapping) and isinstance(other, Mapping) and mine and other:
        return _beside(dict(mine), dict(other), keyed=True)
    if isinstance(mine, list) and isinstance(other, list) and mine and other:
        ours, theirs = _named(mine), _named(other)
        if ours is not None and theirs is not None:
            return _beside(ours, theirs, keyed=False)
        if len(mine) == len(other):
            return _beside(dict(enumerate(mine)), dict(enumerate(other)), keyed=False)
    return None


def _beside(mine: dict[Any, Any], other: dict[Any, Any], *, keyed: bool) -> list[tuple[_Part, _Part]] | None:
    order = merged_order(list(mine), list(other))
    if [key for key in order if key in other] != list(other):
        return None
    last_ours, last_theirs = list(mine)[-1], list(other)[-1]
    return [
        (
            _part(mine, key, last_ours, keyed=keyed),
            _part(other, key, last_theirs, keyed=keyed),
        )
        for key in order
    ]


def _part(parts: Mapping[Any, Any], key: Any, last: Any, *, keyed: bool) -> _Part:
    if key not in parts:
        return _ABSENT
    written = f"{dump_json(key)}: " if keyed else ""
    return _Part(parts[key], written, "" if key == last else ",")


def _named(entries: Sequence[Any]) -> dict[Any, Any] | None:
    """List entries by their names, as nodes have them."""
    found: dict[Any, Any] = {}
    for entry in entries:
        name = entry.get("name") if isinstance(entry, Mapping) else None
        if not isinstance(name, str) or name in found:
            return None
        found[name] = entry
    return found
