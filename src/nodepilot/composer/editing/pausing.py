"""“Send the brochure 2 hours later”: a step that is there waits."""

from __future__ import annotations

import re

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.transforms import pause
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.named_values import names_new_service
from nodepilot.composer.editing.parameters import unit_said
from nodepilot.composer.editing.scene import Scene, Span
from nodepilot.composer.reading.comparisons import parse_number
from nodepilot.composer.time_words import as_number

_WAITED = frozenset({"seconds", "minutes", "hours", "days"})


def postpone(scene: Scene) -> Step | None:
    """A wait in front of the step that shall come later."""
    if (scene.says("later") is None and scene.says("delay") is None) or scene.says("also") is not None:
        return None
    said = time_told(scene)
    found = [each.node for each in nodes_meant(scene) if scene.canvas.is_writing(each.node)]
    if said is None or not found:
        return None
    amount, unit, span = said
    links = scene.canvas.links(found[0].name)

    def build(draft: Draft, flow: Flow) -> None:
        pause(draft, flow, amount, unit, span)

    return insert(scene, links, build, sure=0.85) if links else None


def time_told(scene: Scene) -> tuple[int, str, Span] | None:
    """How long: the amount, its unit, and where the amount stands."""
    for token in scene.u.tokens:
        number = parse_number(token) or as_number(token) or (1 if token.norm in _ONE else None)
        unit = unit_said(scene.flat, token.end) if number is not None else None
        if number is not None and unit in _WAITED:
            return int(number), str(unit), (token.start, token.end)
    return None


_ONE = frozenset({"a", "an", "one", "ein", "eine", "einen", "un", "une", "una", "um", "uma"})
_BEHIND = re.compile(
    r"(?<!\w)(?:after|later|afterwards|thereafter|nach|spater|danach|apres|plus tard|despues|depois|mas tarde|mais tarde)(?!\w)"
)


def delay_said(scene: Scene) -> tuple[tuple[int, str, Span], Scene] | None:
    """“(send an SMS) one hour after the email”: how long a new step waits, and the scene without that."""
    told = time_told(scene)
    if told is None:
        return None
    unit = re.compile(r"\s*[\w]+\s*").match(scene.flat, told[2][1])
    if unit is None or (behind := _BEHIND.match(scene.flat, unit.end())) is None:
        return None
    # "after the email" still names a place, "later" none.
    end = unit.end() if behind.group() in _NAMING_PLACE else behind.end()
    return told, scene.without((told[2][0], end))


_FIRST = re.compile(r"\W*(?:please |also |and )*wait .+?(?:,|(?<!\w)(?:and|then|before|und|dann)(?!\w))")


def waits_for_new(scene: Scene) -> bool:
    """“wait an hour and then text them with Twilio”: a wait of its own, before something that is not there yet."""
    if not names_new_service(scene):
        return False
    return _FIRST.match(scene.flat) is not None or delay_said(scene) is not None


_NAMING_PLACE = frozenset({"after", "nach", "apres", "despues", "depois"})
