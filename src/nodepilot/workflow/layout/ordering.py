"""Rows: who stands above whom in a column.

Starts with the branches in output order and then swaps neighbours as long as that removes crossings,
but never the branches of one node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nodepilot.kit.records import dataclass
from nodepilot.workflow.layout.layers import Edge, Layers

_MOST_ROUNDS = 8

Spot = tuple[int, ...]
"""A vertex `(vertex,)`, or the point where an edge passes a column: `(source, target, column)`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Spots from top to bottom, column by column; `before` and `after` are neighbours along edges."""

    spots: Sequence[Sequence[Spot]]
    before: Mapping[Spot, Sequence[Spot]]
    after: Mapping[Spot, Sequence[Spot]]


def order(layers: Layers) -> Columns:
    """The spots of every column, branches in output order and with few crossings."""
    columns: list[list[Spot]] = [[] for _ in range(max(layers.rank.values(), default=-1) + 1)]
    visit: dict[Spot, int] = {}
    for vertex, rank in layers.rank.items():
        columns[rank].append((vertex,))
        visit[(vertex,)] = layers.visit[vertex]
    before: dict[Spot, list[Spot]] = {spot: [] for column in columns for spot in column}
    after: dict[Spot, list[Spot]] = {spot: [] for column in columns for spot in column}
    for edge in layers.edges:
        chain = _chain(edge, layers.rank)
        for spot in chain[1:-1]:
            columns[spot[2]].append(spot)
            visit[spot] = layers.visit[edge]
            before[spot], after[spot] = [], []
        for left, right in pairwise(chain):
            after[left].append(right)
            before[right].append(left)
    for column in columns:
        column.sort(key=lambda spot: (visit[spot], spot))
    _remove_crossings(columns, before, after)
    return Columns(columns, before, after)


def _chain(edge: Edge, rank: Mapping[int, int]) -> list[Spot]:
    source, target = edge
    passing: list[Spot] = [(source, target, column) for column in range(rank[source] + 1, rank[target])]
    return [(source,), *passing, (target,)]


def _remove_crossings(
    columns: Sequence[list[Spot]], before: Mapping[Spot, Sequence[Spot]], after: Mapping[Spot, Sequence[Spot]]
) -> None:
    place = {spot: row for column in columns for row, spot in enumerate(column)}
    for _ in range(_MOST_ROUNDS):
        swapped = False
        for column in columns:
            for row in range(len(column) - 1):
                upper, lower = column[row], column[row + 1]
                if _in_output_order(upper, lower, before, after):
                    continue
                gain = _crossings(upper, lower, before, place) + _crossings(upper, lower, after, place)
                loss = _crossings(lower, upper, before, place) + _crossings(lower, upper, after, place)
                if loss < gain:
                    column[row], column[row + 1] = lower, upper
                    place[upper], place[lower] = row + 1, row
                    swapped = True
        if not swapped:
            return


def _in_output_order(
    upper: Spot, lower: Spot, before: Mapping[Spot, Sequence[Spot]], after: Mapping[Spot, Sequence[Spot]]
) -> bool:
    """Both are fed by the same node, which has them in this order."""
    return any(
        after[source].index(upper) < after[source].index(lower)
        for source in before[upper]
        if source in before[lower]
    )


def _crossings(
    upper: Spot, lower: Spot, beside: Mapping[Spot, Sequence[Spot]], place: Mapping[Spot, int]
) -> int:
    return sum(place[above] > place[below] for above in beside[upper] for below in beside[lower])
