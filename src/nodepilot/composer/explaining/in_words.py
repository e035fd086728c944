"""Values and conditions of a workflow in plain words: fields by their names, moments as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nodepilot.sentences import counted, later, later_counted, say
from nodepilot.workflow.labels import shown_value

_OPERATORS = {
    "equals": later("{left} is"),
    "notEquals": later("{left} is not"),
    "contains": later("{left} contains"),
    "notContains": later("{left} does not contain"),
    "startsWith": later("{left} starts with"),
    "endsWith": later("{left} ends with"),
    "gt": later("{left} is more than"),
    "gte": later("{left} is at least"),
    "lt": later("{left} is less than"),
    "lte": later("{left} is at most"),
    "empty": later("{left} is empty"),
    "notEmpty": later("{left} is not empty"),
    "exists": later("{left} is there"),
    "notExists": later("{left} is not there"),
    "true": later("{left} is true"),
    "false": later("{left} is false"),
    "after": later("{left} is after"),
    "before": later("{left} is before"),
    "afterOrEquals": later("{left} is not before"),
    "beforeOrEquals": later("{left} is not after"),
    "regex": later("{left} matches"),
}
_EXPRESSION = re.compile(r"=\s*\{\{\s*(.+?)\s*\}\}\s*", re.DOTALL)
_NAME = re.compile(r"(?:\.|\[[\"'])([A-Za-z_][\w -]*)(?![\w(])")
_PASSED_OVER = frozenset({"item", "json", "first", "body", "properties", "fields"})
_ONE_OF = re.compile(r"\[((?:\s*'[^']*',?)+)\]\.includes\((.+)\)$", re.DOTALL)

_MOMENT = re.compile(
    r"\$(?P<base>now|today)"
    r"(?:\.(?P<move>minus|plus)\(\{\s*(?P<unit>\w+):\s*(?P<count>\d+)\s*\}\))?"
    r"(?:\.(?P<edge>startOf|endOf)\('(?P<of>\w+)'\))?"
    r"(?:\.toISO(?:Date)?\(\))?"
)
_ONE = {("minus", "days"): later("midnight yesterday"), ("plus", "days"): later("midnight tomorrow")}
_AGO = {
    "seconds": later_counted("{count} second ago", "{count} seconds ago"),
    "minutes": later_counted("{count} minute ago", "{count} minutes ago"),
    "hours": later_counted("{count} hour ago", "{count} hours ago"),
    "days": later_counted("{count} day ago", "{count} days ago"),
    "weeks": later_counted("{count} week ago", "{count} weeks ago"),
    "months": later_counted("{count} month ago", "{count} months ago"),
    "years": later_counted("{count} year ago", "{count} years ago"),
}
_AHEAD = {
    "seconds": later_counted("in {count} second", "in {count} seconds"),
    "minutes": later_counted("in {count} minute", "in {count} minutes"),
    "hours": later_counted("in {count} hour", "in {count} hours"),
    "days": later_counted("in {count} day", "in {count} days"),
    "weeks": later_counted("in {count} week", "in {count} weeks"),
    "months": later_counted("in {count} month", "in {count} months"),
    "years": later_counted("in {count} year", "in {count} years"),
}
_SPANS = {
    "this": {
        "hour": later("this hour"),
        "day": later("this day"),
        "week": later("this week"),
        "month": later("this month"),
        "quarter": later("this quarter"),
        "year": later("this year"),
    },
    "last": {
        "hour": later("last hour"),
        "day": later("last day"),
        "week": later("last week"),
        "month": later("last month"),
        "quarter": later("last quarter"),
        "year": later("last year"),
    },
    "next": {
        "hour": later("next hour"),
        "day": later("next day"),
        "week": later("next week"),
        "month": later("next month"),
        "quarter": later("next quarter"),
        "year": later("next year"),
    },
}


def condition_in_words(held: Any) -> str:
    """The conditions of an If, Filter or Switch rule: "`amount` is more than 100"."""
    entries = held.get("conditions") if isinstance(held, Mapping) else None
    joined = (
        f" {say('or')} "
        if isinstance(held, Mapping) and held.get("combinator") == "or"
        else f" {say('and')} "
    )
    told = [_test(each) for each in entries or [] if isinstance(each, Mapping)]
    return joined.join(each for each in told if each) or say("its condition holds")


def value_in_words(value: Any) -> str:
    """An expression by what it names (`{{ $json.body.total }}` is `total`), else the value."""
    if isinstance(value, str) and (inner := _EXPRESSION.fullmatch(value)) is not None:
        moment = moment_in_words(inner[1])
        if moment is not None:
            return moment
        names = [name for name in _NAME.findall(inner[1]) if name not in _PASSED_OVER]
        if names:
            return f"`{(names[0] if len(set(names)) == 1 else _last_path(inner[1])).strip()}`"
    return shown_value(value)


def moment_in_words(source: str) -> str | None:
    """A moment over `$now` and `$today`: "the start of last week", "24 hours ago"; None for anything else."""
    found = _MOMENT.fullmatch(source.strip())
    if found is None:
        return None
    move, unit, count = found["move"], found["unit"], int(found["count"] or 0)
    if found["edge"]:
        span = _span(move, count, found["of"])
        if found["edge"] == "startOf":
            return say("the start of {span}", span=span)
        return say("the end of {span}", span=span)
    if move is None:
        return say("now") if found["base"] == "now" else say("midnight today")
    if found["base"] == "today" and count == 1 and (move, unit) in _ONE:
        return say(_ONE[move, unit])
    forms = (_AGO if move == "minus" else _AHEAD).get(unit if unit.endswith("s") else f"{unit}s")
    if forms is None:
        return None
    away = counted(count, *forms)
    return away if found["base"] == "now" else say("midnight {when}", when=away)


def _span(move: str | None, count: int, unit: str) -> str:
    """As people say it: “last week”, “the 3. next month”."""
    which = "this" if move is None else "last" if move == "minus" else "next"
    span = say(_SPANS[which][unit]) if unit in _SPANS[which] else f"{which} {unit}"
    return span if move is None or count == 1 else say("the {count}. {span}", count=count, span=span)


def _last_path(source: str) -> str:
    """The last name of the first path in an expression of several."""
    first = re.split(r"\s|\?\?|\|\||[,+*/<>=]", source.strip(), maxsplit=1)[0]
    names = [name for name in _NAME.findall(first) if name not in _PASSED_OVER]
    every = [str(name) for name in _NAME.findall(source) if name not in _PASSED_OVER]
    return str(names[-1]) if names else every[-1]


def _test(test: Mapping[str, Any]) -> str:
    operator = test.get("operator")
    name = str(operator.get("operation", "")) if isinstance(operator, Mapping) else ""
    listed = _one_of(test.get("leftValue"))
    if listed is not None and name == "true":
        return listed
    left, right = value_in_words(test.get("leftValue", "")), value_in_words(test.get("rightValue", ""))
    told = say(_OPERATORS[name], left=left) if name in _OPERATORS else f"{left} {name}"
    return told if isinstance(operator, Mapping) and operator.get("singleValue") else f"{told} {right}"


def _one_of(left: Any) -> str | None:
    """`['failed', 'error'].includes(String($json.status).toLowerCase())` is "`status` is failed or error"."""
    if not isinstance(left, str) or (inner := _EXPRESSION.fullmatch(left)) is None:
        return None
    found = _ONE_OF.match(inner[1])
    if found is None:
        return None
    values = re.findall(r"'([^']*)'", found[1])
    names = [name for name in _NAME.findall(found[2]) if name not in _PASSED_OVER]
    if not names:
        return None
    *others, last = values
    told = say("{names} or {last}", names=", ".join(others), last=last) if others else last
    return f"{say(_OPERATORS['equals'], left=f'`{names[-1].strip()}`')} {told}"
