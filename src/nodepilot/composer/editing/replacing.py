"""“We use Freshdesk now instead of Zendesk”: another service takes a node's place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.apps import read_step, resolve_service, write_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.cues import cue, table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import branch_meant, nodes_meant
from nodepilot.composer.editing.growing import Growth, free_name
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import Swap, find_swap
from nodepilot.composer.language.utterance import ServiceHit
from nodepilot.composer.reading.story import Act, Start
from nodepilot.knowledge.model import Service
from nodepilot.plan.compiler.part import compile_part
from nodepilot.plan.model import Link, Plan
from nodepilot.plan.model import Step as PlanStep
from nodepilot.workflow.edits import AddNode, Edit, RemoveNode, RenameNode, ReplaceNode, SetParameter, apply
from nodepilot.workflow.model import MAIN, Node

_CONTENT = frozenset({"message", "body", "subject", "title", "recipient"})
_KEPT = (
    "position",
    "disabled",
    "notes",
    "notesInFlow",
    "onError",
    "retryOnFail",
    "maxTries",
    "waitBetweenTries",
)


def replace_service(scene: Scene) -> Step | None:
    """The nodes of one service replaced by nodes of another."""
    if scene.is_conditional:
        return None
    swap = find_swap(scene) or _bare(scene)
    if swap is None:
        return None
    hit = _new_service(scene, swap)
    if hit is None:
        return None
    olds = _old_nodes(scene, swap, hit)
    if not olds:
        return None
    edits: list[Edit] = []
    notes: list[str] = []
    setup = None
    for node in olds:
        made = _replaced(scene, node, hit)
        if made is None:
            continue
        edits += made.edits
        notes += made.notes
        setup = setup or made.setup
    if not edits:
        return None
    return Step(tuple(edits), 0.9, tuple(notes), setup) if setup is not None else Step(tuple(edits), 0.9)


_SHORT = 6
"""Words of an order that names nothing but a service: "use Gemini please"."""


def _bare(scene: Scene) -> Swap | None:
    """“use Gemini”, “medium ones go to Teams now”."""
    hits = [hit for hit in scene.u.services if not hit.is_generic]
    if len(hits) != 1 or scene.says("also") is not None:
        return None
    is_order = len(scene.u.tokens) <= _SHORT and cue("bare_use").search(scene.flat) is not None
    is_news = scene.says("now") is not None and branch_meant(scene) is not None
    if not is_order and not is_news:
        return None
    return Swap((hits[0].mention.start, hits[0].mention.end))


def _new_service(scene: Scene, swap: Swap) -> ServiceHit | None:
    start, end = swap.new
    inside = [hit for hit in scene.u.services if start <= hit.mention.start < end]
    old = swap.old or (0, 0)
    inside = [hit for hit in inside if not old[0] <= hit.mention.start < old[1]]
    found = next((hit for hit in inside if not hit.is_generic), inside[0] if inside else None)
    return found or _by_name(scene, swap.new)


def _by_name(scene: Scene, span: tuple[int, int]) -> ServiceHit | None:
    """“teams instead of slack”: a name that is a plain word elsewhere, too."""
    for index, token in enumerate(scene.u.tokens):
        if token.start < span[0] or token.end > span[1] or scene.u.has(index, "words"):
            continue
        text = f"{scene.text[: token.start]}{token.text.title()}{scene.text[token.end :]}"
        for mention in scene.canvas.services.find_mentions(text):
            if mention.need is None and (mention.start, mention.end) == (token.start, token.end):
                return ServiceHit(index, index + 1, mention)
    return None


def _old_nodes(scene: Scene, swap: Swap, hit: ServiceHit) -> list[Node]:
    """The nodes that give way: those that are named, else the one that serves the same purpose."""
    canvas = scene.canvas
    new = canvas.services.get(hit.key)

    def differs(node: Node) -> bool:
        service = canvas.service(node)
        return service is not None and service.key != hit.key and _can_take_place(scene, node, new)

    if swap.old is not None:
        meant = nodes_meant(scene, swap.old)
        models = [node for each in meant[:1] for node in _models_of(scene, each.node)]
        if new.roles.get("ai_languageModel") and (models := [node for node in models if differs(node)]):
            return models
        found = [each for each in meant if differs(each.node)]
        return [each.node for each in found if each.score >= found[0].score - 0.05]
    alike = [node for node in canvas.nodes if differs(node) and _same_purpose(scene, node, new)]
    branch = branch_meant(scene)
    if branch is not None:
        behind = {link.target for link in canvas.leaving(branch.way)}
        alike = [node for node in alike if node.name in behind]
    named = [each.node for each in nodes_meant(scene) if each.node in alike]
    return named[:1] or alike[-1:]


def _models_of(scene: Scene, node: Node) -> list[Node]:
    """“use Claude for the classification”: what the step thinks with."""
    workflow = scene.canvas.workflow
    return [workflow.get(name) for name in workflow.graph.sub_nodes(node.name, "ai_languageModel")]


def _can_take_place(scene: Scene, node: Node, new: Service) -> bool:
    if (kind := _role(scene, node)) is not None:
        return bool(new.roles.get(kind)) or (kind == "ai_tool" and bool(new.tool_types or new.action_types))
    if scene.canvas.is_trigger(node):
        return bool(new.trigger_types)
    return bool(new.action_types)


def _same_purpose(scene: Scene, node: Node, new: Service) -> bool:
    service = scene.canvas.service(node)
    if service is None or scene.canvas.workflow.graph.sub_nodes(node.name):
        return False
    if (kind := _role(scene, node)) is not None:
        return kind != "ai_tool" and bool(new.roles.get(kind))
    return bool(service.needs & new.needs) or (bool(service.category) and service.category == new.category)


def _role(scene: Scene, node: Node) -> str | None:
    """The connection type by which a sub-node serves its root; None for a node of the flow."""
    if not scene.canvas.is_sub_node(node):
        return None
    leaving = scene.canvas.workflow.graph.outgoing(node.name)
    return leaving[0].source_type if leaving else None


def _replaced(scene: Scene, node: Node, hit: ServiceHit) -> Step | None:
    told = _told(scene, node, hit)
    growth = Growth(told)
    draft = growth.draft
    key = _compose(told, growth, node, hit)
    if key is None or key not in draft.steps:
        return None
    step = _with_content(draft.steps[key], scene, node)
    links = _links(scene, node, key)
    plan = draft.plan("", None)
    whole = Plan(
        "",
        (_fitting(draft, step),),
        links,
        tuple(each for each in plan.assumptions if each.step in {None, key}),
        (),
        tuple(
            each for each in plan.placeholders if each.step == key and not _is_filled(step, each.parameter)
        ),
    )
    # The old node is out of the way: an input that takes one connection is free for the new one.
    rest = RemoveNode(node.name).apply(scene.canvas.workflow)
    part = compile_part(whole, rest, scene.canvas.catalog)
    raw = next(dict(each.node) for each in part.edits if isinstance(each, AddNode))
    name = _name(scene, node, hit, str(raw["name"]))
    kept = {key: node.raw[key] for key in _KEPT if key in node.raw}
    edits: list[Edit] = [ReplaceNode(node.name, {**raw, **kept, "name": node.name})]
    if name != node.name:
        edits.append(RenameNode(node.name, name))
    edits += [edit for edit in part.edits if isinstance(edit, SetParameter)]
    apply(scene.canvas.workflow, edits)
    return Step(tuple(edits), 0.9, (), part.setup)


def _compose(scene: Scene, growth: Growth, node: Node, hit: ServiceHit) -> str | None:
    """A step of the new service that does what the node did; its key in the draft."""
    canvas, draft = scene.canvas, growth.draft
    service = canvas.services.get(hit.key)
    if (kind := _role(scene, node)) is not None:
        return _sub_node(draft, service, kind)
    if canvas.is_trigger(node):
        before = set(draft.steps)
        add_start(draft, Start("service", hit.first, hit.last, service=hit))
        return next((key for key in draft.steps if key not in before), None)
    ways = [Way(link.source, link.source_index) for link in canvas.links(node.name)]
    flow: Flow = growth.flow(ways)
    words = len(scene.u.tokens)
    act = next((act for act in scene.acts() if act.target is not None), None) or Act(
        _verb(node), 0, words, verb_at=0
    )
    key = resolve_service(draft, hit)
    if canvas.is_writing(node):
        return write_step(draft, flow, act, key)
    return read_step(draft, flow, act, key)


def _told(scene: Scene, node: Node, hit: ServiceHit) -> Scene:
    """A scene in which one is told to do with the new service what the node did with the old one."""
    if scene.canvas.is_trigger(node) or scene.canvas.is_sub_node(node):
        return scene
    said = _in_words(str(scene.canvas.parameter(node, "resource") or ""))
    thing = f"a {_called(scene, hit, said) or 'message'}"
    values = " ".join(token.text for token in scene.u.tokens if token.is_literal)
    place = f"in {scene.canvas.services.get(hit.key).name} {values}".strip()
    return replace(scene, text=f"{_verb(node)} {thing} {place}", blanked=())


def _called(scene: Scene, hit: ServiceHit, said: str) -> str:
    """What the new service calls such a thing: a member is a contact at another."""
    canvas = scene.canvas
    offered: set[str] = set()
    for name in canvas.services.get(hit.key).action_types[:1]:
        for prop in canvas.catalog.get(name).latest.properties_named("resource"):
            offered |= {_in_words(str(choice.value)) for choice in prop.choices}
    if not offered or said in offered:
        return said
    for words in table("alike").values():
        names = words.split("|")
        if said in names and (known := next((name for name in names if name in offered), None)):
            return known
    return said


def _in_words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()


def _sub_node(draft: Draft, service: Service, kind: str) -> str | None:
    types = service.roles.get(kind)
    if not types and kind == "ai_tool":
        types = service.tool_types or service.action_types
    if not types:
        return None
    name = service.name.removesuffix(" Chat Model")
    label = {"ai_languageModel": f"{name} Model", "ai_memory": "Memory", "ai_embedding": f"{name} Embeddings"}
    return draft.add(types[0], {}, name=label.get(kind, name), key=f"new_{service.key}")


def _verb(node: Node) -> str:
    operation = str(node.parameters.get("operation", "")).lower()
    for words, verb in (
        (("create", "insert", "append", "add", "upsert"), "create"),
        (("update", "edit"), "update"),
        (("delete", "remove"), "delete"),
        (("get", "list", "search", "read"), "get"),
        (("upload",), "upload"),
    ):
        if operation.startswith(words):
            return verb
    resource = str(node.parameters.get("resource", "")).lower()
    return "send" if resource in {"", "message", "email", "chatmessage", "channelmessage"} else "create"


def _links(scene: Scene, node: Node, key: str) -> tuple[Link, ...]:
    """The node's connections, with the new step in its place."""
    graph = scene.canvas.workflow.graph
    made = [
        Link(each.source, key, each.source_index, each.target_index, each.source_type)
        for each in graph.incoming(node.name)
        if each.source_type == MAIN
    ]
    made += [
        Link(key, each.target, 0, each.target_index, each.source_type) for each in graph.outgoing(node.name)
    ]
    return tuple(made)


