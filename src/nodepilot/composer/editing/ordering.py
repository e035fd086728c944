"""“Oldest first please”, “sort by title”: another order for what is sorted already."""

from __future__ import annotations

import re
from typing import Any

from nodepilot.composer.build.messages import role_of_words
from nodepilot.composer.editing.canvas import BASE, Way
from nodepilot.composer.editing.cues import table
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.growing import Growth
from nodepilot.composer.editing.scene import Scene
from nodepilot.workflow.edits import SetParameter

_BY = re.compile(
    r"(?<!\w)(?:sort(?:ed|iere?n?)?|order(?:ed)?|tri(?:e[rz]?|es)?|ordena(?:r|do)?|ordene)(?: \w+){0,2} "
    r"(?:by|nach|par|por)\s+(?:the |dem |der |la |le |el |o |a )?(?P<field>[\w ]+?)(?=\W*$|,| instead| statt| asc| desc| auf| ab)"
)


def reorder(scene: Scene) -> Step | None:
    """The Sort step sorts by another field, or the other way round."""
    sorters = [node for node in scene.canvas.nodes if node.type == BASE + "sort"]
    if len(sorters) != 1 or scene.says("also") is not None:
        return None
    node = sorters[0]
    held = node.parameters.get("sortFieldsUi")
    fields: Any = held.get("sortField") if isinstance(held, dict) else None
    if not isinstance(fields, list) or not fields or not isinstance(fields[0], dict):
        return None
    first = dict(fields[0])
    if (match := _BY.search(scene.flat)) is not None and (name := _field(scene, node.name, match["field"])):
        first["fieldName"] = name
    if (order := _order(scene)) is not None:
        first["order"] = order
    if first == fields[0]:
        return None
    return Step((SetParameter(node.name, "sortFieldsUi.sortField", [first, *fields[1:]]),), 0.85)


def _order(scene: Scene) -> str | None:
    for order in ("ascending", "descending"):
        if re.search(rf"(?<!\w)(?:{table('orders')[order]})(?!\w)", scene.flat):
            return order
    return None


def _field(scene: Scene, name: str, words: str) -> str | None:
    """The field of the items as they come to the step."""
    links = scene.canvas.links(name)
    flow = Growth(scene).flow([Way(link.source, link.source_index) for link in links])
    data = flow.data
    words = words.strip()
    if data is not None:
        for label, known in data.fields.items():
            if words in label.lower():
                return known.path
        role = role_of_words(words, scene.u.languages)
        if role is not None and role in data.roles:
            return data.roles[role].path
    return re.sub(r"\W+", "_", words) or None
