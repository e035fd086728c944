"""Properties that n8n's sandbox refuses to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.expressions.variables import FORBIDDEN_PROPERTIES
from nodepilot.sentences import say
from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import error_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule

_NAMES = "|".join(map(re.escape, sorted(FORBIDDEN_PROPERTIES)))
_READ = re.compile(rf"\.\s*({_NAMES})\b(?!\s*:)|\[\s*(?:'({_NAMES})'|\"({_NAMES})\")\s*\]")


def check(context: ValidationContext) -> Iterator[Issue]:
    """n8n fails whatever the property would hold, `arguments` of a tool call included."""
    for expression in context.expressions:
        for chunk in expression.codes:
            match = _READ.search(chunk.source)
            if match is not None:
                name = next(filter(None, match.groups()))
                yield error_at(
                    "FORBIDDEN_PROPERTY",
                    expression,
                    say(
                        "n8n refuses to read `{name}` in an expression (in `{path}` of `{node}`), for security; "
                        "read it in a Code node.",
                        name=name,
                        path=expression.path,
                        node=expression.node.name,
                    ),
                )
                break


RULE = Rule("forbidden properties", ("FORBIDDEN_PROPERTY",), Source.NODEPILOT, check)
