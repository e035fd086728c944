"""Texts that look like expressions and that n8n passes on as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nodepilot.validation.context import ValidationContext
from nodepilot.validation.findings import warning_at
from nodepilot.validation.issue import Issue, Source
from nodepilot.validation.rule import Rule
from nodepilot.validation.texts import PlainText

_USES_N8N = re.compile(
    r"\{\{[^{}]*?(?<![\w$])\$(?:\(\s*['\"]|(?:json|node|input|now|today|binary|execution|workflow|items)\b)"
)
_BARE_READ = re.compile(r"(?<![\w$])(?:\$(?:json|input|binary)(?:\.\w|\[['\"])|\$node\[['\"]|\$\(\s*['\"])")

_EVALUATE_THEMSELVES = frozenset(
    f"n8n-nodes-base.{name}"
    for name in (
        *("html", "postgres", "mySql", "microsoftSql", "snowflake", "googleBigQuery", "oracleDatabase"),
        *("merge", "ldap", "set", "form", "formTrigger", "questDb", "timescaleDb"),
    )
)
"""Nodes that look for `{{ }}` in some of their texts on their own."""

_WHOLE_WORKFLOWS = frozenset({"workflowJson"})
"""A workflow in a parameter: the `=` stands inside it."""


def check(context: ValidationContext) -> Iterator[Issue]:
    """Only texts that use n8n's own variables: `{{name}}` alone may be meant for another program."""
    for text in context.templates:
        if _USES_N8N.search(text.value) and not _evaluates_itself(text):
            yield warning_at(
                "MISSING_EXPRESSION_PREFIX",
                text,
                f"`{text.path}` of `{text.node.name}` holds an expression but does not start with `=`, so n8n "
                "takes it as plain text.",
                f"={text.value}",
            )
    for expression in context.expressions:
        if "{{" not in expression.value and _BARE_READ.search(expression.value):
            yield warning_at(
                "MISSING_EXPRESSION_BRACES",
                expression,
                f"`{expression.path}` of `{expression.node.name}` reads data without `{{{{ }}}}`, so n8n takes it "
                "as plain text.",
            )


def _evaluates_itself(text: PlainText) -> bool:
    if text.path in _WHOLE_WORKFLOWS:
        return True
    return text.node.type.removesuffix("Tool") in _EVALUATE_THEMSELVES


RULE = Rule(
    "missing expression marks",
    ("MISSING_EXPRESSION_PREFIX", "MISSING_EXPRESSION_BRACES"),
    Source.NODEPILOT,
    check,
)
