"""“Also send it to …”, “before saving remove duplicates”: new steps at the place that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.walk import Walker
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.canvas import BASE, FORKS, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import Build, grow, insert
from nodepilot.composer.editing.named_places import named_place
from nodepilot.composer.editing.named_values import TEXT
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
    if scene.says("only_content") is not None or _sets_something(scene):
        return None
    scene = _as_before(_at_home(_in_a_row(_as_mail(scene))))
    named = named_place(scene)
    scene = named.rest
    branch = branch_meant(scene)
    if branch is not None:
        scene = scene.without(_phrase(scene, branch.span))
    ends = _all_ways(scene)
    if ends:
        scene = scene.without(cue("ways_all").search(scene.flat).span())  # type: ignore[union-attr]
    acts = [_mailed(scene, act) for act in scene.acts()]
    if not acts:
        return None
    if _is_answered(scene, acts) or all(_only_mentions(scene, act) for act in acts):
        return None
    if ends:
        return grow(scene, ends, building(acts))
    way = branch.way if branch is not None else None
    if way is not None and named.before is None and (linked := _to_present(scene, way, acts)) is not None:
        return linked
    place = sensible_place(scene, named, way, acts)
    build = building(acts)
    if place.links:
        return insert(scene, place.links, build)
    return grow(scene, place.ways, build)


_ALERTING = re.compile(
    r"(?<!\w)(?:alert|notify|tell|ping|warn|inform) (?:me|us)(?: (?:too|also|as well))?(?!\w)"
)


def _as_before(scene: Scene) -> Scene:
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
    r"(?i)\b(?:reply|respond|answer)(?: to)?(?: (?:them|him|her|it|the \w+))? (?:with|by|via|through) (?:an? )?(?P<mail>e-?mail|mail)\b"
)


def _as_mail(scene: Scene) -> Scene:
    """“reply with an email” where no mail came in: one is sent."""
    match = _REPLY_BY_MAIL.search(scene.text)
    came_in = any(
        "mail" in node.type.lower() or "outlook" in node.type.lower() for node in scene.canvas.triggers
    )
    if match is None or scene.blanked or came_in:
        return scene
    return replace(scene, text=f"{scene.text[: match.start()]}send an email{scene.text[match.end() :]}")


def _only_mentions(scene: Scene, act: Act) -> bool:
    """“the Slack message should have …”: it speaks of what is there, and orders nothing to be read from it."""
    if act.verb == "call" and act.target is None and act.source is None and not _has_address(scene):
        # "the field is called …": nobody said what to call.
        return True
    present = {s.key for node in scene.canvas.nodes if (s := scene.canvas.service(node)) is not None}
    if act.target is not None and act.verb in {"", "be"} and not act.literals and act.source is None:
        return act.target.key in present and _ITS.match(scene.flat) is not None
    if act.target is not None or act.source is None or act.literals or act.source.is_generic:
        return False
    said = (
        act.verb not in {"be", "let", "want"} and act.verb_at >= 0 and scene.u.has(act.verb_at, "verbs") > 0
    )
    return act.source.key in present and not said


_ITS = re.compile(r"\W*(?:the|our|my|that|this|der|die|das|le|la|el|los|las|o|os|as)\s")


_PHONE = re.compile(r"(?<![\w/.])\+\d[\d ()-]{6,}\d(?!\w)")


def _has_address(scene: Scene) -> bool:
    if _PHONE.search(scene.text):
        return True
    return any(token.kind is Kind.URL for token in scene.u.tokens) or any(
        scene.u.has(index, "nouns", "url", "api", "webhook", "phone") for index in range(len(scene.u.tokens))
    )


def _is_answered(scene: Scene, acts: Sequence[Act]) -> bool:
    """“answer right away”: one request gets one answer, and it has one."""
    has_answer = any(node.type == BASE + "respondToWebhook" for node in scene.canvas.nodes)
    return has_answer and all(act.verb in {"respond", "return"} and act.target is None for act in acts)


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
    if scene.u.services or not acts or not acts[0].nouns or scene.blanked:
        return scene
    knowing = {
        service.key: service
        for node in scene.canvas.nodes
        if (service := scene.canvas.service(node)) is not None
        and not scene.canvas.is_sub_node(node)
        and acts[0].nouns[0] in _resources(scene, service)
    }
    if len(knowing) != 1:
        return scene
    service = next(iter(knowing.values()))
    return replace(scene, text=f"{scene.text.rstrip(' .!')} in {service.name}")


_MAKING = frozenset({"create", "add", "update", "close", "complete", "assign"})


def _resources(scene: Scene, service: Service) -> set[str]:
    return {
        re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", str(choice.value)).lower()
        for name in service.action_types[:1]
        for prop in scene.canvas.catalog.get(name).latest.properties_named("resource")
        for choice in prop.choices
    }


def _sets_something(scene: Scene) -> bool:
    """“set the due date to tomorrow”: a value of a step that is there, even where it is not known which."""
    if cue("setting").match(cue("polite").sub("", scene.flat).lstrip(" ,")) is None:
        return False
    present = {
        service.key for node in scene.canvas.nodes if (service := scene.canvas.service(node)) is not None
    }
    return {hit.key for hit in scene.u.services if not hit.is_generic} <= present


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
