"""“Also send it to …”, “before saving remove duplicates”: new steps at the place that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.editing.canvas import FORKS, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import branch_meant, nodes_meant
from nodepilot.composer.editing.growing import Build, grow, insert
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.story import Act, Item, Start, Story, Thread
from nodepilot.workflow.edits import Connect
from nodepilot.workflow.model import Connection, Node

_TELLING = frozenset({"send", "notify", "post", "message", "email", "text", "publish", "reply"})

_TOLD = 1.7
"""How well a step has to fit "when …" to be what happens there."""
_ON_LISTS = frozenset({"sort", "limit", "dedupe", "filter"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where new steps go: behind outputs, or in the middle of connections."""

    ways: tuple[Way, ...] = ()
    links: Sequence[Connection] = ()


def add(scene: Scene) -> Step | None:
    """New steps, where the instruction says or where they make sense."""
    scene, before, after = _placed(scene)
    branch = branch_meant(scene)
    if branch is not None:
        scene = scene.without(_phrase(scene, branch.span))
    ends = _all_ways(scene)
    if ends:
        scene = scene.without(cue("ways_all").search(scene.flat).span())  # type: ignore[union-attr]
    acts = scene.acts()
    if not acts:
        return None
    if ends:
        return grow(scene, ends, building(acts))
    way = branch.way if branch is not None else None
    if way is not None and before is None and (linked := _to_present(scene, way, acts)) is not None:
        return linked
    place = _place(scene, before, after, way, acts)
    build = building(acts)
    if place.links:
        return insert(scene, place.links, build)
    return grow(scene, place.ways, build)


def _all_ways(scene: Scene) -> tuple[Way, ...]:
    """“after both branches”: the ends of everything that follows a branching step."""
    if scene.says("ways_all") is None:
        return ()
    forks = [node.name for node in scene.canvas.nodes if node.type in FORKS]
    below = {name for fork in forks for name in scene.canvas.workflow.graph.reachable(fork)}
    return tuple(Way(node.name) for node in scene.canvas.ends if node.name in below)


def building(items: Sequence[Item]) -> Build:
    """Composes the items behind a flow."""

    def build(draft: Draft, flow: Flow) -> None:
        story = Story([Thread(Start("manual"), list(items))])
        Walker(draft, story).build(flow, items)

    return build


# places that are named


def _placed(scene: Scene) -> tuple[Scene, Node | None, Node | None]:
    """The scene without its "before …" or "after …", and the node that is meant there."""
    for name in ("before", "after", "when"):
        for match in cue(name).finditer(scene.flat):
            span = (match.start(), _end_of_phrase(scene, match.end()))
            found = nodes_meant(scene, (match.end(), span[1]))
            if name == "when":
                # "when a contact gets created": behind the step that creates it.
                found = [each for each in found if each.score >= _TOLD and scene.canvas.is_writing(each.node)]
            if found:
                node = found[0].node
                rest = scene.without(span)
                return (rest, node, None) if name == "before" else (rest, None, node)
            last = _last_writing(scene, span) if name == "before" else None
            if last is not None:
                return scene.without(span), last, None
    return scene, None, None


def _last_writing(scene: Scene, span: Span) -> Node | None:
    """“before posting”: what tells or stores something, if the phrase speaks of that."""
    first, last = scene.tokens_in(*span)
    if not any(scene.u.has(index, "verbs") for index in range(first, last)):
        return None
    ends = [node for node in scene.canvas.ends if scene.canvas.is_writing(node)]
    return ends[-1] if ends else None


def _end_of_phrase(scene: Scene, start: int) -> int:
    """Up to a comma, or up to the verb of the main clause ("after saving | send …")."""
    first, last = scene.tokens_in(start, len(scene.text))
    for index in range(first, last):
        token = scene.u.tokens[index]
        if token.norm in {",", ";", ".", ":"}:
            return token.end
        if (
            index > first
            and scene.verbs.is_verb(index)
            and not token.norm.endswith(("ing", "ed"))
            and (not cue("step").fullmatch(token.norm))
        ):
            before = scene.u.tokens[index - 1].norm
            if before not in {"to", "i", "we", "you", "it", "they", "is", "are", "gets"}:
                return token.start
    return len(scene.text)


def _phrase(scene: Scene, span: Span) -> Span:
    """The whole phrase around a branch's words: "when it is down", "for sales"."""
    start = span[0]
    head = scene.flat[:start]
    best = start
    for name in ("when", "for"):
        for match in cue(name).finditer(head):
            if start - match.end() <= 25 and "," not in head[match.end() :]:
                best = min(best, match.start()) if best == start else best
    return (best, span[1]) if best < start else (start, start)


# places that make sense


def _place(
    scene: Scene, before: Node | None, after: Node | None, way: Way | None, acts: Sequence[Act]
) -> Place:
    canvas = scene.canvas
    inline = not any(_is_side_effect(scene, act) for act in acts)
    if before is not None:
        return Place(links=_with_siblings(scene, canvas.links(before.name)))
    if after is not None:
        leaving = canvas.leaving(Way(after.name))
        return Place(links=leaving) if inline and leaving else Place((Way(after.name),))
    if way is not None:
        leaving = canvas.leaving(way)
        return Place(links=leaving) if inline and leaving else Place((way,))
    ends = canvas.ends
    if not ends:
        return Place(tuple(Way(node.name) for node in canvas.triggers))
    if scene.says("then") is not None or not all(canvas.is_writing(node) for node in ends):
        return Place(tuple(Way(node.name) for node in ends[-1:]))
    if inline:
        lists = all(act.verb in _ON_LISTS for act in acts)
        return Place(links=canvas.before_joining(ends[-1]) if lists else canvas.links(ends[-1].name))
    links: Sequence[Connection] = canvas.links(ends[-1].name)
    if scene.says("every") is not None:
        links = canvas.above_forks(links)
    return Place(tuple(Way(link.source, link.source_index) for link in links) or (Way(ends[-1].name),))


def _with_siblings(scene: Scene, links: Sequence[Connection]) -> Sequence[Connection]:
    """“in both posts”: the other ways from the same output, too."""
    if scene.says("both") is None:
        return links
    ways = dict.fromkeys(Way(link.source, link.source_index) for link in links)
    return [link for way in ways for link in scene.canvas.leaving(way)]


def _is_side_effect(scene: Scene, act: Act) -> bool:
    if act.target is not None and scene.roles.is_app(act.target):
        return True
    if act.verb in _TELLING:
        return True
    return act.verb in {"create", "add", "update", "upload", "delete", "copy"} and not act.ai


def _to_present(scene: Scene, way: Way, acts: Sequence[Act]) -> Step | None:
    """“Log the big ones in the sheet as well”: what is asked for is there, on another branch."""
    if len(acts) != 1 or scene.says("also") is None or acts[0].target is None:
        return None
    canvas = scene.canvas
    reached = canvas.workflow.graph.reachable(way.node)
    on_branch = {link.target for link in canvas.leaving(way)}
    for found in nodes_meant(scene):
        node = found.node
        service = canvas.service(node)
        if (
            node.name in reached
            and node.name not in on_branch
            and canvas.is_writing(node)
            and service is not None
            and service.key == acts[0].target.key
            and not acts[0].literals
        ):
            return Step((Connect(Connection(way.node, node.name, source_index=way.output)),), 0.85)
    return None
