"""Variables, methods and properties that are misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions.syntax import find_expression_problem
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.repair.spelling import likeness, plain
from nodepilot.sentences import say
from nodepilot.validation import Issue

_MESSAGE = {
    "UNKNOWN_VARIABLE": re.compile(r"\A`(?P<name>[^`]+)`"),
    "UNKNOWN_METHOD": re.compile(r"`(?P<name>[^`(]+)\(\)`"),
    "UNKNOWN_PROPERTY": re.compile(r"\A`[^`]+`[^`]+`(?P<name>[^`]+)`"),
}
_SURE = 0.75


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The suggestion of the rule, in this one expression; the rest of it stays."""
    match = _MESSAGE[issue.code].search(issue.message)
    wrong, right = match["name"] if match else "", issue.suggestion
    if not wrong or not right:
        return
    for expression in case.context.expressions:
        if expression.node.name != issue.node or expression.path != issue.parameter:
            continue
        made = _replaced(expression.value, wrong, right, is_variable=issue.code == "UNKNOWN_VARIABLE")
        if made != expression.value and find_expression_problem(made) is None:
            safe = plain(wrong) == plain(right) or likeness(wrong, right) >= _SURE or right == "item.json"
            text = say(
                "Wrote `{right}` instead of `{wrong}` in `{parameter}` of `{node}`.",
                right=right,
                wrong=wrong,
                parameter=issue.parameter,
                node=issue.node,
            )
            yield Proposal(text, (set_parameter(expression.node, keys_of(expression.place), made),), safe)


def _replaced(value: str, wrong: str, right: str, *, is_variable: bool) -> str:
    """Only between braces, and only as a whole word."""
    before = r"(?<![\w$.])" if is_variable else r"(?<=\.)"
    pattern = re.compile(rf"{before}{re.escape(wrong)}(?![\w$])")

    def in_code(chunk: re.Match[str]) -> str:
        return pattern.sub(lambda _: right, chunk[0])

    return re.sub(r"\{\{.*?\}\}", in_code, value, flags=re.DOTALL)


FIXER = Fixer("words of expressions", ("UNKNOWN_VARIABLE", "UNKNOWN_METHOD", "UNKNOWN_PROPERTY"), propose)
