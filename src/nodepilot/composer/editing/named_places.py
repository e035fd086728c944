"""Places that an instruction names: "before …", "after …", "between … and …", where they speak of steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.data_places import GIVING_NOTHING
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.kit.records import dataclass
from nodepilot.workflow.model import Connection, Node

_TOLD = 1.65
"""How well a step has to fit "when …" to be what happens there."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place that is named: `rest` is the scene without its words; before or after a node, or on connections."""

    rest: Scene
    before: Node | None = None
    after: Node | None = None
    links: Sequence[Connection] = ()
    beside: bool = False
    """What only tells or stores goes beside these connections, not into them."""


def named_place(scene: Scene) -> Named:
    """What "before …", "after …" or "between … and …" say, if they speak of nodes."""
    if (between := _between(scene)) is not None:
        return between
    if (done := scene.says("when_done")) is not None and scene.canvas.ends:
        return Named(scene.without(done.span()), after=scene.canvas.ends[-1])
    if (start := scene.says("at_start")) is not None:
        links = [link for node in scene.canvas.triggers for link in _first_data(scene, node)]
        return Named(scene.without(start.span()), links=links, beside=True)
    for name in ("before", "after", "when"):
        for match in cue(name).finditer(scene.flat):
            span = (match.start(), _end_of_phrase(scene, match.end()))
            found = nodes_meant(scene, (match.end(), span[1]))
            if name == "when":
                # "when a contact gets created": behind the step that creates it.
                found = [each for each in found if each.score > _TOLD and _does_something(scene, each.node)]
            if found:
                node = found[0].node
                rest = scene.without(span)
                return Named(rest, before=node) if name == "before" else Named(rest, after=node)
            if name == "when" and (doing := _just_done(scene, match.end())) is not None:
                return Named(scene.without(span), after=doing)
            if name == "after" and (
                _AN_ALERT.match(scene.flat, match.end()) or _DOING.match(scene.flat, match.end())
            ):
                writing = [node for node in scene.canvas.ends if scene.canvas.is_writing(node)]
                if len(writing) == 1:
                    return Named(scene.without(span), after=writing[0])
            if name == "before" and scene.canvas.forks and _SORTING.match(scene.flat, match.end()):
                return Named(scene.without(span), before=scene.canvas.forks[0])
            last = _last_writing(scene, span) if name == "before" else None
            if last is not None:
                return Named(scene.without(span), before=last)
    return Named(scene)


_WAS_DONE = re.compile(
    r"\s*(?:an?|the|each|every|one|it|something)?(?: \w+){0,2}? (?:was|is|were|has been|have been|gets?) (?P<done>\w+(?:ed|ent|tten))\W*$"
)


def _just_done(scene: Scene, start: int) -> Node | None:
    """“when an event was copied”: behind the one step that does so by its name."""
    match = _WAS_DONE.match(scene.flat, start)
    if match is None:
        return None
    doing = [
        each.node for each in nodes_meant(scene, match.span("done")) if _does_something(scene, each.node)
    ]
    return doing[0] if len(doing) == 1 else None


_AN_ALERT = re.compile(
    r"\s*(?:an?|the|each|every|eine[rmn]?|jede[rmn]?|une?|chaque|una?|cada|uma?) (?:alert|message|notification|sms|text|e-?mail|post|alarm|nachricht|alerte|mensaje|aviso|mensagem)s?(?!\w)"
)
"""“after an alert”: behind what tells somebody, where one step alone does."""


_SORTING = re.compile(
    r"\s*(?:routing|branching|splitting|sorting (?:them|it) out|the (?:routing|branching|split|check|condition|decision|switch|if)|deciding|checking)(?: (?:it|them))?\W*$"
)
"""“before routing”: in front of the first step that branches."""
_DOING = re.compile(r"\s*(?:\w{3,}ing|it|that)(?: (?:it|them|that|the \w+))?\W*$")
"""“after copying”."""


def _first_data(scene: Scene, trigger: Node) -> Sequence[Connection]:
    """Where there is something to work on: behind a trigger that gives nothing, behind what is read first."""
    links = scene.canvas.leaving(Way(trigger.name))
    if trigger.type not in GIVING_NOTHING:
        return links
    below = [each for link in links for each in scene.canvas.leaving(Way(link.target))] or links
    joint = below[0].target if len({link.target for link in below}) == 1 else None
    if len(below) > 1 and joint is not None and scene.canvas.workflow.get(joint).type == BASE + "merge":
        # What several places give is one list behind where it is put together.
        return scene.canvas.leaving(Way(joint)) or below
    return below


def _does_something(scene: Scene, node: Node) -> bool:
    """It changes something outside, by a service's node or by a request that is no mere reading."""
    method = str(node.parameters.get("method", "GET"))
    return scene.canvas.is_writing(node) or (node.type == BASE + "httpRequest" and method != "GET")


def _between(scene: Scene) -> Named | None:
    """“between the filter and Slack”, in whichever order they are named."""
    match = scene.says("between")
    if match is None:
        return None
    for joint in cue("and").finditer(scene.flat, match.end()):
        end = _end_of_phrase(scene, joint.end())
        one = nodes_meant(scene, (match.end(), joint.start()))
        other = nodes_meant(scene, (joint.end(), end))
        if not one or not other:
            continue
        canvas = scene.canvas
        first, second = one[0].node, other[0].node
        if first.name not in canvas.workflow.graph.ancestors(second.name):
            first, second = second, first
        links = [link for link in canvas.links(second.name) if link.source == first.name]
        reached = {first.name, *canvas.workflow.graph.reachable(first.name)}
        links = links or [link for link in canvas.links(second.name) if link.source in reached]
        if links:
            return Named(scene.without((match.start(), end)), links=links)
    return None


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
        if index > first and token.norm in _OPENING:
            # "before adding the row | when the total is over 1000"
            return token.start
        if (
            index > first
            and token.norm not in _INSIDE
            and scene.verbs.is_verb(index)
            and not token.norm.endswith(("ing", "ed"))
            and (not cue("step").fullmatch(token.norm))
        ):
            before = scene.u.tokens[index - 1].norm
            if before not in _INSIDE:
                return token.start
    return len(scene.text)


_OPENING = frozenset({"when", "whenever", "if", "unless", "wenn", "falls", "cuando"})
_INSIDE = frozenset(
    "to i we you it they is are gets the and been be was were has have had got will wird wurde ist est a ete ha sido".split()
)
"""Words that a verb within the phrase stands behind."""
