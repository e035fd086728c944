"""“We use Freshdesk now instead of Zendesk”: another service takes a node's place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nodepilot.composer.build.apps import read_step, resolve_service, write_step
from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.rag import index_in
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.starts import add_start
from nodepilot.composer.build.tools import attach_tools
from nodepilot.composer.editing.borrowing import is_for_person, with_ids
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.carrying import as_switch, carry, same_operation
from nodepilot.composer.editing.cues import cue, table
from nodepilot.composer.editing.documenting import DOCUMENTS, as_document
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.giving_way import bare_swap, new_service, nodes_giving_way, role_of, via_swap
from nodepilot.composer.editing.growing import Growth, free_name
from nodepilot.composer.editing.models import model_said
from nodepilot.composer.editing.refitting import refit
from nodepilot.composer.editing.replacing_nothing import has_bound_of_its_own, is_told_off, is_what_is_meant
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.editing.values import is_value
from nodepilot.composer.language.service_signs import ServiceHit
from nodepilot.composer.reading.role_words import MESSAGING
from nodepilot.composer.reading.story import Act, Start
from nodepilot.knowledge.model import Service
from nodepilot.plan.compiler.part import compile_part
from nodepilot.plan.model import Link, Locator, Plan
from nodepilot.plan.model import Step as PlanStep
from nodepilot.workflow.edits import AddNode, Edit, RemoveNode, RenameNode, ReplaceNode, SetParameter, apply
from nodepilot.workflow.model import MAIN, Node

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
    if (
        scene.is_conditional
        or has_bound_of_its_own(scene)
        or (scene.says("approve") is not None and not is_told_off(scene))
    ):
        return None
    if (bare := _bare_model(scene)) is not None:
        scene = bare
    swap = find_swap(scene) or bare_swap(scene) or via_swap(scene)
    if swap is None:
        return None
    hit = new_service(scene, swap)
    if hit is not None and is_what_is_meant(scene, hit):
        # "the current weather instead of the forecast": the same service, asked for something else.
        return None
    if hit is None or (
        hit.is_generic and swap.old is not None and _VALUE.search(scene.flat[slice(*swap.old)])
    ):
        return None
    if hit.is_generic and swap.old is not None and is_value(scene, scene.text[slice(*swap.old)]):
        # "the path should be newsletter instead of signup": a word that stands in a parameter, no service.
        return None
    # The last ones first: what they say of steps before them takes over the new names of those.
    order = [node.name for node in scene.canvas.steps]
    olds = sorted(
        nodes_giving_way(scene, swap, hit),
        key=lambda node: -order.index(node.name) if node.name in order else 0,
    )
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
    edits += _refitted(scene, olds, edits)
    return Step(tuple(edits), 0.9, tuple(notes), setup) if setup is not None else Step(tuple(edits), 0.9)


def _refitted(scene: Scene, olds: Sequence[Node], edits: Sequence[Edit]) -> list[Edit]:
    """What has to change because the new nodes call their values otherwise."""
    after = scene.canvas.with_workflow(apply(scene.canvas.workflow, edits))
    named = {edit.old: edit.new for edit in edits if isinstance(edit, RenameNode)}
    return [
        edit
        for node in olds
        if not scene.canvas.is_sub_node(node)
        and after.workflow.find(named.get(node.name, node.name)) is not None
        for edit in refit(scene.canvas, after, node, named.get(node.name, node.name))
    ]


_VALUE = re.compile(
    r"(?<!\w)(?:title|name|subject|path|label|text|description|heading|button|titel|betreff|titre|titulo)$"
)
"""“change the form title to Newsletter”: a value, whatever service is called so."""


def _bare_model(scene: Scene) -> Scene | None:
    """“take gemini-2.5-pro for it”: a model by its id says all, where one model is there and no other is added."""
    said = model_said(scene)
    models = [node for node in scene.canvas.nodes if role_of(scene, node) == "ai_languageModel"]
    if (
        said is None
        or len(models) != 1
        or scene.says("also") is not None
        or scene.says("add_step") is not None
    ):
        return None
    return replace(scene, text=f"use {scene.text[said.start() : said.end()].rstrip('.')}", blanked=())


def _replaced(scene: Scene, node: Node, hit: ServiceHit) -> Step | None:
    if hit.key == "switch" and node.type == BASE + "if":
        return as_switch(scene, node)
    if hit.key == DOCUMENTS and scene.canvas.is_writing(node) and role_of(scene, node) is None:
        return as_document(scene, node)
    told = _told(scene, node, hit)
    growth = Growth(told)
    draft = growth.draft
    key = _compose(told, growth, node, hit)
    if key is None or key not in draft.steps:
        return None
    fitting = _fitting(draft, same_operation(draft.steps[key], scene, node))
    step = _with_model(carry(fitting, scene, node), scene)
    # What was assumed of a receiver holds no more where the old step's was taken over.
    carried = any(
        slot_of(name) in {"recipient", "recipient_phone"} and fitting.parameters.get(name) != value
        for name, value in step.parameters.items()
    )
    links = _links(scene, node, key)
    plan = draft.plan("", None)
    whole = Plan(
        "",
        (step,),
        links,
        tuple(
            each
            for each in plan.assumptions
            if each.step in {None, key} and not (carried and each.step == key)
        ),
        (),
        tuple(
            each for each in plan.placeholders if each.step == key and not _is_filled(step, each.parameter)
        ),
    )
    # The old node is out of the way: an input that takes one connection is free for the new one.
    rest = RemoveNode(node.name).apply(scene.canvas.workflow)
    part = compile_part(whole, rest, scene.canvas.catalog)
    raw = next(dict(each.node) for each in part.edits if isinstance(each, AddNode))
    name = _name(scene, node, hit, raw)
    raw, _ = with_ids(scene, raw)
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
    if _STORE in node.type and (stores := service.roles.get("ai_vectorStore")):
        kept = {name: held for name, held in node.parameters.items() if name in _OF_STORES}
        return draft.add(stores[0], {**kept, **index_in(draft, hit.key)}, name=service.name)
    if (kind := role_of(scene, node)) == "ai_tool":
        known = set(draft.steps)
        agent = canvas.workflow.graph.outgoing(node.name)[0].target
        attach_tools(draft, agent, [hit.key], [])
        return next((key for key in draft.steps if key not in known), None)
    if kind is not None:
        return _sub_node(draft, service, kind)
    if canvas.is_trigger(node):
        before = set(draft.steps)
        add_start(draft, Start("service", hit.first, hit.last, service=hit))
        return next((key for key in draft.steps if key not in before), None)
    ways = [Way(link.source, link.source_index) for link in canvas.links(node.name)]
    flow: Flow = growth.flow(ways)
    words = len(scene.u.tokens)
    act = next((act for act in scene.acts() if act.target is not None), None) or Act(
        _verb(scene, node), 0, words, verb_at=0
    )
    key = resolve_service(draft, hit)
    if canvas.is_writing(node) or "translation" in service.needs:
        return write_step(draft, flow, act, key)
    return read_step(draft, flow, act, key)


_STORE = ".vectorStore"
_OF_STORES = frozenset({"mode", "toolName", "toolDescription", "topK", "prompt", "includeDocumentMetadata"})
"""What a vector store is told alike whichever it is."""


def _told(scene: Scene, node: Node, hit: ServiceHit) -> Scene:
    """A scene in which one is told to do with the new service what the node did with the old one."""
    if scene.canvas.is_trigger(node) or scene.canvas.is_sub_node(node):
        return scene
    said = _in_words(str(scene.canvas.parameter(node, "resource") or ""))
    is_told = bool(scene.canvas.services.get(hit.key).needs & MESSAGING)
    verb = "send" if is_told and scene.canvas.is_writing(node) else _verb(scene, node)
    if is_told and (calling := _CALLING.match(scene.flat)) is not None:
        return replace(scene, text=scene.text[: calling.end()] + _by_service(scene, hit), blanked=())
    if verb == "send" and scene.canvas.parameter(node, "operation") == "reply":
        return replace(
            scene, text=f"reply to the email in {scene.canvas.services.get(hit.key).name}", blanked=()
        )
    # "create a Salesforce lead instead of the HubSpot contact": what stands behind the new service is meant.
    behind = hit.last < len(scene.u.tokens) and verb != "send" and scene.u.has(hit.last, "nouns")
    named = scene.u.tokens[hit.last].text if behind else ""
    thing = f"a {'message' if verb == 'send' else named or _called(scene, hit, said) or 'message'}"
    phones = re.findall(r"\+\d[\d ()/-]{6,}\d", scene.text)
    values = " ".join([*(token.text for token in scene.u.tokens if token.is_literal), *phones])
    if (more := _said_behind(scene, hit)) is not None:
        values = more
    elif not values and verb == "send" and is_for_person(node.parameters):
        values = "to the customer"
    elif not values and verb == "send" and (whom := _WHOM.search(scene.flat)) is not None:
        values = f"to the {whom.group() if whom['owner'] else 'customer'}"
    place = f"in {scene.canvas.services.get(hit.key).name} {values}".strip()
    return replace(scene, text=f"{verb} {thing} {place}", blanked=())


_CALLING = re.compile(r"\W*(?:please |now )*(?:call|phone|ring) (?:me|us|them|him|her|\+\d[\d ]{5,}\d)(?!\w)")
"""“call me with Twilio instead”: by telephone, no message."""


def _by_service(scene: Scene, hit: ServiceHit) -> str:
    return f" with {scene.canvas.services.get(hit.key).name}"


def _said_behind(scene: Scene, hit: ServiceHit) -> str | None:
    """“… in Google Drive in the folder Backups”: what is said of the place behind the service's name."""
    swap = find_swap(scene)
    if swap is None or not swap.new[0] <= hit.mention.start < swap.new[1]:
        return None
    text = scene.text[hit.mention.end : swap.new[1]]
    for name in ("instead", "now", "polite"):
        text = re.sub(rf"(?i)(?<!\w){cue(name).pattern}(?!\w)", " ", text)
    return text.strip(" .!") if _PLACE.search(text) else None


