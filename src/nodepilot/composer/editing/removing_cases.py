"""“Drop the feature branch”, “remove the category spam”: one way less behind a step that sorts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.composer.editing.branches import branch_meant, case_labels
from nodepilot.composer.editing.canvas import BASE, LANGCHAIN, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import Connect, Disconnect, Edit, RemoveNode, SetParameter
from nodepilot.workflow.model import Connection, Node

_CASE = r"(?:branch(?:es)?|case|category|path|route|way|class|zweig|fall|kategorie|rama|caso|camino|categoria|branche|cas|categorie|ramo|caminho)"
_GOES = re.compile(
    r"\W*(?:please |now |bitte )*(?:remove|delete|drop|get rid of|take out|cut|entferne?|losche?|streiche?|quita|elimina|borra|supprime|enleve|remova|tira|apague?) "
    rf"(?:(?:the |our |den |die |la |el |le |o |a )?(?:[\w-]+ ){{1,3}}{_CASE}|(?:the |our |den |die |la |el |le |o |a )?{_CASE} (?:for |with |called |named |of |fur |para |pour )?(?:the )?[\w\"' -]{{2,30}})\W*$"
)
_YES = re.compile(r"(?<!\w)(?:true|yes|first)(?!\w)")
_NO = re.compile(r"(?<!\w)(?:false|no|else|otherwise|other|second)(?!\w)")


def remove_case(scene: Scene) -> Step | None:
    """What is done in that case alone goes with it; the ways behind it move up by one."""
    if _GOES.match(scene.flat) is None:
        return None
    way = _way(scene)
    if way is None:
        return None
    sorter = scene.canvas.workflow.get(way.node)
    doomed = _only_there(scene, way)
    edits: list[Edit] = [RemoveNode(name) for name in doomed]
    edits += [Disconnect(link) for link in scene.canvas.leaving(way) if link.target not in doomed]
    edits += _without_case(sorter, way.output)
    if sorter.type != BASE + "if":
        edits += _moved_up(scene, way)
    return Step(tuple(edits), 0.9) if edits else None


def _way(scene: Scene) -> Way | None:
    if (branch := branch_meant(scene)) is not None:
        return branch.way
    for each in nodes_meant(scene):
        # "drop the refund branch": the one that leads to what is called so.
        into = [link for link in scene.canvas.links(each.node.name) if _forks(scene, link.source)]
        if len(into) == 1:
            return Way(into[0].source, into[0].source_index)
    forks = [node for node in scene.canvas.forks if node.type == BASE + "if"]
    if len(forks) != 1:
        return None
    for output, said in enumerate((_YES, _NO)):
        if said.search(scene.flat):
            return Way(forks[0].name, output)
    return None


def _forks(scene: Scene, name: str) -> bool:
    return scene.canvas.workflow.get(name) in scene.canvas.forks


def _only_there(scene: Scene, way: Way) -> tuple[str, ...]:
    """The steps that nothing but this way leads to, and what hangs under them."""
    graph = scene.canvas.workflow.graph
    gone = {way.node}
    found: list[str] = []
    waiting = [link.target for link in scene.canvas.leaving(way)]
    others = {link.target for link in graph.outgoing(way.node) if link.source_index != way.output}
    while waiting:
        name = waiting.pop(0)
        if name in found or name in others or not set(graph.predecessors(name)) <= gone:
            continue
        gone.add(name)
        found += [name, *graph.sub_nodes(name)]
        waiting += graph.successors(name)
    return tuple(dict.fromkeys(found))


def _without_case(sorter: Node, place: int) -> Iterator[Edit]:
    path = {BASE + "switch": "rules.values", LANGCHAIN + "textClassifier": "categories.categories"}.get(
        sorter.type
    )
    if sorter.type == LANGCHAIN + "sentimentAnalysis":
        moods = [name for names in case_labels(sorter) for name in names]
        yield SetParameter(
            sorter.name, "options.categories", ", ".join([*moods[:place], *moods[place + 1 :]])
        )
    if path is None:
        return
    outer, inner = path.split(".")
    held = list((sorter.parameters.get(outer) or {}).get(inner) or [])
    if place < len(held):
        yield SetParameter(sorter.name, path, [*held[:place], *held[place + 1 :]])


def _moved_up(scene: Scene, way: Way) -> Iterator[Edit]:
    behind = [
        link
        for link in scene.canvas.workflow.graph.outgoing(way.node, "main")
        if link.source_index > way.output
    ]
    for link in behind:
        yield Disconnect(link)
    for link in behind:
        yield Connect(
            Connection(
                link.source, link.target, source_index=link.source_index - 1, target_index=link.target_index
            )
        )
