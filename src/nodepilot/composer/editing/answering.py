"""“Answer the webhook with {"ok": true}”, “the endpoint should return 201”: what a caller gets."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import grow
from nodepilot.composer.editing.said_values import structure
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.language.tokens import Kind
from nodepilot.workflow.edits import Edit, SetParameter, UnsetParameter
from nodepilot.workflow.model import Node

_ANSWER = BASE + "respondToWebhook"
_CODE = re.compile(r"(?<![\w.-])(?:status |code |status code |http )?([1-5]\d\d)(?![\w.-])")


_WITH_STATUS = re.compile(
    r"\W*(?:please |it should )?(?:answer|reply|respond|return)(?: (?:to )?(?:it|the \w+))?(?: with)? (?:a |an |the )?(?P<status>(?:http )?(?:status|code|status code) [1-5]\d\d)(?!\d)"
)


def answer(scene: Scene) -> Step | None:
    """Another body or status for the answer that is there; an answer with that at the ends where there is none."""
    hooks = [node for node in scene.canvas.triggers if node.type == BASE + "webhook"]
    match = scene.says("answer_caller")
    if match is None and hooks:
        match = _WITH_STATUS.match(scene.flat)
    if hooks and (returned := _returned(scene)) is not None:
        return returned
    if not hooks or match is None or scene.says("when") is not None:
        return None
    # "the webhook should answer with …" and "answer the webhook with …": what is given stands behind both.
    start = match.start("status") if match.re is _WITH_STATUS else match.end()
    body, code = _body(scene, start), _CODE.search(scene.flat, start)
    if body is None and code is None:
        return None
    status = int(code.group(1)) if code is not None else None
    present = [node for node in scene.canvas.nodes if node.type == _ANSWER]
    meant = [each.node for each in nodes_meant(scene) if each.node in present]
    if len(present) > 1 and status is not None and status < _BAD:
        # Of several answers the one that tells of success.
        meant = [node for node in present if _status(node) < _BAD]
    if present:
        node = (meant or present)[0]
        return Step(tuple(_changed(node, body, status)), 0.85) if meant or len(present) == 1 else None
    if body is None and match.re is not _WITH_STATUS:
        return None
    ways = tuple(Way(node.name) for node in scene.canvas.ends if node not in hooks) or (Way(hooks[0].name),)
    said = {"respondWith": "noData"} if body is None else {"respondWith": body[0], "responseBody": body[1]}

    def build(draft: Draft, flow: Flow) -> None:
        options: dict[str, Any] = {"responseCode": status} if status is not None else {}
        key = draft.add(
            _ANSWER,
            {**said, "options": options},
            name="Answer",
            key="answer",
            span=match.span(),
        )
        draft.hook(flow, key)

    return grow(scene, ways, build)


_RETURNED = re.compile(
    r"\W*(?:please |also |it should |and )*(?:return|answer with|reply with|respond with|send back|give back)s? (?:the )?(?:saved |created |new |inserted |stored |resulting )*(?:record|row|entry|result|item|contact|order|customer|object|ticket)(?: that was (?:saved|created|stored|inserted))?(?: (?:instead|as json|in the (?:response|answer|reply)|to the caller))*\W*"
)


def _returned(scene: Scene) -> Step | None:
    """“return the saved record”: the one answer that tells of success gives what comes to it."""
    present = [n for n in scene.canvas.nodes if n.type == _ANSWER and _status(n) < _BAD]
    if _RETURNED.fullmatch(scene.flat) is None or len(present) != 1:
        return None
    node = present[0]
    edits: list[Edit] = [SetParameter(node.name, "respondWith", "firstIncomingItem")]
    if "responseBody" in node.parameters:
        edits.append(UnsetParameter(node.name, "responseBody"))
    return Step(tuple(edits), 0.85)


_BAD = 400


def _status(node: Node) -> int:
    options = node.parameters.get("options")
    code = options.get("responseCode") if isinstance(options, dict) else None
    return code if isinstance(code, int) else 200


def _body(scene: Scene, start: int) -> tuple[str, str] | None:
    """What is answered, as its kind and its text."""
    opened = re.search(r"[{\[]", scene.text[start:])
    if opened is not None and (code := structure(scene.text[start + opened.start() :])) is not None:
        return "json", code
    quoted = next((t for t in scene.u.tokens if t.kind is Kind.QUOTED and t.start >= start), None)
    if quoted is None and _THANKS.search(scene.flat, start):
        return "text", "Thank you!"
    return ("text", quoted.text[1:-1]) if quoted is not None else None


_THANKS = re.compile(r"(?<!\w)(?:thank[- ]you|thanks)(?: (?:text|message|note))?(?!\w)")


def _changed(node: Node, body: tuple[str, str] | None, status: int | None) -> list[Edit]:
    edits: list[Edit] = []
    if body is not None:
        kind, text = body
        if node.parameters.get("respondWith") != kind:
            edits.append(SetParameter(node.name, "respondWith", kind))
        edits.append(SetParameter(node.name, "responseBody", text))
    if status is not None:
        edits.append(SetParameter(node.name, "options.responseCode", status))
    return edits
