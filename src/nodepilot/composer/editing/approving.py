"""“Managers must approve in Slack before it is logged”: a person decides before a step runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.required import slot_of
from nodepilot.composer.build.special import APPROVING
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.editing.adding import building
from nodepilot.composer.editing.branches import branch_meant
from nodepilot.composer.editing.branching import as_question, condition_said
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue, flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import Found, nodes_meant
from nodepilot.composer.editing.growing import free_name, grow, insert
from nodepilot.composer.editing.placing import TELLING
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.editing.tested import with_field_compared
from nodepilot.composer.reading.comparisons import Condition
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition, conditions
from nodepilot.workflow.edits import Connect, Edit, SetParameter, UnsetParameter
from nodepilot.workflow.model import Connection, Node


def ask_approval(scene: Scene) -> Step | None:
    """A question that waits for an answer, before the step that is named (or the last)."""
    if cue("approve").search(_APPROVED.sub("", cue("confirming").sub("", scene.flat))) is None:
        return None
    target = _target(scene)
    if target is None:
        return None
    branch = branch_meant(scene)
    asking = _asking(scene, target)
    if asking is not None:
        return _turn_into_question(scene, asking, target)
    rest = _where_told(scene.without(*_place_words(scene)), target)
    acts = [act for act in rest.acts() if act.verb == "approve" or act.target is not None][:1]
    # "ask me in Slack before …": told like a message, and meant as a question.
    acts = [act.doing("approve") if act.verb in TELLING else act for act in acts]
    acts = acts or [act.doing("approve") for act in rest.acts()[:1]]
    links: Sequence[Connection] = scene.canvas.links(target.name)
    if branch is not None:
        ways = [
            link
            for link in links
            if link.source == branch.way.node and link.source_index == branch.way.output
        ]
        links = (
            ways or ([] if scene.says("before") is not None else scene.canvas.leaving(branch.way)) or links
        )
    if not links:
        return None
    found = condition_said(scene) if branch is None else None
    if found is not None and not any(cue("approve").search(flat(test.left)) for test in found[0].tests):
        return _in_that_case(scene, rest.without(found[1]), found, links)
    return insert(rest, links, building(acts), sure=0.8) if acts else None


def _in_that_case(
    scene: Scene, rest: Scene, found: tuple[Condition, Span], links: Sequence[Connection]
) -> Step | None:
    """“over 1000 euros ask me first”: the others go on as they did."""
    condition_told, span = found
    wanted = with_field_compared(scene, condition_told)
    name = free_name(scene.canvas.workflow, as_question(scene, span))
    acts = [act.doing("approve") if act.verb in TELLING else act for act in rest.acts()]
    acts = [act for act in acts if act.verb == "approve"][:1] or [act.doing("approve") for act in acts[:1]]
    if not acts:
        # "invoices over 500 need my approval"
        rest = replace(rest, text="ask me for approval", blanked=())
        acts = [act.doing("approve") for act in rest.acts()]

    def build(draft: Draft, flow: Flow) -> None:
        key = draft.add(
            BASE + "if",
            {
                "conditions": conditions(
                    *conditions_of(draft, flow, wanted), combinator="or" if wanted.any_of else "and"
                ),
                "looseTypeValidation": True,
                "options": {"ignoreCase": True},
            },
            name=name,
            key="needs_approval",
            span=span,
        )
        draft.hook(flow, key)
        building(acts)(draft, flow)

    made = insert(rest, links, build, sure=0.8)
    if made is None:
        return None
    others = [
        Connect(Connection(name, link.target, source_index=1, target_index=link.target_index))
        for link in links
    ]
    return Step((*made.edits, *others), made.sure, made.notes, made.setup)


_ME = re.compile(r"(?<!\w)(?:me|us|my|i|mich|mir|uns|moi|me demand|nous|mi|nos)(?!\w)")


def _where_told(scene: Scene, target: Node) -> Scene:
    """“ask me first”, where a message tells me something already: in the same place."""
    service = scene.canvas.service(target)
    if (
        service is None
        or service.key not in APPROVING
        or scene.u.services
        or _ME.search(scene.flat) is None
        or any(token.is_literal for token in scene.u.tokens)
        or any(
            str(held).startswith("={{")
            for name, held in target.parameters.items()
            if slot_of(name) == "recipient"
        )
    ):
        return scene
    before = scene.says("before")
    said = scene.seen[: before.start()] if before is not None and before.start() > 0 else scene.seen
    return replace(scene, text=f"{said.rstrip(' .,!?')} via {service.name}", blanked=())


_APPROVED = re.compile(
    r"^\W*(?:also |all |the )*(?:approved|confirmed|genehmigte|bestatigte) \w+ (?:should|must|go|are|get|sollen|werden)|"
    r"(?<!\w)(?:for|of|the|all|only|when|if|once|as soon as|fur|pour|para)(?: (?:it|they|the \w+))?(?: (?:is|are|was|were|has been|gets?))? (?:approved|confirmed|genehmigte[nr]?|approuvees?|aprobad[oa]s?|aprovad[oa]s?)(?!\w)"
)
"""“for approved expenses”, “when it is approved”: that it was asked for, and no order to ask."""


def _place_words(scene: Scene) -> list[Span]:
    """“before the invoice”: where the question goes is no part of it."""
    match = scene.says("before")
    if match is None or not nodes_meant(scene, (match.end(), len(scene.text))):
        return []
    return [(match.start(), len(scene.text))] if re.search(r"\w", scene.flat[: match.start()]) else []


def _target(scene: Scene) -> Node | None:
    """The step that waits for the answer."""
    match = scene.says("before")
    found: list[Found] = []
    if match is not None:
        found = [
            each
            for each in nodes_meant(scene, (match.end(), len(scene.text)))
            if scene.canvas.is_writing(each.node)
        ]
    if found:
        return found[0].node
    if match is None and _FIRST.search(scene.flat):
        # "ask me first": before anything is done.
        return next((node for node in scene.canvas.steps if scene.canvas.is_writing(node)), None)
    ends = [node for node in scene.canvas.ends if scene.canvas.is_writing(node)]
    return ends[-1] if ends else None


_FIRST = re.compile(r"(?<!\w)(?:first|zuerst|vorher|erst|d'abord|primero|antes|primeiro)(?!\w)")


def _asking(scene: Scene, target: Node) -> Node | None:
    """A message to those who shall decide that is there already."""
    canvas = scene.canvas
    services = {hit.key for hit in scene.u.services if not hit.is_generic}
    for node in canvas.nodes:
        service = canvas.service(node)
        if (
            service is None
            or node.name == target.name
            or service.key not in APPROVING
            or not canvas.is_writing(node)
        ):
            continue
        if service.key in services:
            return node
    if not scene.u.services:
        # "the manager should be able to approve": in the message that asks already.
        for found in nodes_meant(scene):
            service = canvas.service(found.node)
            if service is not None and service.key in APPROVING and found.node.name != target.name:
                return found.node if canvas.is_writing(found.node) else None
    return None


def _turn_into_question(scene: Scene, node: Node, target: Node) -> Step | None:
    """The message waits for an answer; with a yes it goes on to the step that is named."""
    canvas = scene.canvas
    service = canvas.service(node)
    assert service is not None  # noqa: S101
    edits: list[Edit] = [SetParameter(node.name, key, value) for key, value in APPROVING[service.key].items()]
    for name in ("text", "content", "body"):
        if isinstance(node.parameters.get(name), str):
            edits += [
                SetParameter(node.name, "message", node.parameters[name]),
                UnsetParameter(node.name, name),
            ]
            break
    if "otherOptions" in node.parameters:
        edits.append(UnsetParameter(node.name, "otherOptions"))
    edits.append(SetParameter(node.name, "approvalOptions", {"values": {"approvalType": "double"}}))

    def build(draft: Draft, flow: Flow) -> None:
        key = draft.add(
            BASE + "if",
            {
                "conditions": conditions(condition(Code("$json.data.approved"), "true", type="boolean")),
                "looseTypeValidation": True,
                "options": {},
            },
            name="Approved?",
            key="approved",
        )
        draft.hook(flow, key)

    leads_there = canvas.workflow.graph.reaches(node.name, target.name)
    if leads_there:
        made = insert(scene, canvas.leaving(Way(node.name)), build, sure=0.8)
        return Step((*edits, *made.edits), made.sure, made.notes, made.setup) if made is not None else None
    grown = grow(scene, [Way(node.name)], build, sure=0.8)
    if grown is None:
        return None
    name = next(
        str(edit.node["name"])
        for edit in grown.edits
        if hasattr(edit, "node") and not isinstance(edit.node, str)
    )
    return Step((*edits, *grown.edits, Connect(Connection(name, target.name))), 0.8, (), grown.setup)
