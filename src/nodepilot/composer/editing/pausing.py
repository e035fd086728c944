"""“Send the brochure 2 hours later”: a step that is there waits."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.transforms import pause
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.time_words import as_number

_WAITED = frozenset({"seconds", "minutes", "hours", "days"})


def postpone(scene: Scene) -> Step | None:
    """A wait in front of the step that shall come later."""
    if (scene.says("later") is None and scene.says("delay") is None) or scene.says("also") is not None:
        return None
    said = next(
        (
            (int(number), unit, (token.start, token.end))
            for token in scene.u.tokens
            if (number := parse_number(token) or as_number(token)) is not None
            and (unit := unit_said(scene.flat, token.end)) in _WAITED
        ),
        None,
    )
    found = [each.node for each in nodes_meant(scene) if scene.canvas.is_writing(each.node)]
    if said is None or not found:
        return None
    amount, unit, span = said
    links = scene.canvas.links(found[0].name)

    def build(draft: Draft, flow: Flow) -> None:
        pause(draft, flow, amount, str(unit), span)

    return insert(scene, links, build, sure=0.85) if links else None
