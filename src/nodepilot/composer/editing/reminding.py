"""“Remind the manager after 2 days”: what was told is told once more, later."""

from __future__ import annotations

import json
import re
from typing import Any

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.copies import copied, waiting
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.knobs import figure_of
from nodepilot.composer.editing.named_values import TEXT, source_of
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import AddNode, Connect
from nodepilot.workflow.model import Connection, Node

_REMIND = re.compile(
    r"\W*(?:please |and |also |und |et |y |e )*(?:send (?:a|another) reminder(?: to)?|remind|erinnere?|rappelle[rz]?|recuerda(?:le)?|lembre) (?P<whom>[\w ']{2,30}?)(?: again| (?:noch ?mal|wieder|de nouveau|otra vez|de novo))? "
    r"(?:after|in|nach|dans|apres|en|despues de|depois de|em) (?P<time>\w+ \w+)(?: later| again)?\W*$"
)


_BEFORE = re.compile(
    r"\W*(?:please |and |also |und |et |y |e )*(?:send (?P<to>[\w ]{2,20}? )?(?:a|another) reminder(?: to [\w ]{2,25}?)?|remind|erinnere?|rappelle[rz]?|recuerda(?:le)?|lembre)(?: (?P<whom>[\w ']{2,30}?))? "
    r"(?P<time>\w+ (?:minutes?|hours?|days?|minuten?|stunden?|tage?n?|heures?|jours?|horas?|dias?|minutos?)) (?:before|ahead of|vor|avant|antes de)(?: (?:the|it|this|dem|der|le|la|el|o|a|l'))?\s?(?P<what>[\w ]{0,25}?)\W*$"
)


def _before(scene: Scene) -> Step | None:
    """“remind them one day before the meeting”: the message once more, when that is so long away."""
    match = _BEFORE.match(scene.flat)
    telling = [node for node in scene.canvas.nodes if scene.canvas.is_writing(node) and _text_of(node)]
    if match is None or not telling or any(not hit.is_generic for hit in scene.u.services):
        return None
    told = _span(scene, match.start("time"))
    node = telling[-1]
    start = _start_of(scene, node)
    if told is None or start is None:
        return None
    amount, unit = told
    until = f"={{{{ DateTime.fromISO({start}).minus({{ {unit}: {amount} }}).toISO() }}}}"
    wait = waiting(scene, amount, unit, node.id)
    name = free_name(
        scene.canvas.workflow, f"Wait until {amount} {unit if amount != 1 else unit[:-1]} before"
    )
    wait = {**wait, "name": name, "parameters": {"resume": "specificTime", "dateTime": until}}
    again = _again(scene, node)
    edits = [
        AddNode(wait),
        AddNode(again),
        Connect(Connection(node.name, name)),
        Connect(Connection(name, str(again["name"]))),
    ]
    return Step(tuple(edits), 0.8)


def _start_of(scene: Scene, node: Node) -> str | None:
    """When the thing begins that is told of, as an expression."""
    source = source_of(scene, node, "start")
    return (
        source
        if source is not None
        and any("start" in scene.canvas.output(each).roles for each in scene.canvas.above([node.name]))
        else None
    )


def remind(scene: Scene) -> Step | None:
    """A wait behind the message that is meant, and the message again."""
    if (ahead := _before(scene)) is not None:
        return ahead
    match = _REMIND.match(scene.flat)
    if match is None or any(not hit.is_generic for hit in scene.u.services):
        return None
    telling = [node for node in scene.canvas.nodes if scene.canvas.is_writing(node) and _text_of(node)]
    meant = [each.node for each in nodes_meant(scene, match.span("whom")) if each.node in telling]
    node = meant[0] if meant else telling[0] if len(telling) == 1 else None
    told = _span(scene, match.start("time"))
    if node is None or told is None:
        return None
    wait = waiting(scene, told[0], str(told[1]), node.id)
    again = _again(scene, node)
    below = scene.canvas.leaving(Way(node.name))
    edits = [
        AddNode(wait),
        AddNode(again),
        Connect(Connection(node.name, str(wait["name"]))),
        Connect(Connection(str(wait["name"]), str(again["name"]))),
    ]
    return Step(tuple(edits), 0.85 if not below else 0.8)


def _span(scene: Scene, start: int) -> tuple[int, str] | None:
    """How long, behind that place."""
    return next(
        (
            (int(number), unit)
            for token in scene.u.tokens
            if token.start >= start
            and (number := figure_of(scene, token)) is not None
            and (unit := unit_said(scene.flat, token.end)) in _WAITED
        ),
        None,
    )


def _again(scene: Scene, node: Node) -> dict[str, Any]:
    """The message once more, marked as a reminder."""
    name = _text_of(node)
    text = str(node.parameters[name])
    mark = "=Reminder: " if text.startswith("=") else "Reminder: "
    links = scene.canvas.links(node.name)
    source = links[0].source.replace("\\", "\\\\").replace("'", "\\'") if links else ""
    # Behind the message the item is its receipt: the values are those from before it.
    earlier = json.loads(re.sub(r"\$json\b", f"$('{source}').item.json", json.dumps(dict(node.parameters))))
    said = mark + str(earlier[name]).removeprefix("=")
    return copied(scene, node, {**earlier, name: said}, "reminder", f"{node.name} again")


_WAITED = frozenset({"minutes", "hours", "days"})


def _text_of(node: Node) -> str:
    """The parameter with what is told; "" where there is none."""
    return next(
        (name for name, held in node.parameters.items() if slot_of(name) in TEXT and isinstance(held, str)),
        "",
    )
