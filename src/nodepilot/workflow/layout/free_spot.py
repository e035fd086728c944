"""The nearest spot where a group of rectangles touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.workflow.layout.measures import GRID, Rectangle

_CLEAR_X = 2 * GRID
_CLEAR_Y = 3 * GRID
"""How near to another node a new one may come; a node's name stands below it."""
_STEP_ASIDE = 7 * GRID
_STEPS_ASIDE = 3


def nearest_free(
    group: Sequence[Rectangle], taken: Sequence[Rectangle], *, sideways: bool = False
) -> tuple[int, int]:
    """How far to move the whole group, on the grid. There always is such a spot.

    It goes up or down, and to the right only when that is nearer on the whole; with `sideways` it goes
    left or right alone.
    """
    if sideways:
        turned = [_turned(each) for each in group]
        return _shift(turned, [_turned(each) for each in taken], _CLEAR_Y, _CLEAR_X), 0
    best: tuple[int, int] | None = None
    for step in range(_STEPS_ASIDE):
        dx = step * _STEP_ASIDE
        moved = [Rectangle(each.x + dx, each.y, each.width, each.height) for each in group]
        dy = _shift(moved, taken, _CLEAR_X, _CLEAR_Y)
        if best is None or dx + abs(dy) < best[0] + abs(best[1]):
            best = (dx, dy)
    return best or (0, 0)


def _shift(group: Sequence[Rectangle], taken: Sequence[Rectangle], clear_x: int, clear_y: int) -> int:
    """The smallest vertical move, downward when both ways are equally far."""
    blocked = sorted(
        (other.y - clear_y - each.y - each.height, other.y + other.height + clear_y - each.y)
        for each in group
        for other in taken
        if each.x < other.x + other.width + clear_x and other.x < each.x + each.width + clear_x
    )
    down = up = 0
    for low, high in blocked:
        if low < down < high:
            down = int(-(-high // GRID)) * GRID
    for low, high in sorted(blocked, key=lambda each: -each[1]):
        if low < up < high:
            up = int(low // GRID) * GRID
    return down if down <= -up else up


def _turned(each: Rectangle) -> Rectangle:
    return Rectangle(each.y, each.x, each.height, each.width)