_WHOM = re.compile(
    r"(?<!\w)(?:confirmations?|receipt|thank[- ]you(?: note| message)?|welcome(?: message| text)?|invitation)(?!\w)|(?<!\w)(?P<owner>customer|buyer|client|lead|guest|applicant|subscriber|sender|person|user|kunde|client|cliente)(?!\w)"
)
_PLACE = re.compile(
    r"(?i)\b(?:folder|channel|chat id|board|list|table|project|sheet|tab|database|called|named|namens|nomm[ée]e?|llamad[oa]|chamad[oa]|ordner|kanal|tabelle|carpeta|canal|dossier|pasta)\b"
)


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
    if not types:
        return None
    name = service.name.removesuffix(" Chat Model")
    label = {"ai_languageModel": f"{name} Model", "ai_memory": "Memory", "ai_embedding": f"{name} Embeddings"}
    return draft.add(types[0], {}, name=label.get(kind, name), key=f"new_{service.key}")


def _verb(scene: Scene, node: Node) -> str:
    operation = str(scene.canvas.parameter(node, "operation") or "").lower()
    for words, verb in (
        (("create", "insert", "append", "add", "upsert"), "create"),
        (("update", "edit"), "update"),
        (("delete", "remove"), "delete"),
        (("get", "list", "search", "read"), "get"),
        (("upload",), "upload"),
        (("download",), "download"),
        (("translate",), "translate"),
    ):
        if operation.startswith(words):
            return verb
    resource = str(scene.canvas.parameter(node, "resource") or "").lower()
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


