"""“Don't just do nothing there, save it in Airtable”: a placeholder makes room for something real."""

from __future__ import annotations

from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.workflow.edits import RemoveNode


def fill(scene: Scene) -> Step | None:
    """What is told is done where nothing was done so far."""
    idle = [node for node in scene.canvas.nodes if node.type == BASE + "noOp"]
    match = scene.says("idle")
    if not idle or match is None:
        return None
    rest = scene.without(_phrase(scene, match.span()))
    acts = [act for act in rest.acts() if act.verb]
    if not acts:
        return None
    node = idle[0]
    ways = [Way(link.source, link.source_index) for link in scene.canvas.links(node.name)]
    growth = Growth(rest)
    building(acts)(growth.draft, growth.flow(ways))
    made = growth.finish(sure=0.85)
    if made is None:
        return None
    return Step((*made.edits, RemoveNode(node.name)), made.sure, made.notes, made.setup)


def _phrase(scene: Scene, span: Span) -> Span:
    """The whole phrase around the words: up to a comma, or up to the order that follows."""
    start = span[0]
    for name in ("instead_of", "stop_doing"):
        for match in cue(name).finditer(scene.flat):
            if match.start() < start <= match.end() + 12:
                start = match.start()
    comma = scene.flat.find(",", span[1])
    if comma >= 0:
        return start, comma + 1
    first, last = scene.tokens_in(span[1], len(scene.text))
    verb = next((i for i in range(first, last) if scene.verbs.is_verb(i)), None)
    return start, scene.u.tokens[verb].start if verb is not None else span[1]
