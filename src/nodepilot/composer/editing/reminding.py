"""“Remind the manager after 2 days”: what was told is told once more, later."""

from __future__ import annotations

import json
import re

from nodepilot.composer.build.required import slot_of
from nodepilot.composer.editing.canvas import Way
from nodepilot.composer.editing.copies import copied, waiting
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.knobs import figure_of
from nodepilot.composer.editing.named_values import TEXT
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import AddNode, Connect
from nodepilot.workflow.model import Connection, Node

_REMIND = re.compile(
    r"\W*(?:please |and |also |und |et |y |e )*(?:send (?:a|another) reminder(?: to)?|remind|erinnere?|rappelle[rz]?|recuerda(?:le)?|lembre) (?P<whom>[\w ']{2,30}?)(?: again| (?:noch ?mal|wieder|de nouveau|otra vez|de novo))? "
    r"(?:after|in|nach|dans|apres|en|despues de|depois de|em) (?P<time>\w+ \w+)(?: later| again)?\W*$"
)


def remind(scene: Scene) -> Step | None:
    """A wait behind the message that is meant, and the message again."""
    match = _REMIND.match(scene.flat)
    if match is None or any(not hit.is_generic for hit in scene.u.services):
        return None
    telling = [node for node in scene.canvas.nodes if scene.canvas.is_writing(node) and _text_of(node)]
    meant = [each.node for each in nodes_meant(scene, match.span("whom")) if each.node in telling]
    node = meant[0] if meant else telling[0] if len(telling) == 1 else None
    told = next(
        (
            (int(number), unit)
            for token in scene.u.tokens
            if token.start >= match.start("time")
            and (number := figure_of(scene, token)) is not None
            and (unit := unit_said(scene.flat, token.end)) in _WAITED
        ),
        None,
    )
    if node is None or told is None:
        return None
    wait = waiting(scene, told[0], str(told[1]), node.id)
    name = _text_of(node)
    text = str(node.parameters[name])
    mark = "=Reminder: " if text.startswith("=") else "Reminder: "
    links = scene.canvas.links(node.name)
    source = links[0].source.replace("\\", "\\\\").replace("'", "\\'") if links else ""
    # Behind the message the item is its receipt: the values are those from before it.
    earlier = json.loads(re.sub(r"\$json\b", f"$('{source}').item.json", json.dumps(dict(node.parameters))))
    said = mark + str(earlier[name]).removeprefix("=")
    again = copied(scene, node, {**earlier, name: said}, "reminder", f"{node.name} again")
    below = scene.canvas.leaving(Way(node.name))
    edits = [
        AddNode(wait),
        AddNode(again),
        Connect(Connection(node.name, str(wait["name"]))),
        Connect(Connection(str(wait["name"]), str(again["name"]))),
    ]
    return Step(tuple(edits), 0.85 if not below else 0.8)


_WAITED = frozenset({"minutes", "hours", "days"})


def _text_of(node: Node) -> str:
    """The parameter with what is told; "" where there is none."""
    return next(
        (name for name, held in node.parameters.items() if slot_of(name) in TEXT and isinstance(held, str)),
        "",
    )
