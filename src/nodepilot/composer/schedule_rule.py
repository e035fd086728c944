"""What was understood of a recurring time, and the rule of n8n's Schedule Trigger that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from nodepilot.composer.time_words import Clock
from nodepilot.kit.records import dataclass
from nodepilot.sentences import say

UNITS = {
    "second": "seconds",
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
}
PART_HOURS = {"morning": 8, "afternoon": 15, "evening": 18, "night": 23, "noon": 12, "midnight": 0}


_SPREAD = {2: (9, 17), 3: (8, 13, 18), 4: (8, 12, 16, 20), 5: (8, 11, 14, 17, 20), 6: (8, 10, 12, 14, 16, 18)}
"""The hours for so many runs a day that nobody gave times for."""
_QUARTER_ENDS = ("31 3,12 *", "30 6,9 *")
_LATEST_BARE = 5
"""Up to here an hour without am or pm is one of the afternoon, where people are told something on weekdays."""
_LAST = 5
"""“The last Friday of the month” as a number of `nth_weekday`."""


@dataclass(slots=True)
class Found:
    """What the scan has seen so far."""

    unit: str | None = None
    amount: int = 1
    days: list[int] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    part: str | None = None
    nth_weekday: tuple[int, int] | None = None
    also_nth: tuple[int, int] | None = None
    window: tuple[int, int] | None = None
    year_day: tuple[int, int] | None = None
    minute: int | None = None
    week_days: list[int] = field(default_factory=list)
    twice_monthly: bool = False
    office: bool = False
    quarter_ends: bool = False
    quarterly: bool = False
    times_per_day: int = 1
    taken: set[int] = field(default_factory=set)
    recurring: bool = False
    reminds: bool = False
    """Somebody is reminded, which nobody is before dawn."""

    @property
    def on_last_day(self) -> bool:
        """Whether the last day of each month is meant, whichever it is."""
        return self.month_days == [-1]

    def take(self, start: int, length: int) -> None:
        self.taken.update(range(start, start + length))


def intervals_of(found: Found) -> tuple[list[Mapping[str, Any]], str | None]:
    """The rule, and what was assumed."""
    unit, amount = found.unit, found.amount
    if unit in {"second", "minute"} or (unit == "hour"):
        return _short_intervals(found)
    assumed = None
    clocks = found.clocks
    if not clocks:
        hour = PART_HOURS.get(found.part or "", 9)
        clocks = [Clock(hour, 0)]
        assumed = f"{hour:02d}:00"
        if found.times_per_day > 1:
            clocks = [Clock(hour, 0) for hour in _SPREAD[found.times_per_day]]
            assumed = f" {say('and')} ".join(f"{clock.hour:02d}:00" for clock in clocks)
    days = found.days or found.week_days
    month_days = found.month_days or ([1, 15] if found.twice_monthly else [])
    intervals: list[Mapping[str, Any]] = []
    for clock in clocks:
        hour = clock.on_day(found.part)
        if found.reminds and clock.bare and found.days and not found.part and hour <= _LATEST_BARE:
            hour += 12
            assumed = f"{hour}:00"
        at = {"triggerAtHour": hour, "triggerAtMinute": clock.minute}
        time = f"{clock.minute} {hour}"
        if found.year_day is not None:
            month, day = found.year_day
            intervals.append({"field": "cronExpression", "expression": f"{time} {day} {month} *"})
        elif found.quarter_ends:
            intervals += [
                {"field": "cronExpression", "expression": f"{time} {days_of}"} for days_of in _QUARTER_ENDS
            ]
        elif found.nth_weekday is not None:
            # n8n's cron takes a day only when both fields match.
            nth, weekday = found.nth_weekday
            months = "1,4,7,10" if found.quarterly else "*"
            week = f"{7 * nth - 6}-{7 * nth}"
            if nth == _LAST:
                week = "25-31"
                assumed = say(
                    "the last one is looked for on days 25 to 31, and is missed where a shorter month has it before"
                )
            weeks = [week, *(f"{7 * other - 6}-{7 * other}" for other, _ in filter(None, [found.also_nth]))]
            intervals += [
                {"field": "cronExpression", "expression": f"{time} {each} {months} {weekday}"}
                for each in weeks
            ]
        elif month_days:
            for day in month_days:
                if day == -1:
                    assumed = say(
                        "the last day is caught by running on day 28, the last that every month has"
                    )
                intervals.append(
                    {
                        "field": "months",
                        "monthsInterval": amount if unit == "month" else 1,
                        "triggerAtDayOfMonth": 28 if day == -1 else day,
                        **at,
                    },
                )
        elif days:
            step = amount if unit == "week" else 1
            intervals.append({"field": "weeks", "weeksInterval": step, "triggerAtDay": days, **at})
        elif unit == "week":
            assumed = ", ".join(filter(None, (say("Monday"), assumed)))
            intervals.append({"field": "weeks", "weeksInterval": amount, "triggerAtDay": [1], **at})
        elif unit == "month":
            assumed = ", ".join(filter(None, (say("day 1"), assumed)))
            intervals.append({"field": "months", "monthsInterval": amount, "triggerAtDayOfMonth": 1, **at})
        else:
            intervals.append({"field": "days", "daysInterval": amount if unit == "day" else 1, **at})
    return intervals, assumed


def _short_intervals(found: Found) -> tuple[list[Mapping[str, Any]], str | None]:
    unit, amount = found.unit or "minute", found.amount
    if found.days or found.window:
        chosen = found.days or ([1, 2, 3, 4, 5] if found.office else [])
        days = ",".join(str(day) for day in sorted(chosen)) if chosen else "*"
        days = {"1,2,3,4,5": "1-5"}.get(days, days)
        hours = f"{found.window[0]}-{found.window[1]}" if found.window else "*"
        if unit == "hour":
            step = f"/{amount}" if amount > 1 else ""
            expression = f"{found.minute or 0} {hours}{step} * * {days}"
        else:
            expression = (
                f"*/{amount} {hours} * * {days}" if unit == "minute" else f"*/{amount} * {hours} * * {days}"
            )
        return [{"field": "cronExpression", "expression": expression}], None
    if unit == "minute" and amount % 60 == 0:
        unit, amount = "hour", amount // 60
    interval: dict[str, Any] = {"field": UNITS[unit], f"{UNITS[unit]}Interval": amount}
    if unit == "hour":
        interval["triggerAtMinute"] = found.minute or (found.clocks[0].minute if found.clocks else 0)
    return [interval], None
