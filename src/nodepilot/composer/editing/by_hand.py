"""A start by hand in the place of a schedule, and a schedule in the place of a start by hand."""

from __future__ import annotations

import re

from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import free_name
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.schedule import Schedule
from nodepilot.workflow.edits import Edit, RenameNode, ReplaceNode
from nodepilot.workflow.model import Node

SCHEDULE = BASE + "scheduleTrigger"

_MANUALLY = re.compile(
    r"(?:start|run|trigger|launch|execute|starte\w*|lanc\w*|inici\w*|execut\w*)\w*\s(?:\w+\s){0,3}(?:by hand|manually|myself|on demand|von hand|manuell|selbst|a la main|manuellement|a mano|"
    r"manualmente)(?!\w)|(?<!\w)(?:manual trigger|trigger by hand|manueller (?:start|ausloser))(?!\w)"
)


def by_hand_again(scene: Scene) -> Step | None:
    """“remove the schedule and let me start it by hand”."""
    timed = [
        node for node in scene.canvas.triggers if node.type in {SCHEDULE, BASE + "cron", BASE + "interval"}
    ]
    if len(timed) != 1 or _MANUALLY.search(scene.flat) is None or scene.says("also") is not None:
        return None
    node = timed[0]
    kept = {key: value for key, value in node.raw.items() if key not in {"type", "typeVersion", "parameters"}}
    raw = {**kept, "type": BASE + "manualTrigger", "typeVersion": 1, "parameters": {}}
    name = free_name(scene.canvas.workflow, "Start by hand")
    return Step((ReplaceNode(node.name, raw), RenameNode(node.name, name)), 0.9)


def by_hand(scene: Scene) -> Node | None:
    """The trigger that somebody presses, where nothing else starts the workflow."""
    triggers = scene.canvas.triggers
    return triggers[0] if len(triggers) == 1 and triggers[0].type == BASE + "manualTrigger" else None


def scheduled(scene: Scene, node: Node, schedule: Schedule) -> list[Edit]:
    """A schedule in the place of the trigger by hand."""
    version = scene.canvas.catalog.get(SCHEDULE).latest
    kept = {key: value for key, value in node.raw.items() if key not in {"type", "typeVersion", "parameters"}}
    rule = {"interval": [dict(each) for each in schedule.intervals]}
    raw = {**kept, "type": SCHEDULE, "typeVersion": version.version, "parameters": {"rule": rule}}
    return [
        ReplaceNode(node.name, raw),
        RenameNode(node.name, free_name(scene.canvas.workflow, "Schedule Trigger")),
    ]
