"""What a condition says: tests, and how they are turned round."""

from __future__ import annotations

import re
from dataclasses import replace

from nodepilot.composer.language.tokens import Kind, Token, fold
from nodepilot.composer.time_words import NUMBER_WORDS
from nodepilot.kit.records import dataclass

INVERSE = {
    "gt": "lte",
    "gte": "lt",
    "lt": "gte",
    "lte": "gt",
    "eq": "neq",
    "neq": "eq",
    "contains": "not_contains",
    "not_contains": "contains",
    "starts": "not_starts",
    "not_starts": "starts",
    "ends": "not_ends",
    "not_ends": "ends",
    "regex": "not_regex",
    "not_regex": "regex",
    "empty": "not_empty",
    "not_empty": "empty",
    "true": "false",
    "false": "true",
    "failing": "working",
    "working": "failing",
    "found": "missing",
    "missing": "found",
}


RETURNED = frozenset("returned response resulting".split())
"""Words before a name that tell it from what came in: “the returned score”."""


_HTTP_STATUS = frozenset(
    "status,status code,statuscode,response code,http status,http code,http status code,response status,code,statuscode,"
    "codigo de estado,code de statut,code http,codigo http".split(",")
)


@dataclass(frozen=True, slots=True)
class Test:
    """`left` names a value in words ("order total"; "" when left open), `right` is what it is compared with.

    `operator` is a concept of the lexicon's `conditions`. `kind` is `number`, `string`, `date`, `state`
    (of an HTTP answer) `found` (of a look-up), `file` (whether one came along), `approval` (what was answered),
    `length` (of a text), `field` (`right` names another value), `calendar` (`right` is a day as written), `now` (`right` is
    JavaScript), `begins` (the same of when the thing begins), `event` (`right` are words that tell what happened) or `weekdays` (`right` lists them, Monday being 1).
    `unit` is what a number counts ("days" makes it a time ago).
    """

    left: str
    operator: str
    right: str | float | None
    kind: str
    span: tuple[int, int]
    unit: str = ""
    upper: float | None = None

    def inverted(self) -> Test:
        """The opposite test."""
        if self.kind == "clock" and isinstance(self.right, float):
            return replace(self, right=self.upper, upper=self.right)
        return replace(self, operator=INVERSE.get(self.operator, self.operator))


def asks_status(test: Test) -> bool:
    """Whether it compares how an address answered: “status code 404”, “the response code is 500 or above”."""
    named = fold(test.left) in _HTTP_STATUS
    number = isinstance(test.right, float) and 100 <= test.right < 600
    return test.kind == "state" or (named and number)


@dataclass(frozen=True, slots=True)
class Condition:
    """Tests joined by "and" (or by "or" when `any_of`)."""

    tests: tuple[Test, ...]
    any_of: bool = False

    def inverted(self) -> Condition:
        """The opposite condition (De Morgan)."""
        return Condition(tuple(test.inverted() for test in self.tests), not self.any_of)


def whole(number: float) -> int | float:
    """The number as people write it: `5`, not `5.0`."""
    return int(number) if number.is_integer() else number


def parse_number(token: Token) -> float | None:
    """The number that a token holds (`500`, `1,000.50`, `€100`, `10k`)."""
    match = re.search(r"-?\d[\d.,\u00a0]*", token.text)
    if match is None or token.kind not in {Kind.NUMBER, Kind.MONEY}:
        return None
    digits = match.group().rstrip(".,").replace("\u00a0", "")
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    elif digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        return None
    rest = token.text[match.end() :].strip().lower()
    if rest.startswith("k"):
        value *= 1000
    elif rest.startswith("m") and not rest.startswith("min"):
        value *= 1_000_000
    return value


_ZERO = frozenset({"zero", "null", "cero", "nul", "freezing"})
_VAGUE = frozenset({"couple", "few"})


def number_said(token: Token) -> float | None:
    """The number that is compared with, in digits or as a word (`zero`, `fifty`); "one" mostly counts nothing."""
    if token.kind is not Kind.WORD:
        return parse_number(token)
    if token.norm in _ZERO:
        return 0.0
    said = 0 if token.norm in _VAGUE else NUMBER_WORDS.get(token.norm, 0)
    return float(said) if said > 1 else None


def is_found(span: tuple[int, int], *, there: bool = True) -> Condition:
    """That something was found (or, not `there`, was not)."""
    return Condition((Test("", "found" if there else "missing", None, "found", span),))
