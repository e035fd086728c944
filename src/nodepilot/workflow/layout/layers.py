"""Columns: which node stands how far to the right.

Works on plain numbers: vertices 0..n-1 and edges in the order in which they should stand from top to
bottom (output by output).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nodepilot.kit.records import dataclass

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layers:
    """`rank` counts columns from 0. `edges` are those that run to the right, in drawing order.

    `visit` numbers vertices and edges in the order of a walk that takes outputs from the top down;
    sorting a column by it puts branches one under another.
    """

    rank: Mapping[int, int]
    edges: Sequence[Edge]
    visit: Mapping[int | Edge, int]


def components(count: int, edges: Sequence[Edge]) -> Sequence[Sequence[int]]:
    """Vertices that hang together, each group and the groups themselves in ascending order."""
    group = list(range(count))

    def find(vertex: int) -> int:
        while group[vertex] != vertex:
            group[vertex] = group[group[vertex]]
            vertex = group[vertex]
        return vertex

    for source, target in edges:
        first, second = sorted((find(source), find(target)))
        group[second] = first
    found: dict[int, list[int]] = {}
    for vertex in range(count):
        found.setdefault(find(vertex), []).append(vertex)
    return list(found.values())


def layer(vertices: Sequence[int], edges: Sequence[Edge]) -> Layers:
    """Columns for one connected group. What closes a loop runs back to the left and has no say."""
    leaving: dict[int, list[int]] = {vertex: [] for vertex in vertices}
    entered: set[int] = set()
    for source, target in edges:
        if source != target and target not in leaving[source]:
            leaving[source].append(target)
            entered.add(target)
    starts = [vertex for vertex in vertices if vertex not in entered]
    visit, forward, finished = _walk([*starts, *vertices], leaving)
    rank = _longest_paths(finished, forward)
    _pull_late_starts(starts[1:], forward, rank)
    return Layers(rank, forward, visit)


def _walk(
    order: Sequence[int], leaving: Mapping[int, Sequence[int]]
) -> tuple[dict[int | Edge, int], list[Edge], list[int]]:
    """Depth first. Gives visit numbers, the edges that close no loop, and vertices, sources first."""
    visit: dict[int | Edge, int] = {}
    forward: list[Edge] = []
    finished: list[int] = []
    on_path: set[int] = set()
    for start in order:
        if start in visit:
            continue
        visit[start] = len(visit)
        on_path.add(start)
        path = [(start, iter(leaving[start]))]
        while path:
            vertex, rest = path[-1]
            target = next(rest, None)
            if target is None:
                path.pop()
                on_path.discard(vertex)
                finished.append(vertex)
            elif target not in on_path:
                forward.append((vertex, target))
                visit[vertex, target] = len(visit)
                if target not in visit:
                    visit[target] = len(visit)
                    on_path.add(target)
                    path.append((target, iter(leaving[target])))
    finished.reverse()
    return visit, forward, finished


def _longest_paths(sources_first: Sequence[int], forward: Sequence[Edge]) -> dict[int, int]:
    leaving: dict[int, list[int]] = {vertex: [] for vertex in sources_first}
    for source, target in forward:
        leaving[source].append(target)
    rank = dict.fromkeys(sources_first, 0)
    for vertex in sources_first:
        for target in leaving[vertex]:
            rank[target] = max(rank[target], rank[vertex] + 1)
    return rank


def _pull_late_starts(starts: Sequence[int], forward: Sequence[Edge], rank: dict[int, int]) -> None:
    """A further trigger stands right before what it feeds, not at the far left."""
    for start in starts:
        rank[start] = min((rank[target] for source, target in forward if source == start), default=1) - 1
