"""“Run it at 6 pm instead”, “twice a day is enough”."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from nodepilot.composer.editing.by_hand import SCHEDULE, by_hand, by_hand_again, scheduled
from nodepilot.composer.editing.canvas import BASE
from nodepilot.composer.editing.cues import flat
from nodepilot.composer.editing.edited import Step
from nodepilot.composer.editing.finding import nodes_meant
from nodepilot.composer.editing.pacing import (
    day_of_month,
    days_said,
    further_days,
    is_denied,
    other_days,
    paced,
    shifted,
)
from nodepilot.composer.editing.renumbering import renumber
from nodepilot.composer.editing.scene import Scene
from nodepilot.composer.editing.spelled_rules import in_words
from nodepilot.composer.editing.swapping import find_swap
from nodepilot.composer.language.tokens import Kind, tokenise
from nodepilot.composer.schedule import Schedule, find_schedule
from nodepilot.composer.timezones import find_timezone
from nodepilot.plan.shapes.schedule import polling
from nodepilot.sentences import say
from nodepilot.workflow.edits import Edit, SetParameter, SetWorkflowKey
from nodepilot.workflow.leaves import leaves
from nodepilot.workflow.model import Node

_FEW = 10
"""Words in an instruction that is about the time zone and nothing else."""

_CHECKING = (
    "run",
    "trigger",
    "schedule",
    "check",
    "start",
    "poll",
    "pruf",
    "schau",
    "lauf",
    "verifi",
    "revis",
    "comprueb",
)
"""Parts of verbs that speak of when to look, whatever is named beside them."""


def reschedule(scene: Scene) -> Step | None:
    """Another time for the schedule that starts the workflow, or for how often a trigger looks."""
    if (pressed_again := by_hand_again(scene)) is not None:
        return pressed_again
    counted = renumber(scene)
    scene = _without_old_time(scene)
    schedule = scene.u.schedule or _bare_time(scene)
    timed = next(
        (in_words(n) for n in scene.canvas.triggers if n.type == SCHEDULE or "pollTimes" in n.parameters),
        None,
    )
    if (
        timed is not None
        and (rule := day_of_month(scene, timed) or other_days(scene, timed) or shifted(scene, timed))
        is not None
    ):
        return Step((SetParameter(timed.name, "rule", rule),), 0.9)
    if timed is not None and (rule := further_days(scene, timed)) is not None:
        if rule == timed.parameters.get("rule"):
            return Step((), 0.9, (say("It runs on every day already."),))
        return Step((SetParameter(timed.name, "rule", rule),), 0.9)
    if (again := _once_more(scene)) is not None:
        return again
    if timed is not None and (joined := paced(scene, timed, schedule)) is not None:
        schedule = joined
    elif days_said(schedule) and is_denied(scene):
        # What starts by itself rests by a condition.
        return None
    if schedule is None or not _is_all(scene, schedule):
        return _timezone_alone(scene)
    edits: list[Edit] = []
    for node in scene.canvas.triggers:
        if node.type == SCHEDULE:
            edits.append(SetParameter(node.name, "rule", {"interval": _intervals(node, schedule, scene)}))
            break
        if older := _in_old_shape(node, schedule):
            edits += older
            break
        if "pollTimes" in node.parameters or _polls(scene, node):
            edits.append(SetParameter(node.name, "pollTimes", _poll_times(schedule)))
            break
    if not edits and counted is None and (pressed := by_hand(scene)) is not None:
        edits += scheduled(scene, pressed, schedule)
    if not edits:
        return None
    if schedule.timezone is not None:
        edits.append(SetWorkflowKey("settings.timezone", schedule.timezone))
    is_open = schedule.assumed is not None and any(
        each in edit.value.get("interval", ())
        for edit in edits
        if isinstance(edit, SetParameter) and isinstance(edit.value, dict)
        for each in schedule.intervals
    )
    notes = (say("The time was left open: {assumed}.", assumed=schedule.assumed),) if is_open else ()
    return Step(tuple(edits), 0.95, notes)


_AGAIN = re.compile(r"\b(?:second time|once more|one more time|additionally|again|as well|too|also)\b")


def _once_more(scene: Scene) -> Step | None:
    """“run it a second time at 20:00 as well”: one more time beside those that the schedule has."""
    schedule = scene.u.schedule or _bare_time(scene)
    node = next((in_words(n) for n in scene.canvas.triggers if n.type == SCHEDULE), None)
    rule = node.parameters.get("rule") if node is not None else None
    before = rule.get("interval") if isinstance(rule, dict) else None
    if node is None or schedule is None or not isinstance(before, list) or _AGAIN.search(scene.flat) is None:
        return None
    named = any(hit.first not in schedule.taken for hit in scene.u.services)
    literal = any(token.is_literal for i, token in enumerate(scene.u.tokens) if i not in schedule.taken)
    runs = (
        any(word in scene.flat for word in _CHECKING)
        or len(scene.u.tokens) <= _SHORT
        or _DO_IT.match(scene.flat) is not None
    )
    clocked = all("triggerAtHour" in each for each in schedule.intervals)
    if named or literal or not runs or not clocked:
        return None
    added = _intervals(node, schedule, scene) if len(before) == 1 else [dict(i) for i in schedule.intervals]
    return Step((SetParameter(node.name, "rule", {"interval": [*before, *added]}),), 0.9)


_DO_IT = re.compile(
    r"\W*(?:please |bitte |and |also |auch )*(?:do|repeat|send|post|have|mach|wiederhole|schicke?|sende|poste|fais|refais|envoie|haz|hazlo|repite|manda|faca|repita|envie)\s?(?:it|this|that|them|the same|das|es|sie|ca|le|la|lo|isso)?(?!\w)"
)
"""“also do it at 6 pm”: what it does already."""
_SHORT = 4
"""Words of “at 20:00 too”."""


def _without_old_time(scene: Scene) -> Scene:
    """“instead of every weekday run it every 2 hours”: the time that gives way says nothing of the new one."""
    swap = find_swap(scene) if scene.says("instead_of") is not None else None
    if swap is None or swap.old is None:
        return scene
    rest = scene.without(swap.old)
    return rest if rest.u.schedule is not None or _bare_time(rest) is not None else scene


_CALLED_ON = re.compile(
    r"\W*(?:please )?(?:call|ping|query|hit|request|fetch|get|read|look at|sync|copy|refresh) (?:the|our|my|it|this|that)(?!\w)"
)


def _is_all(scene: Scene, schedule: Schedule) -> bool:
    """Nothing but the time is said: no service, no address, no order of another kind."""
    if (
        not any(scene.says(each) is not None for each in ("also", "remove", "before", "add_step", "when"))
        and _CALLED_ON.match(scene.flat)
        and _reads_that(scene)
    ):
        # "call the status page every 5 minutes": what it reads already.
        return True
    if any(hit.first not in schedule.taken for hit in scene.u.services):
        return any(word in scene.flat for word in _CHECKING) or _is_done_already(scene, schedule)
    if any(token.is_literal for i, token in enumerate(scene.u.tokens) if i not in schedule.taken):
        return False
    return scene.says("also") is None and scene.says("remove") is None and scene.says("before") is None


def _is_done_already(scene: Scene, schedule: Schedule) -> bool:
    """“tweet twice a day, at 9 and 17”, “post it to Slack at 10”: what the workflow does, and when."""
    if any(
        scene.says(each) is not None
        for each in ("also", "only", "remove", "before", "after", "when", "resting")
    ):
        return False
    written = [
        service
        for node in scene.canvas.nodes
        if scene.canvas.is_writing(node) and (service := scene.canvas.service(node)) is not None
    ]
    hits = [hit for hit in scene.u.services if hit.first not in schedule.taken]
    known = all(
        any(
            service.key == hit.key or (hit.is_generic and hit.mention.need in service.needs)
            for service in written
        )
        for hit in hits
    )
    named = {place for hit in hits for place in range(hit.first, hit.last)}
    rest = [
        i
        for i, token in enumerate(scene.u.tokens)
        if i not in schedule.taken | named and token.kind is not Kind.PUNCT
    ]
    literal = any(scene.u.tokens[i].is_literal for i in rest)
    return known and not literal and len(rest) <= _SHORT


def _reads_that(scene: Scene) -> bool:
    """What is named is read by the workflow already: its step comes first in mind, or its address bears the word."""
    if meant := nodes_meant(scene):
        return not scene.canvas.is_writing(meant[0].node)
    addresses = [flat(str(node.parameters.get("url", ""))) for node in scene.canvas.nodes]
    said = [
        word
        for hit in scene.u.services
        for word in re.findall(r"[a-z]{4,}", flat(scene.text[hit.mention.start : hit.mention.end]))
    ]
    return any(word in address for word in said for address in addresses)


def _intervals(node: Node, schedule: Schedule, scene: Scene) -> list[dict[str, Any]]:
    """The new rule; a mere time of day keeps the days that the schedule has."""
    made = [dict(each) for each in schedule.intervals]
    old = in_words(node).parameters.get("rule")
    before = old.get("interval") if isinstance(old, dict) else None
    if isinstance(before, list) and schedule.assumed and not schedule.weak:
        return [_with_clock(each, before) for each in made]
    if not schedule.weak or not isinstance(before, list) or len(made) != 1 or _says_days(scene):
        return made
    kept: list[dict[str, Any]] = []
    for each in before:
        if not isinstance(each, dict) or each.get("field", "days") not in {"days", "weeks", "months"}:
            return made
        clock: dict[str, Any] = {
            key: made[0][key] for key in ("triggerAtHour", "triggerAtMinute") if key in made[0]
        }
        kept.append({**each, **clock})
    return kept[:1] if len({str(each) for each in kept}) == 1 else kept


def _with_clock(interval: dict[str, Any], before: list[Any]) -> dict[str, Any]:
    """Days alone are said: the time of day stays as it was."""
    old = next((each for each in before if isinstance(each, dict) and "triggerAtHour" in each), None)
    if old is None or "triggerAtHour" not in interval:
        return interval
    return {
        **interval,
        "triggerAtHour": old["triggerAtHour"],
        "triggerAtMinute": old.get("triggerAtMinute", 0),
    }


def _says_days(scene: Scene) -> bool:
    return bool(
        re.search(
            r"\b(?:daily|every ?day|taglich|jeden tag|chaque jour|cada dia|todos os dias)\b", scene.flat
        )
    )


def _polls(scene: Scene, node: Node) -> bool:
    version = scene.canvas.version(node)
    return version is not None and version.property("pollTimes") is not None


def _poll_times(schedule: Schedule) -> dict[str, Any]:
    times: list[Any] = []
    for interval in schedule.intervals:
        entries = polling(interval)["item"]
        times += entries if isinstance(entries, list) else []
    return {"item": times}


def _in_old_shape(node: Node, schedule: Schedule) -> list[Edit]:
    """The time as the triggers keep it that Schedule Trigger took the place of."""
    if node.type == BASE + "cron":
        return [SetParameter(node.name, "triggerTimes", _poll_times(schedule))]
    first = schedule.intervals[0]
    unit = str(first.get("field", ""))
    if node.type != BASE + "interval" or len(schedule.intervals) != 1 or f"{unit}Interval" not in first:
        return []
    return [
        SetParameter(node.name, "interval", first[f"{unit}Interval"]),
        SetParameter(node.name, "unit", unit),
    ]


def _bare_time(scene: Scene) -> Schedule | None:
    """“make it 7:15”: with a schedule on the canvas a time alone says when."""
    times = [token for token in scene.u.tokens if token.kind is Kind.TIME]
    if not times and (hour := _BARE_HOUR.match(scene.flat)) is not None and _only_hours(scene):
        said = f"at {hour['hour']}{hour['half'] or ''}"
        found = find_schedule(tokenise(said), ("en",), said)
        taken = {i for i, token in enumerate(scene.u.tokens) if token.start >= hour.start("hour")}
        return replace(found, taken=frozenset(taken)) if found is not None else None
    if len(times) != 1 or scene.u.services or all(node.type != SCHEDULE for node in scene.canvas.triggers):
        return None
    return find_schedule(tokenise(f"at {times[0].text}"), scene.u.languages, f"at {times[0].text}")


_BARE_HOUR = re.compile(
    r"\W*(?:(?:and|but|please|no|actually|rather|better|oh),? )*(?:make it|let'?s (?:do|say)|(?:do|run|post|send|tweet|publish|e-?mail|check|start)(?: it| them| that| this)?(?: (?:to|on|in) \w+)?(?= at )|mach|lieber|plutot|mejor|melhor)? ?(?:at |um |a |las |as )?(?P<hour>[01]?\d|2[0-3])(?P<half> ?[ap]m)?"
    r"(?: (?:instead|please|is better|is enough|is fine|rather|uhr|h|bitte|plutot|mejor|melhor))*\W*$"
)
"""“make it 7”, “no, 8”, “post it at 10”."""


def _only_hours(scene: Scene) -> bool:
    """The schedule has a time of day, and there is no other number that a number alone could mean."""
    timed = [node for node in scene.canvas.triggers if node.type == SCHEDULE]
    rule = in_words(timed[0]).parameters.get("rule") if len(timed) == 1 else None
    entries = rule.get("interval") if isinstance(rule, dict) else None
    clocked = isinstance(entries, list) and all(isinstance(e, dict) and "triggerAtHour" in e for e in entries)
    others = any(
        isinstance(value, int | float) and not isinstance(value, bool)
        for node in scene.canvas.steps
        if node not in timed
        for path, value in leaves(node.parameters, ())
        if path[-1] not in {"version", "index", "timeout"}
    )
    return clocked and not others


def _timezone_alone(scene: Scene) -> Step | None:
    if scene.u.services or len(scene.u.tokens) > _FEW:
        return None
    zone, taken = find_timezone(scene.u.tokens, set(range(len(scene.u.tokens))))
    if scene.says("timezone") is None and all(scene.u.tokens[place].text.islower() for place in taken):
        # "si le message est vide": a verb, and no time in New York.
        return None
    return Step((SetWorkflowKey("settings.timezone", zone),), 0.9) if zone else None
