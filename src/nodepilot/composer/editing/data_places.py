"""Where the data of a workflow is at hand: behind what reads it, and where a file is made or brought."""

from __future__ import annotations

from collections.abc import Sequence

from nodepilot.composer.editing.canvas import BASE, Canvas, Way
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.story import Act
from nodepilot.workflow.model import Connection


def behind_data(scene: Scene, *, above_code: bool = False) -> Sequence[Connection]:
    """Where the items have come in and nothing is written yet; never in front of what fetches them.

    `above_code`: also in front of what makes something else of the items (for lists: sort, limit).
    """
    canvas = scene.canvas
    first = next((node for node in canvas.nodes if canvas.is_writing(node) and canvas.links(node.name)), None)
    if first is None:
        links = [link for node in canvas.triggers for link in canvas.leaving(Way(node.name))]
    else:
        links = list(canvas.above_forks(canvas.before_joining(first)))
    while above_code and len(links) == 1 and canvas.workflow.get(links[0].source).type in _MAKING:
        upper = canvas.links(links[0].source)
        if not upper or canvas.is_trigger(canvas.workflow.get(upper[0].source)):
            break
        links = list(upper)
    while links and all(canvas.workflow.get(link.source).type == BASE + "convertToFile" for link in links):
        # A file holds no values any more that could be sorted or changed.
        links = [above for link in links for above in canvas.links(link.source)]
    sources = {link.source for link in links}
    idle = {node.name for node in canvas.triggers if node.type in GIVING_NOTHING}
    if sources and sources <= idle:
        links = [
            below for link in links for below in canvas.workflow.graph.outgoing(link.target, "main")
        ] or links
    ways = dict.fromkeys(Way(link.source, link.source_index) for link in links)
    # What leaves the same output is as much of the flow as the first of it.
    return [link for way in ways for link in canvas.leaving(way)]


_MAKING = frozenset(BASE + each for each in ("code", "function", "functionItem", "set", "aggregate"))
GIVING_NOTHING = frozenset(BASE + each for each in ("scheduleTrigger", "manualTrigger", "cron", "interval"))
"""Triggers whose items hold nothing: what is read stands behind them."""


def behind_file(canvas: Canvas) -> Sequence[Connection]:
    """Where a file is at hand, behind the last step that brings or makes one."""
    bringing = [
        node
        for node in canvas.steps
        if canvas.output(node).binary is not None and not canvas.is_writing(node)
    ]
    return canvas.leaving(Way(bringing[-1].name)) if bringing else ()


def above_files(scene: Scene, links: Sequence[Connection], acts: Sequence[Act]) -> Sequence[Connection]:
    """Behind a step that makes a file there are no values any more: they are taken from before it."""
    if any(noun in {"file", "csv", "pdf", "attachment"} for act in acts for noun in act.nouns):
        return links
    while links and all(
        scene.canvas.workflow.get(link.source).type == BASE + "convertToFile" for link in links
    ):
        links = [above for link in links for above in scene.canvas.links(link.source)]
    return links