def _with_model(step: PlanStep, scene: Scene) -> PlanStep:
    """“use gpt-4o-mini instead of Ollama”: the model that is named by its id."""
    said = model_said(scene)
    if said is None:
        return step
    version = scene.canvas.catalog.get(step.node_type).latest
    for name in ("model", "modelName"):
        prop = version.property(name)
        if prop is not None:
            value = scene.text[said.start() : said.end()].rstrip(".")
            if str(prop.default).startswith("models/"):
                value = f"models/{value}"
            kept: Any = (
                {"__rl": True, "mode": "id", "value": value} if prop.type == "resourceLocator" else value
            )
            return replace(step, parameters={**step.parameters, name: kept})
    return step


def _fitting(draft: Draft, step: PlanStep) -> PlanStep:
    draft.steps[step.key] = step
    return next(each for each in draft.plan("", None).steps if each.key == step.key)


def _is_filled(step: PlanStep, path: str) -> bool:
    value = step.parameters.get(re.split(r"[.\[]", path, maxsplit=1)[0])
    held = value.value if isinstance(value, Locator) else value
    return isinstance(held, str) and not held.startswith("YOUR_")


def _name(scene: Scene, node: Node, hit: ServiceHit, raw: dict[str, Any]) -> str:
    """The old name with the new service's in it; the new step's own name where the old one named none."""
    canvas = scene.canvas
    made = str(raw["name"])
    old = canvas.service(node)
    new = canvas.services.get(hit.key).name.removesuffix(" Chat Model")
    if old is not None and not node.name.endswith(f" in {old.name}"):
        for spelling in dict.fromkeys((old.name, old.name.split(" ")[0], old.name.split(" ")[-1])):
            pattern = re.compile(rf"(?i)(?<!\w){re.escape(spelling)}(?!\w)")
            if len(spelling) > 2 and pattern.search(node.name):
                named = pattern.sub(new.replace("\\", ""), node.name, count=1)
                return free_name(canvas.workflow, _of_new_thing(scene, node, raw, named))
    return made if made != node.name else free_name(canvas.workflow, f"{made} ({new})")


def _of_new_thing(scene: Scene, old: Node, raw: dict[str, Any], name: str) -> str:
    """“Create Asana Page” as “Create Asana Task”: what the new step makes, where the name tells what the old one made."""
    before, now = (
        _in_words(str(scene.canvas.parameter(node, "resource") or "")).split()[-1:]
        for node in (old, Node(raw))
    )
    if not before or not now or before == now:
        return name
    words = re.compile(rf"(?i)(?<!\w){re.escape(before[0])}(?P<many>s?)(?!\w)")
    return words.sub(lambda each: f"{_as_cased(now[0], each.group())}{each['many']}", name, count=1)


def _as_cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
