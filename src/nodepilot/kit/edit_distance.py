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
    one, other = _apart(one, other)
    if limit == 1:
        # After the first slip all is the same again.
        is_one = max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])
        return 1 if is_one else None
    width = len(other)
    # What lies further from the diagonal than the limit cannot come back within it.
    beyond = limit + 1
    before_last = [beyond] * (width + 1)
    last = [column if column <= limit else beyond for column in range(width + 1)]
    for row, letter in enumerate(one, 1):
        current = [beyond] * (width + 1)
        least = beyond
        if row <= limit:
            current[0] = least = row
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            against = other[column - 1]
            cost = last[column - 1] + (letter != against)
            if last[column] < cost:
                cost = last[column] + 1
            if current[column - 1] < cost:
                cost = current[column - 1] + 1
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before_last[column - 2] + 1)
            current[column] = cost
            least = min(least, cost)
        if least > limit:
            return None
        before_last, last = last, current
    return last[-1] if last[-1] <= limit else None


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two different words without what they have in common at both ends."""
    begin, shorter = 0, min(len(one), len(other))
    while begin < shorter and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < shorter - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[begin : len(one) - end], other[begin : len(other) - end]
