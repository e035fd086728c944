"""Expressions without `=` in front, or without braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions.splitter import split
from nodepilot.expressions.syntax import find_chunk_problem, find_expression_problem
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import say
from nodepilot.validation import Issue

_SINGLE_BRACES = re.compile(r"(?<!\{)\{(?!\{)(?P<code>\s*\$[^{}]*)\}(?!\})")


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """The marks alone; the text and the code between them stay."""
    if issue.code == "MISSING_EXPRESSION_PREFIX":
        for text in case.context.templates:
            if text.node.name == issue.node and text.path == issue.parameter:
                made = f"={text.value}"
                if find_expression_problem(made) is None:
                    told = say(
                        "Put `=` in front of `{path}` of `{node}`, so that n8n evaluates it.",
                        path=text.path,
                        node=text.node.name,
                    )
                    yield Proposal(told, (set_parameter(text.node, keys_of(text.place), made),))
        return
    for expression in case.context.expressions:
        if expression.node.name == issue.node and expression.path == issue.parameter:
            found = _with_braces(expression.value)
            if found is not None:
                told = say(
                    "Put the code in `{path}` of `{node}` between `{{{{` and `}}}}`.",
                    path=expression.path,
                    node=expression.node.name,
                )
                yield Proposal(told, (set_parameter(expression.node, keys_of(expression.place), found),))


def _with_braces(value: str) -> str | None:
    """Around the whole text when it is code; where single braces stand, around what is between them."""
    if _SINGLE_BRACES.search(value):
        made = "=" + _SINGLE_BRACES.sub(lambda match: f"{{{{{match['code']}}}}}", value[1:])
        return made if _is_whole(made) else None
    code = value[1:].strip()
    if not code.startswith("$") or find_chunk_problem(f" {code} ") is not None:
        return None
    return f"={{{{ {code} }}}}"


def _is_whole(value: str) -> bool:
    return find_expression_problem(value) is None and all(chunk.closed for chunk in split(value))


FIXER = Fixer("expression marks", ("MISSING_EXPRESSION_PREFIX", "MISSING_EXPRESSION_BRACES"), propose)
