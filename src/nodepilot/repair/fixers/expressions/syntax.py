"""Expressions that are not valid JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nodepilot.expressions.splitter import code_chunks
from nodepilot.expressions.syntax import find_chunk_problem, find_expression_problem
from nodepilot.repair.brackets import closed
from nodepilot.repair.case import Case, keys_of, set_parameter
from nodepilot.repair.fixer import Fixer
from nodepilot.repair.model import Proposal
from nodepilot.sentences import later, say
from nodepilot.validation import Issue

_ONE_BRACE = re.compile(r"\{\{(?P<code>(?:(?!\{\{|\}\}).)*?)\}(?!\})(?=[^}]*\Z|[^}]*\{\{)", re.DOTALL)
_DANGLING = re.compile(r"\s*(?:\+|-|\*|/|%|&&|\|\||\?\?|===?|!==?|>=?|<=?|\?\.|\.|,)\s*\Z")
_TYPOGRAPHIC = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})


def propose(case: Case, issue: Issue) -> Iterator[Proposal]:
    """A brace or bracket that is missing, one that is too many, an operator with nothing behind it."""
    for expression in case.context.expressions:
        if expression.node.name == issue.node and expression.path == issue.parameter:
            for made, what in mended(expression.value):
                text = say(
                    "{what} in `{path}` of `{node}`.",
                    what=say(what),
                    path=expression.path,
                    node=expression.node.name,
                )
                yield Proposal(text, (set_parameter(expression.node, keys_of(expression.place), made),))
                return


def mended(value: str) -> Iterator[tuple[str, str]]:
    """Valid forms of an expression, each with what was done to get it, the closest first."""
    for whole, what in (
        (_second_brace(value), later("Added the missing `}`")),
        (_end(value), later("Closed the `{{`")),
    ):
        if whole != value and find_expression_problem(whole) is None:
            yield whole, what
    for change, what in _CHANGES:
        made = _by_chunk(value, change)
        if made is not None and find_expression_problem(made) is None:
            yield made, what


def _second_brace(value: str) -> str:
    """`{{ a }` becomes `{{ a }}`."""
    return _ONE_BRACE.sub(lambda match: f"{{{{{match['code']}}}}}", value)


def _end(value: str) -> str:
    chunks = code_chunks(value)
    if not chunks or chunks[-1].closed:
        return value
    return f"{value.rstrip()} }}}}"


def _by_chunk(value: str, change: Callable[[str], str | None]) -> str | None:
    """The expression with each piece of code changed that is not valid; None when nothing changes."""
    made, position = "", 0
    for chunk in code_chunks(value):
        code = value[chunk.start : chunk.end]
        right = change(code) if find_chunk_problem(chunk.source) is not None else code
        if right is None:
            return None
        made += value[position : chunk.start] + right
        position = chunk.end
    made += value[position:]
    return made if made != value else None


def _closed(code: str) -> str | None:
    return closed(code)


def _straight_quotes(code: str) -> str:
    return code.translate(_TYPOGRAPHIC)


def _one_too_many(code: str) -> str | None:
    """Without a closing bracket at the end that nothing opens."""
    bare = code.rstrip()
    return bare[:-1] + code[len(bare) :] if bare[-1:] in {")", "]", "}"} else None


def _without_operator(code: str) -> str | None:
    match = _DANGLING.search(code)
    return f"{code[: match.start()]} " if match and code[: match.start()].strip() else None


def _without_return(code: str) -> str | None:
    match = re.match(r"\s*return\b(?P<rest>[^;]*);?\s*\Z", code)
    return f" {match['rest'].strip()} " if match else None


def _without_inner_braces(code: str) -> str | None:
    """Without a second `{{` inside of the first."""
    return code.replace("{{", "", 1) if "{{" in code else None


_CHANGES: tuple[tuple[Callable[[str], str | None], str], ...] = (
    (_straight_quotes, later("Straightened the quotes")),
    (_closed, later("Added the missing closing bracket")),
    (_one_too_many, later("Removed the closing bracket that nothing opens")),
    (_without_return, later("Removed the word `return`")),
    (_without_operator, later("Removed an operator with nothing behind it")),
    (_without_inner_braces, later("Removed the second `{{`")),
)

FIXER = Fixer("expression syntax", ("EXPRESSION_SYNTAX",), propose)
