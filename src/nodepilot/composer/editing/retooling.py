"""“Replace Wikipedia with a web search”: another tool in the place of the one that an agent has."""

from __future__ import annotations

from dataclasses import replace

from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.equipping import equip
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.giving_way import role_of
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.workflow.edits import RemoveNode


def retool(scene: Scene) -> Step | None:
    """The old tool goes, and what takes its place is told as any further tool is."""
    swap = find_swap(scene)
    if swap is None or swap.old is None:
        return None
    tools = [each.node for each in nodes_meant(scene, swap.old) if role_of(scene, each.node) == "ai_tool"]
    if not tools:
        return None
    wanted = scene.text[slice(*swap.new)].strip(" .,!?")
    made = equip(replace(scene, text=f"add {wanted} as a tool", blanked=()))
    if made is None or not made.edits:
        return None
    return replace(made, edits=(RemoveNode(tools[0].name), *made.edits))
