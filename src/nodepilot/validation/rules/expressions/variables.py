"""Variables that no expression has: n8n reads them as undefined, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions.javascript import parse, text_of, walk
from nodepilot.expressions.methods import CLASSES
from nodepilot.expressions.variables import KNOWN_VARIABLES
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.wording import did_you_mean, nearest

_DOLLAR_NAME = re.compile(r"\$(?<![\w$.]\$)[A-Za-z_]\w*")
_BARE_READ = re.compile(r"\s*(?P<name>[A-Za-z_]\w*)\s*(?:\??\.\s*\w|\[|\s*\Z)")
_WORDS = frozenset({"true", "false", "null", "new", "typeof", "this", "void", "await", "async", "function"})


def check(context: ValidationContext) -> Iterator[Issue]:
    """Names with `$`, and a name without `$` that the expression begins with (`json.id`)."""
    for expression in context.expressions:
        for chunk in expression.codes:
            name = _unknown(chunk.source)
            if name is not None:
                suggestion = nearest(name, sorted(KNOWN_VARIABLES))
                yield warning_at(
                    "UNKNOWN_VARIABLE",
                    expression,
                    say(
                        "`{name}` in `{path}` of `{node}` is no variable that n8n knows; it is undefined.{hint}",
                        name=name,
                        path=expression.path,
                        node=expression.node.name,
                        hint=did_you_mean(suggestion),
                    ),
                    suggestion,
                )
                break


def _unknown(code: str) -> str | None:
    suspects = {name for name in _DOLLAR_NAME.findall(code) if name not in KNOWN_VARIABLES}
    bare = _BARE_READ.match(code)
    if bare is not None and bare["name"] not in CLASSES and bare["name"] not in _WORDS:
        suspects.add(bare["name"])
    return _undeclared(code, suspects) if suspects else None


def _undeclared(code: str, suspects: set[str]) -> str | None:
    """The first of the names that the code uses as a variable without declaring it."""
    used: str | None = None
    for node in walk(parse(code).root_node):
        if node.type != "identifier" or text_of(node) not in suspects:
            continue
        parent = node.parent
        if parent is not None and parent.type in (
            *("formal_parameters", "variable_declarator", "array_pattern", "object_pattern"),
            *("arrow_function", "function_expression", "function_declaration", "catch_clause"),
        ):
            return None
        used = used or text_of(node)
    return used


RULE = Rule("unknown variables", ("UNKNOWN_VARIABLE",), Source.NODEPILOT, check)
