"""“Also send it to …”, “before saving remove duplicates”: new steps at the place that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.transforms import pause
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.editing.asking_nothing import (
    INTO_THAT,
    gives_way_alone,
    is_answered,
    is_there_alone,
    only_mentions,
    sets_something,
)
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, FORKS, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Build, grow, insert
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.named_values import TEXT
from nodepilot.composer.editing.pausing import delay_said
from nodepilot.composer.editing.placing import sensible_place
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.language.tokens import Kind
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.reading.story import Act, Item, Start, Story, Thread
from nodepilot.knowledge.model import Service
from nodepilot.workflow.edits import Connect
from nodepilot.workflow.model import Connection, Node


def add(scene: Scene) -> Step | None:
    """New steps, where the instruction says or where they make sense."""
    if cue("stop_doing").match(cue("polite").sub("", scene.flat).lstrip(" ,")):
        # An order not to do something asks for no new step, whatever else it says.
        return None
    if scene.says("only_content") is not None or sets_something(scene) or gives_way_alone(scene):
        return None
    if is_there_alone(scene):
        return Step((), 0.8)
    if (beside := _in_both(scene)) is not None:
        return beside
    scene = as_before(_at_home(_in_a_row(_as_mail(scene))))
    delay = delay_said(scene)
    scene = delay[1] if delay is not None else scene
    named = named_place(scene)
    scene = _at_home(named.rest)
    branch = branch_meant(scene)
    if branch is not None:
        scene = _for_them(scene, branch.span) or scene.without(_phrase(scene, branch.span))
    ends = _all_ways(scene)
    if ends:
        scene = scene.without(cue("ways_all").search(scene.flat).span())  # type: ignore[union-attr]
    acts = [_mailed(scene, act) for act in scene.acts()]
    if not acts or INTO_THAT.search(scene.flat) or _logs_nowhere(scene, acts):
        return None
    if is_answered(scene, acts) or all(only_mentions(scene, act) for act in acts):
        return None
    if ends:
        return grow(scene, ends, building(acts))
    way = branch.way if branch is not None else None
    if way is not None and named.before is None and (linked := _to_present(scene, way, acts)) is not None:
        return linked
    place = sensible_place(scene, named, way, acts)
    build = building(acts) if delay is None else _waiting(*delay[0], building(acts))
    if place.links:
        return insert(scene, place.links, build)
    return grow(scene, place.ways, build)


def _waiting(amount: int, unit: str, span: Span, build: Build) -> Build:
    """The same, a while later."""

    def later(draft: Draft, flow: Flow) -> None:
        pause(draft, flow, amount, unit, span)
        build(draft, flow)

    return later


_BOTH = re.compile(r"(?<!\w)(?:both|sowohl|a la fois|tanto|beide[nm]?|not only|nicht nur)(?!\w)")


def _in_both(scene: Scene) -> Step | None:
    """“create the contact in both HubSpot and Pipedrive”, where HubSpot has it already: beside that step."""
    hits = [hit for hit in scene.u.services if not hit.is_generic]
    if _BOTH.search(scene.flat) is None or len(hits) != _SEVERAL:
        return None
    doing = {
        service.key: node
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and (service := scene.canvas.service(node)) is not None
    }
    known = [hit for hit in hits if hit.key in doing]
    new = [hit for hit in hits if hit.key not in doing]
    if len(known) != 1 or len(new) != 1:
        return None
    start = min(hit.mention.start for hit in hits)
    said = _BOTH.sub(" ", scene.text[:start])
    rest = replace(scene, text=f"{said}{scene.canvas.services.get(new[0].key).name}", blanked=())
    links = scene.canvas.links(doing[known[0].key].name)
    ways = tuple(dict.fromkeys(Way(link.source, link.source_index) for link in links))
    return grow(rest, ways, building(rest.acts())) if ways and rest.acts() else None


_SEVERAL = 2
_ALERTING = re.compile(
    r"(?<!\w)(?:(?:alert|notify|tell|ping|warn|inform) (?:me|us)|send (?:me |us )?(?:a|another) message|(?:post|write|say)(?= (?:that|it is|so|when|once|as soon as)(?!\w))|let (?:me|us|them) know)(?: (?:too|also|as well))?(?!\w)"
)


def as_before(scene: Scene) -> Scene:
    """“alert me as well when it is up again”: by the one service that tells somebody already."""
    match = _ALERTING.search(scene.flat)
    if (
        match is None
        or scene.u.services
        or scene.blanked
        or any(token.is_literal for token in scene.u.tokens)
    ):
        return scene
    telling = {
        service.key: service
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node)
        and (service := scene.canvas.service(node)) is not None
        and service.needs & MESSAGING
    }
    if len(telling) != 1:
        return scene
    name = next(iter(telling.values())).name
    return replace(scene, text=f"{scene.text[: match.end()]} via {name}{scene.text[match.end() :]}")


def _mailed(scene: Scene, act: Act) -> Act:
    """“send a reply to who asked”: whoever filled in a form is answered by mail."""
    starts = [node.type for node in scene.canvas.triggers]
    is_form = BASE + "formTrigger" in starts
    is_reply = act.verb == "reply" or (act.verb == "send" and "reply" in act.nouns)
    return act.doing("email") if is_form and is_reply and act.target is None else act


_REPLY_BY_MAIL = re.compile(
    r"(?i)\b(?:reply|respond|answer)(?: to)?(?: (?P<whom>them|him|her|it|the \w+))? (?:with|by|via|through) (?:an? )?(?P<mail>e-?mail|mail)\b"
)


def _as_mail(scene: Scene) -> Scene:
    """“reply with an email” where no mail came in: one is sent."""
    match = _REPLY_BY_MAIL.search(scene.text)
    came_in = any(
        "mail" in node.type.lower() or "outlook" in node.type.lower() for node in scene.canvas.triggers
    )
    if match is None or scene.blanked or came_in:
        return scene
    whom = f"{match['whom']} " if match["whom"] not in {None, "it"} else ""
    return replace(scene, text=f"{scene.text[: match.start()]}send {whom}an email{scene.text[match.end() :]}")


def _in_a_row(scene: Scene) -> Scene:
    """“goes to Freshdesk and to #support”: a channel is a place of its own, which is posted to."""
    match = _AND_CHANNEL.search(scene.text)
    if match is None or scene.blanked:
        return scene
    start, end = match.span("to")
    return replace(scene, text=f"{scene.text[:start]}post it to {scene.text[end:]}")


