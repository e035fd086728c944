"""Heights: straight where it can be, symmetric where a node branches, and far enough apart.

Each spot wishes for the mean height of its neighbours; a column grants the wishes as nearly as order and
distances allow (least squares under "at least this far below": pooling neighbours whose wishes clash).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nodepilot.workflow.layout.ordering import Columns, Spot

_SWEEPS = 12
"""At most."""


def heights(columns: Columns, distance: Callable[[Spot, Spot], float]) -> Mapping[Spot, float]:
    """The middle line of every spot. `distance(upper, lower)` is the least between two middle lines."""
    y: dict[Spot, float] = {}
    for column in columns.spots:
        _settle(column, dict.fromkeys(column, 0.0), distance, y)
    for _ in range(_SWEEPS):
        before = dict(y)
        for column in reversed(columns.spots):
            _settle(column, _wishes(column, columns.after, y), distance, y)
        for column in columns.spots:
            _settle(column, _wishes(column, columns.before, y), distance, y)
        if y == before:
            # A chain is straight at once.
            break
    return y


def _wishes(
    column: Sequence[Spot], beside: Mapping[Spot, Sequence[Spot]], y: Mapping[Spot, float]
) -> Mapping[Spot, float]:
    return {spot: _mean([y[each] for each in beside[spot]] or [y[spot]]) for spot in column}


def _settle(
    column: Sequence[Spot],
    wish: Mapping[Spot, float],
    distance: Callable[[Spot, Spot], float],
    y: dict[Spot, float],
) -> None:
    # Measured from where the spot would stand if all were packed, the distances fall away, and what is
    # left is to find the nearest ascending sequence.
    packed: list[float] = []
    for row, spot in enumerate(column):
        packed.append(packed[-1] + distance(column[row - 1], spot) if row else 0.0)
    pools: list[tuple[float, int]] = []
    for row, spot in enumerate(column):
        mean, count = wish[spot] - packed[row], 1
        while pools and pools[-1][0] > mean:
            earlier, size = pools.pop()
            mean, count = (earlier * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    row = 0
    for mean, count in pools:
        for _ in range(count):
            y[column[row]] = mean + packed[row]
            row += 1


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
