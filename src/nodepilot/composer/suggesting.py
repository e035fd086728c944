"""What one could say next of a workflow: sentences that the engine has tried on it before it offers them, or that work with
every workflow.

They come from the workflow itself: what is wrong with it, which tips apply, whether anybody hears of failures,
when it runs, what it does not do yet, what has to be connected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, TypeAlias

from nodepilot.catalog import Catalog
from nodepilot.composer.editing.canvas import Canvas
from nodepilot.composer.editing.edit import edit_workflow, would_change
from nodepilot.kit.packaged import packaged_json
from nodepilot.knowledge.services import load_services
from nodepilot.knowledge.tips.advice import advise
from nodepilot.sentences import language_now, later, say, speaking
from nodepilot.workflow.model import Node, Workflow

MOST = 3
_SURE = 0.8
"""Confidence from which the engine's own reading of a sentence is good enough to offer it."""

MEND = later("Fix the errors")
CONNECT = later("Which credentials do I need?")

_BASE = "n8n-nodes-base."
_WEEKDAYS = 5
_HOURS, _MINUTES = range(24), range(60)


def suggest(
    workflow: Workflow, catalog: Catalog, *, has_errors: bool = False, has_open_credentials: bool = False
) -> tuple[str, ...]:
    """At most `MOST` sentences, the most useful first. Each of them changes this workflow, or has an answer."""
    if all(node.is_sticky_note for node in workflow.nodes):
        return ()
    found: list[str] = [say(MEND)] if has_errors else []
    for source in (_from_tips, _from_failures, _from_time, _from_what_is_missing):
        if len(found) >= MOST:
            break
        working = (each for each in _working(source, workflow, catalog) if each not in found)
        found.extend(islice(working, 1))
    if len(found) < MOST and has_open_credentials:
        found.append(say(CONNECT))
    return tuple(found)


Source: TypeAlias = Callable[[Workflow, Catalog], Iterator[str]]


def _working(source: Source, workflow: Workflow, catalog: Catalog) -> Iterator[str]:
    """Sentences that the engine understands, in the language that is spoken where it takes them there like the
    English ones, else in English."""
    with speaking("en"):
        in_english = list(source(workflow, catalog))
    if language_now() == "en":
        is_sure = source in _ALWAYS_WORK
        yield from (each for each in in_english if is_sure or would_change(each, workflow, catalog) >= _SURE)
        return
    for sentence, english in zip(source(workflow, catalog), in_english, strict=True):
        wanted = _changes(english, workflow, catalog)
        if wanted:
            is_same = sentence == english or _changes(sentence, workflow, catalog) == wanted
            yield sentence if is_same else english


def _changes(sentence: str, workflow: Workflow, catalog: Catalog) -> tuple[str, ...]:
    """What the sentence would change; nothing where the engine is not sure."""
    edited = edit_workflow(sentence, workflow, catalog)
    return tuple(change.text for change in edited.changes) if edited.confidence >= _SURE else ()


def _from_tips(workflow: Workflow, catalog: Catalog) -> Iterator[str]:
    sayings: Mapping[str, str] = _data()["tips"]
    for advice in advise(workflow, catalog, sayings):
        yield say(sayings[advice.tip.key], node=advice.nodes[0] if advice.nodes else "")


def _from_failures(workflow: Workflow, catalog: Catalog) -> Iterator[str]:
    """Somebody hears of failures, where this workflow already writes to."""
    del catalog
    settings = workflow.document.get("settings")
    is_told = isinstance(settings, Mapping) and settings.get("errorWorkflow")
    if is_told or any(node.type == f"{_BASE}errorTrigger" for node in workflow.nodes):
        return
    told_in: Mapping[str, str] = _data()["told_in"]
    used = {node.type.removeprefix(_BASE).removesuffix("Trigger") for node in workflow.nodes}
    yield say(next((sentence for name, sentence in told_in.items() if name in used), told_in[""]))


def _from_time(workflow: Workflow, catalog: Catalog) -> Iterator[str]:
    """Another time than the one at which it runs, where that alone starts it."""
    starts = Canvas(workflow, catalog, load_services(catalog)).triggers
    if len(starts) != 1:
        return
    if starts[0].type == f"{_BASE}manualTrigger":
        yield say("Run it every weekday at 8:00")
    if starts[0].type == f"{_BASE}scheduleTrigger":
        yield from _other_times(starts[0])


def _other_times(node: Node) -> Iterator[str]:
    rule = node.parameters.get("rule")
    intervals = rule.get("interval") if isinstance(rule, Mapping) else None
    if not isinstance(intervals, list) or len(intervals) != 1 or not isinstance(intervals[0], Mapping):
        return
    interval = intervals[0]
    at = _time_of(interval)
    match interval.get("field", "days"):
        case "weeks" if _days_of(interval) == _WEEKDAYS:
            yield say("Run it every day at {at} instead", at=at)
        case "days" | "weeks":
            yield say("Run it on weekdays at {at} instead", at=at)
        case "minutes" | "hours" | "seconds":
            yield say("Run it on weekdays at 8:00 instead")


def _time_of(interval: Mapping[str, Any]) -> str:
    hour, minute = interval.get("triggerAtHour", 0), interval.get("triggerAtMinute", 0)
    is_time = isinstance(hour, int) and isinstance(minute, int) and hour in _HOURS and minute in _MINUTES
    return f"{hour:d}:{minute:02d}" if is_time else "8:00"


def _days_of(interval: Mapping[str, Any]) -> int:
    days = interval.get("triggerAtDay")
    return len(days) if isinstance(days, list) else 0


def _from_what_is_missing(workflow: Workflow, catalog: Catalog) -> Iterator[str]:
    """A place to keep what goes through it, where there is none yet and something comes out at an end."""
    kept_in: Mapping[str, str] = _data()["kept_in"]
    if any(node.type.removeprefix(_BASE).removesuffix("Trigger") in kept_in for node in workflow.nodes):
        return
    if Canvas(workflow, catalog, load_services(catalog)).ends:
        yield from map(say, kept_in.values())


_ALWAYS_WORK = frozenset({_from_failures, _from_time, _from_what_is_missing})
"""What fits whatever a workflow does. A test tries it on the workflows of hundreds of requests: to try it each time would be
most of the work here."""


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = packaged_json("composer", "data/suggestions.json")
    return found