_AND_CHANNEL = re.compile(
    r"(?i)\b(?:to|in|into)\s(?:(?!\bfrom\b)[^,;.#])+?\band (?:also )?(?P<to>(?:(?:to|in) (?:the )?)?)(?=#\w)"
)


def _at_home(scene: Scene) -> Scene:
    """“create a deal for them, too”: such a thing is made by the one service here that knows it."""
    acts = [act for act in scene.acts() if act.verb in _MAKING]
    if scene.u.services or not acts or not acts[0].nouns:
        return scene
    if _logs_nowhere(scene, acts[:1]):
        return scene
    if any(token.kind is Kind.CHANNEL for token in scene.u.tokens):
        # "schreib eine Nachricht in #neukunden": a channel tells where.
        return scene
    noun = acts[0].nouns[0]
    knowing = [
        (service, node)
        for node in scene.canvas.nodes
        if (service := scene.canvas.service(node)) is not None
        and not scene.canvas.is_sub_node(node)
        and noun in _resources(scene, service)
    ]
    if len({service.key for service, _ in knowing}) > 1:
        # Several have such a thing: the one that is used for it already.
        knowing = [each for each in knowing if _spaced(scene.canvas.parameter(each[1], "resource")) == noun]
    if len({service.key for service, _ in knowing}) != 1:
        return scene
    return replace(scene, text=f"{scene.seen.rstrip(' .!')} in {knowing[0][0].name}", blanked=())


def _logs_nowhere(scene: Scene, acts: Sequence[Act]) -> bool:
    """“log every message”: kept, but nobody said where."""
    at = acts[0].verb_at
    logs = len(acts) == 1 and at >= 0 and scene.u.tokens[at].norm in _LOGGING
    return logs and acts[0].target is None and not acts[0].literals and not scene.u.services


_LOGGING = frozenset("log protokolliere journalise registra registre".split())
_MAKING = frozenset({"create", "add", "update", "close", "complete", "assign"})


def _resources(scene: Scene, service: Service) -> set[str]:
    return {
        _spaced(choice.value)
        for name in service.action_types[:1]
        for prop in scene.canvas.catalog.get(name).latest.properties_named("resource")
        for choice in prop.choices
    }


def _spaced(name: object) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", str(name)).lower()


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


_TOLD = re.compile(r"(?:send|give|e-?mail|mail|text|message|write)\s+(?:the |all |all the )?$")

_WHAT = re.compile(r"(?:\s+(?!an? )\w+)?(?P<what>\s+an? )")


def _for_them(scene: Scene, span: Span) -> Scene | None:
    """“send engineers an email”: those of the branch are who it is for."""
    thing = _WHAT.match(scene.flat, span[1])
    if thing is None or _TOLD.search(scene.flat[: span[0]]) is None:
        return None
    return replace(scene, text=f"{scene.seen[: span[0]]}them{scene.seen[thing.start('what') :]}", blanked=())


def _says_one_thing(node: Node) -> bool:
    """“… is down”, without a value in it: words for the case in which they are said."""
    told = [held for name, held in node.parameters.items() if slot_of(name) in TEXT and isinstance(held, str)]
    return bool(told) and not any("{{" in each for each in told)


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
            and not _says_one_thing(node)
        ):
            return Step((Connect(Connection(way.node, node.name, source_index=way.output)),), 0.85)
    return None
