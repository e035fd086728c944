"""Where a condition stands on the way of the items: before what is named, else where its data has come in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.build.outputs import Output
from nodepilot.composer.editing.canvas import BASE, FORKS, PASSING, Way
from nodepilot.composer.editing.data_places import GIVING_NOTHING, behind_data
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.workflow.model import Connection, Node

_TELLING = frozenset({"message", "send", "notify", "text", "email", "post"})
_NAMED = 1.5
"""How well a step has to fit to be named, rather than to share a word with what is said."""
_PASSED = frozenset({BASE + "merge", BASE + "filter"})
_FILES = BASE + "convertToFile"
_LOOP = BASE + "splitInBatches"


def gate_place(scene: Scene, span: Span, condition: Condition | None = None) -> Sequence[Connection]:
    """Before what the instruction names; else right behind the data, before anything is written."""
    canvas = scene.canvas
    outside = scene.without(span)
    if (before := named_place(outside).before) is not None:
        return canvas.links(before.name)
    if _whole_flow(scene) and not any(node.type == BASE + "scheduleTrigger" for node in canvas.triggers):
        return [link for node in canvas.triggers for link in canvas.leaving(Way(node.name))]
    writing = [each for each in nodes_meant(outside) if canvas.is_writing(each.node)]
    known = _where_known(scene, condition) if condition is not None else ()
    if writing and (writing[0].score > _NAMED or not known):
        return canvas.before_joining(writing[0].node)
    acts = [act for act in outside.acts() if act.verb in _TELLING]
    ends = [node for node in canvas.ends if canvas.is_writing(node)]
    if acts and ends:
        return canvas.before_joining(ends[-1])
    return known or _above_loops(scene, behind_data(scene, above_code=True))


def _above_loops(scene: Scene, links: Sequence[Connection]) -> Sequence[Connection]:
    """In front of a loop rather than at its end: what it does for each item is asked of these alone."""
    canvas = scene.canvas
    while links and all(canvas.workflow.get(link.source).type == _FILES for link in links):
        links = [above for link in links for above in canvas.links(link.source)]
    while links and all(canvas.workflow.get(link.source).type == _LOOP for link in links):
        loops = {link.source for link in links}
        inside = {name for loop in loops for name in canvas.workflow.graph.reachable(loop)}
        links = [above for loop in loops for above in canvas.links(loop) if above.source not in inside]
    return links


_LOOP = BASE + "splitInBatches"


def _where_known(scene: Scene, condition: Condition) -> Sequence[Connection]:
    """Right behind the step that gives what is compared; else behind the one whose things are spoken of."""
    giving = list(_giving(scene))
    lefts = [test.left for test in condition.tests]
    for node, output in giving:
        if lefts and all(left and _has(scene, output, left) for left in lefts):
            return _behind(scene, node)
    u = scene.u
    said = {s.concept for i in range(len(u.tokens)) for s in u.concepts(i, "nouns")}
    source = next((node for node, output in giving if output.noun in said), None)
    return _behind(scene, source) if source is not None else ()


def _behind(scene: Scene, node: Node) -> Sequence[Connection]:
    """Behind the step; behind the merge that it leads to, where others give the same, and behind other filters."""
    canvas = scene.canvas
    links = canvas.leaving(Way(node.name))
    while links and all(canvas.workflow.get(link.target).type in _PASSED for link in links):
        links = canvas.leaving(Way(links[0].target))
    return links


def _giving(scene: Scene) -> Iterator[tuple[Node, Output]]:
    """The steps that bring data, from the start on, up to the first that writes or branches."""
    canvas = scene.canvas
    for node in canvas.steps:
        if canvas.is_writing(node) or node.type in FORKS or node.type == _LOOP:
            return
        if node.type not in PASSING and node.type not in GIVING_NOTHING:
            yield node, canvas.output(node)


def _has(scene: Scene, output: Output, words: str) -> bool:
    role = "from" if words == "sender" else role_of_words(words, scene.u.languages)
    return role in output.roles or any(words.lower() == label.lower() for label in output.fields)


def _whole_flow(scene: Scene) -> bool:
    """“only do this for …”: nothing of it shall happen otherwise."""
    return re.search(
        r"(?<!\w)(?:do (?:this|it|that)|run|start|trigger|react|react to)(?!\w)", scene.flat
    ) is not None or (scene.says("only_things") is not None and scene.says("both") is not None)
