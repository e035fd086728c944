"""Values and conditions of a workflow in plain words: fields by their names, moments as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nodepilot.workflow.labels import shown_value

_OPERATORS = {
    "equals": "is",
    "notEquals": "is not",
    "contains": "contains",
    "notContains": "does not contain",
    "startsWith": "starts with",
    "endsWith": "ends with",
    "gt": "is more than",
    "gte": "is at least",
    "lt": "is less than",
    "lte": "is at most",
    "empty": "is empty",
    "notEmpty": "is not empty",
    "exists": "is there",
    "notExists": "is not there",
    "true": "is true",
    "false": "is false",
    "after": "is after",
    "before": "is before",
    "afterOrEquals": "is not before",
    "beforeOrEquals": "is not after",
    "regex": "matches",
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
_ONE = {("minus", "days"): "yesterday", ("plus", "days"): "tomorrow"}


def condition_in_words(held: Any) -> str:
    """The conditions of an If, Filter or Switch rule: "`amount` is more than 100"."""
    entries = held.get("conditions") if isinstance(held, Mapping) else None
    joined = " or " if isinstance(held, Mapping) and held.get("combinator") == "or" else " and "
    told = [_test(each) for each in entries or [] if isinstance(each, Mapping)]
    return joined.join(each for each in told if each) or "its condition holds"


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
        edge = "start" if found["edge"] == "startOf" else "end"
        return f"the {edge} of {_which(move, count)} {found['of']}"
    if move is None:
        return "now" if found["base"] == "now" else "midnight today"
    if found["base"] == "today" and count == 1 and (move, unit) in _ONE:
        return f"midnight {_ONE[move, unit]}"
    amount = f"{count} {unit.removesuffix('s') if count == 1 else unit}"
    away = f"{amount} ago" if move == "minus" else f"in {amount}"
    return away if found["base"] == "now" else f"midnight {away}"


def _which(move: str | None, count: int) -> str:
    if move is None:
        return "this"
    if count == 1:
        return "last" if move == "minus" else "next"
    return f"the {count}. {'last' if move == 'minus' else 'next'}"


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
    left, words = value_in_words(test.get("leftValue", "")), _OPERATORS.get(name, name)
    if isinstance(operator, Mapping) and operator.get("singleValue"):
        return f"{left} {words}"
    return f"{left} {words} {value_in_words(test.get('rightValue', ''))}"


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
    told = values[0] if len(values) == 1 else f"{', '.join(values[:-1])} or {values[-1]}"
    return f"`{names[-1].strip()}` is {told}"
