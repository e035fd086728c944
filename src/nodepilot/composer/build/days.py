"""Dates compared with a day that is counted from today, as conditions of n8n."""

from __future__ import annotations

from nodepilot.composer.build.javascript import javascript_of
from nodepilot.composer.language.tokens import fold
from nodepilot.composer.reading.period_words import words_of
from nodepilot.plan.model import Code, Ref, Value
from nodepilot.plan.shapes import condition
from nodepilot.plan.shapes.conditions import Condition


def is_yearly(name: str) -> bool:
    """Whether the day comes back each year (a birthday), so that its year says nothing."""
    return bool(set(fold(name).split()) & words_of("yearly"))


def day_shapes(left: Value, operator: str, days: int, *, yearly: bool = False) -> list[Condition]:
    """The date falls on that day (`eq`), on another one, before or after it, or on any up to it (`within`)."""
    day = _day(days)
    if yearly and isinstance(left, Ref | Code):
        source = javascript_of(left)
        here = Code(f"DateTime.fromISO(String({source} ?? '')).toFormat('MM-dd')")
        return [
            condition(here, "notEquals" if operator == "neq" else "equals", Code(f"{day}.toFormat('MM-dd')"))
        ]
    behind = Code(_day(days + 1))
    match operator:
        case "before":
            return [condition(left, "before", Code(day), type="dateTime")]
        case "after":
            return [condition(left, "afterOrEquals", behind, type="dateTime")]
        case "within":
            return [
                condition(left, "afterOrEquals", Code("$today"), type="dateTime"),
                condition(left, "before", behind, type="dateTime"),
            ]
        case "neq":
            same = (
                f"DateTime.fromISO(String({javascript_of(left)})).hasSame({day}, 'day')"
                if isinstance(left, Ref | Code)
                else "false"
            )
            return [condition(Code(same), "false", type="boolean")]
        case _:
            return [
                condition(left, "afterOrEquals", Code(day), type="dateTime"),
                condition(left, "before", behind, type="dateTime"),
            ]


def _day(days: int) -> str:
    if not days:
        return "$today"
    return f"$today.plus({{ days: {days} }})" if days > 0 else f"$today.minus({{ days: {-days} }})"
