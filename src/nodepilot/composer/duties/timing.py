"""When a workflow runs next, and about how often in a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nodepilot.kit.records import dataclass
from nodepilot.validation.cron import Cron, CronError, parse_cron
from nodepilot.workflow.model import Workflow

SCHEDULE = "n8n-nodes-base.scheduleTrigger"
MONTH = timedelta(days=30)
_FARTHEST = timedelta(days=800)
"""How far ahead a next run is looked for."""

_MOST_COUNTED = 3_000_000
_SMALL = {"seconds": 1, "minutes": 60, "hours": 3600}
_DEFAULTS = {"seconds": 30, "minutes": 5, "hours": 1}


@dataclass(frozen=True, slots=True)
class Timing:
    """`runs_a_month` is None when events from outside start it, or a person. `next_runs` have their zone's offset."""

    runs_a_month: int | None
    next_runs: tuple[datetime, ...]
    timezone: str | None


def timing_of(workflow: Workflow, now: datetime, default_zone: str = "UTC", count: int = 5) -> Timing:
    """By the schedules of the workflow; polls and events are no runs until something is there."""
    rules = [
        node.parameters.get("rule") for node in workflow.nodes if node.type == SCHEDULE and not node.disabled
    ]
    if not rules:
        return Timing(None, (), None)
    name = workflow.settings.get("timezone")
    zone_name = name if isinstance(name, str) and name not in {"", "DEFAULT"} else default_zone
    zone = _zone(zone_name)
    intervals = [each for rule in rules for each in _intervals(rule)]
    start = now.astimezone(zone)
    merged: set[datetime] = set()
    for interval in intervals:
        for number, moment in enumerate(_moments(interval, start)):
            if number >= count:
                break
            merged.add(moment)
    a_month = sum(_in_a_month(interval, start) for interval in intervals)
    return Timing(a_month, tuple(sorted(merged)[:count]), zone_name)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _intervals(rule: Any) -> Sequence[Mapping[str, Any]]:
    held = rule.get("interval") if isinstance(rule, Mapping) else None
    return [each for each in held if isinstance(each, Mapping)] if isinstance(held, list) else []


def _in_a_month(interval: Mapping[str, Any], start: datetime) -> int:
    field = interval.get("field", "days")
    if field in _SMALL:
        seconds = _SMALL[field] * _whole(interval.get(f"{field}Interval"), _DEFAULTS[field])
        return min(_MOST_COUNTED, int(MONTH.total_seconds() // seconds))
    if field == "cronExpression" and (cron := _cron(interval)) is not None:
        days = sum(_fits_day(cron, start + timedelta(days=day)) for day in range(MONTH.days))
        return min(_MOST_COUNTED, days * len(cron.hours) * len(cron.minutes) * len(cron.seconds))
    if field == "months":
        return max(1, round(1 / _whole(interval.get("monthsInterval"), 1)))
    count = 0
    for moment in _moments(interval, start):
        if moment > start + MONTH:
            break
        count += 1
    return count


def _moments(interval: Mapping[str, Any], start: datetime) -> Iterator[datetime]:
    """The times after `start`, in order, up to two years ahead."""
    field = interval.get("field", "days")
    if field in _SMALL:
        yield from _ticks(interval, field, start)
    elif field == "cronExpression":
        cron = _cron(interval)
        if cron is not None:
            yield from _by_cron(cron, start)
    elif field in {"days", "weeks", "months"}:
        yield from _by_day(interval, field, start)


def _ticks(interval: Mapping[str, Any], field: str, start: datetime) -> Iterator[datetime]:
    """Every so many seconds, minutes or hours: counted from the beginning of the larger unit, as cron does."""
    step = _whole(interval.get(f"{field}Interval"), _DEFAULTS[field])
    minute = _whole(interval.get("triggerAtMinute"), 0, least=0)
    if field == "hours":
        moment = start.replace(minute=minute, second=0, microsecond=0)
        while True:
            if moment > start and moment.hour % step == 0:
                yield moment
            moment = _later(moment, timedelta(hours=1))
    unit = timedelta(seconds=_SMALL[field])
    moment = start.replace(microsecond=0) if field == "seconds" else start.replace(second=0, microsecond=0)
    while True:
        place = moment.second if field == "seconds" else moment.minute
        if moment > start and place % step == 0:
            yield moment
        moment = _later(moment, unit)


def _by_day(interval: Mapping[str, Any], field: str, start: datetime) -> Iterator[datetime]:
    hour = _whole(interval.get("triggerAtHour"), 0, least=0) % 24
    minute = _whole(interval.get("triggerAtMinute"), 0, least=0) % 60
    step = _whole(interval.get(f"{field}Interval"), 1)
    days = interval.get("triggerAtDay")
    weekdays = {day for day in days if isinstance(day, int)} if isinstance(days, list) and days else {0}
    of_month = _whole(interval.get("triggerAtDayOfMonth"), 1)
    first: datetime | None = None
    for offset in range(_FARTHEST.days):
        moment = _at(start, offset, hour, minute)
        if moment <= start:
            continue
        if field == "weeks" and (moment.weekday() + 1) % 7 not in weekdays:
            continue
        if field == "months" and moment.day != of_month:
            continue
        first = first or moment
        if _apart(field, first, moment) % step == 0:
            yield moment


def _apart(field: str, first: datetime, moment: datetime) -> int:
    """How many days, weeks or months lie between the first run and this one."""
    if field == "months":
        return (moment.year - first.year) * 12 + moment.month - first.month
    days = (moment.date() - first.date()).days
    if field == "weeks":
        return (days + (first.weekday() + 1) % 7) // 7
    return days


def _by_cron(cron: Cron, start: datetime) -> Iterator[datetime]:
    for offset in range(_FARTHEST.days):
        day = _at(start, offset, 0, 0)
        if not _fits_day(cron, day):
            continue
        for hour in sorted(cron.hours):
            for minute in sorted(cron.minutes):
                for second in sorted(cron.seconds):
                    moment = _at(start, offset, hour, minute).replace(second=second)
                    if moment > start:
                        yield moment


def _fits_day(cron: Cron, day: datetime) -> bool:
    weekday = (day.weekday() + 1) % 7
    # n8n's cron takes a day only when both fields match.
    return day.month in cron.months and day.day in cron.days and weekday in cron.weekdays


def _cron(interval: Mapping[str, Any]) -> Cron | None:
    try:
        return parse_cron(str(interval.get("expression", "")))
    except CronError:
        return None


def _at(start: datetime, offset: int, hour: int, minute: int) -> datetime:
    day = start.date() + timedelta(days=offset)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=start.tzinfo)


def _later(moment: datetime, by: timedelta) -> datetime:
    """By the clock of the world, not of the wall: an hour that is skipped or doubled counts as it passes."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _whole(value: Any, default: int, *, least: int = 1) -> int:
    return value if type(value) is int and value >= least else default
