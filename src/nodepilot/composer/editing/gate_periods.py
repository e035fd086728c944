"""“Only the ones due this week”, “just yesterday's orders”: what reads things goes on with those of a period."""

from __future__ import annotations

from nodepilot.composer.build.draft import Draft, Flow
from nodepilot.composer.build.narrowing import keep_only, value_in_time
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.gate_places import gate_place
from nodepilot.composer.editing.growing import insert
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.reading.periods import DUE, find_period
from nodepilot.composer.reading.story import Act
from nodepilot.plan.model import Code
from nodepilot.plan.shapes import condition


def in_period(scene: Scene) -> Step | None:
    """A filter on the time at which things are due."""
    only = scene.says("only")
    if only is None or scene.u.schedule is not None:
        return None
    first, last = scene.tokens_in(only.end(), len(scene.text))
    period = find_period(scene.u, Act("get", first, last))
    if period is None or period.event != DUE:
        return None
    links = gate_place(scene, (only.end(), len(scene.text)))
    if not links:
        return None

    def build(draft: Draft, flow: Flow) -> None:
        if flow.data is None:
            return
        found = value_in_time(draft, flow.data, period)
        entries = [condition(found, "afterOrEquals", Code(period.since), type="dateTime")]
        if period.until is not None:
            entries.append(condition(found, "before", Code(period.until), type="dateTime"))
        keep_only(draft, flow, entries, [period.span])

    return insert(scene, links, build, sure=0.8)