def _with_content(step: PlanStep, scene: Scene, node: Node) -> PlanStep:
    """What the old node said is said by the new one too: text, subject, title."""
    said: dict[str, Any] = {}
    for name, value in node.parameters.items():
        slot = slot_of(name)
        if slot in _CONTENT and isinstance(value, str) and value:
            said.setdefault("message" if slot == "body" else str(slot), value)
    version = scene.canvas.catalog.get(step.node_type).latest
    parameters: Mapping[str, Any] = dict(step.parameters)
    for name in list(parameters):
        slot = slot_of(name)
        wanted = "message" if slot == "body" else slot
        prop = version.property(name)
        if wanted in said and prop is not None and prop.type == "string":
            parameters = {**parameters, name: said[wanted]}
    return replace(step, parameters=parameters)


def _fitting(draft: Draft, step: PlanStep) -> PlanStep:
    draft.steps[step.key] = step
    return next(each for each in draft.plan("", None).steps if each.key == step.key)


def _is_filled(step: PlanStep, path: str) -> bool:
    value = step.parameters.get(re.split(r"[.\[]", path, maxsplit=1)[0])
    return isinstance(value, str) and not value.startswith("YOUR_")


def _name(scene: Scene, node: Node, hit: ServiceHit, made: str) -> str:
    """The old name with the new service's in it; the new step's own name where the old one named none."""
    canvas = scene.canvas
    old = canvas.service(node)
    new = canvas.services.get(hit.key).name.removesuffix(" Chat Model")
    if old is not None and not node.name.endswith(f" in {old.name}"):
        for spelling in dict.fromkeys((old.name, old.name.split(" ")[0], old.name.split(" ")[-1])):
            pattern = re.compile(rf"(?i)(?<!\w){re.escape(spelling)}(?!\w)")
            if len(spelling) > 2 and pattern.search(node.name):
                return free_name(canvas.workflow, pattern.sub(new.replace("\\", ""), node.name, count=1))
    return made if made != node.name else free_name(canvas.workflow, f"{made} ({new})")
