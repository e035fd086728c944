"""How many slips of the pen lie between two words."""

from __future__ import annotations


def bounded_distance(one: str, other: str, limit: int) -> int | None:
    """Insertions, deletions, replacements and swaps of neighbours between two words.

    None when there are more than `limit`.
    """
    if one == other:
        return 0
    if limit <= 0 or abs(len(one) - len(other)) > limit:
        return None
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != against),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return None
        before_last, last = last, current
    return last[-1] if last[-1] <= limit else None
