"""“Return 400 if the name is missing”: a request that is not as it should be gets its answer and goes no further."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nodepilot.composer.build.draft import Draft
from nodepilot.composer.build.tests import conditions_of
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import cue
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.tested import compared
from nodepilot.composer.reading.comparisons import Condition, Test
from nodepilot.plan.shapes import conditions
from nodepilot.workflow.edits import Connect, Disconnect, Edit, SetParameter
from nodepilot.workflow.model import Connection, Node

_ANSWER = BASE + "respondToWebhook"
_REFUSED = re.compile(r"(?<![\w.-])(?P<code>4\d\d)(?![\w.-])")
_LACKING = re.compile(
    r"\s*(?:it|that|this|es|das)(?:'s| is| ist) (?:missing|empty|blank|not there|absent|nicht da|leer)(?!\w)"
)
_POINTING = frozenset({"it", "that", "this", "there", "es", "das", "il", "cela", "esto", "isso", ""})
_TEXTS = {400: "bad request", 401: "unauthorized", 403: "forbidden", 404: "not found", 422: "unprocessable"}


def guard(scene: Scene) -> Step | None:
    """A check right behind the webhook, or behind the checks that stand there; what fails it is answered."""
    hooks = [node for node in scene.canvas.triggers if node.type == BASE + "webhook"]
    code = _REFUSED.search(scene.flat)
    found = _condition(scene) if hooks and code is not None else None
    if code is None or found is None:
        return None
    wanted, name = found
    if (answered := _answered_already(scene, hooks[0], wanted)) is not None:
        return Step((SetParameter(answered.name, "options.responseCode", int(code["code"])),), 0.9)
    links = _behind_checks(scene, hooks[0])
    if not links:
        return None
    growth = Growth(scene)
    way = Way(links[0].source, links[0].source_index)
    flow = growth.flow([way])
    draft: Draft = growth.draft
    key = draft.add(
        BASE + "if",
        {
            "conditions": conditions(*conditions_of(draft, flow, wanted)),
            "looseTypeValidation": True,
            "options": {"ignoreCase": True},
        },
        name=name,
        key="not_as_it_should_be",
    )
    draft.hook(flow, key)
    status = int(code["code"])
    body = json.dumps({"error": _TEXTS.get(status, "error")})
    answer = draft.add(
        _ANSWER,
        {"respondWith": "json", "responseBody": body, "options": {"responseCode": status}},
        name=f"Answer {status}",
        key="refused",
        span=code.span(),
    )
    draft.link(key, answer)
    made = growth.finish(sure=0.85)
    if made is None:
        return None
    edits: list[Edit] = [*made.edits]
    for link in links:
        fork = growth.names[key]
        edits += [
            Disconnect(link),
            Connect(Connection(fork, link.target, source_index=1, target_index=link.target_index)),
        ]
    return replace(made, edits=tuple(edits))


def _condition(scene: Scene) -> tuple[Condition, str] | None:
    """What is wrong with the request, and how the check is called; of “it” the field that was named before."""
    u = scene.u
    for match in cue("when").finditer(scene.flat):
        first, last = scene.tokens_in(match.end(), len(scene.text))
        read = scene.conditions.read(first, last)
        lacking = _LACKING.match(scene.flat, match.end())
        if lacking is not None:
            test = Test("", "empty", None, "string", lacking.span())
        elif read is not None and read[0].tests:
            test = read[0].tests[0]
        else:
            continue
        if test.left.lower() in _POINTING:
            fields = [i for i in range(first) if u.has(i, "fields")]
            if not fields:
                continue
            place = fields[-1]
            test = replace(test, left=u.words(place, place + u.has(place, "fields")))
        title = (
            f"{test.left[:1].upper()}{test.left[1:]} {'missing' if test.operator == 'empty' else 'wrong'}?"
        )
        return Condition((test,)), title
    return None


def _behind_checks(scene: Scene, hook: Node) -> Sequence[Connection]:
    """The connections on which a request goes on that has passed the checks so far."""
    links: Sequence[Connection] = scene.canvas.leaving(Way(hook.name))
    for check, refusing in _checks(scene, hook):
        links = scene.canvas.leaving(Way(check.name, 1 - refusing))
    return links


def _checks(scene: Scene, hook: Node) -> Iterator[tuple[Node, int]]:
    """The checks behind the webhook, each with the output on which a request is refused."""
    canvas = scene.canvas
    links: Sequence[Connection] = canvas.leaving(Way(hook.name))
    while len(links) == 1 and (node := canvas.workflow.get(links[0].target)).type == BASE + "if":
        refusing = [
            output
            for output in (0, 1)
            if (ways := canvas.leaving(Way(node.name, output)))
            and all(canvas.workflow.get(each.target).type == _ANSWER for each in ways)
        ]
        if len(refusing) != 1:
            break
        yield node, refusing[0]
        links = canvas.leaving(Way(node.name, 1 - refusing[0]))


def _answered_already(scene: Scene, hook: Node, wanted: Condition) -> Node | None:
    """The answer of a check that asks for the same: what is missing there, or there and not empty on the other way."""
    test = wanted.tests[0]
    if len(wanted.tests) != 1 or test.operator != "empty":
        return None
    name = _letters(test.left)
    for check, refusing in _checks(scene, hook):
        tests = compared(check)
        asks = len(tests) == 1 and tests[0].operation in _ASKING[refusing]
        if asks and _letters(tests[0].left).endswith(name):
            return scene.canvas.workflow.get(scene.canvas.leaving(Way(check.name, refusing))[0].target)
    return None


_ASKING = (frozenset({"empty", "notExists"}), frozenset({"notEmpty", "exists"}))
"""What a check compares that refuses by its first output, and by its second."""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(r"\?\?.*", "", text)).lower()
